import Support

/// The units of a table with their arms, covariates and outcomes, in memory.
struct ObservedUnits {
  /// Arm of each unit, in the order of the plan.
  private(set) var arm: [Int] = []
  /// Numbers of the covariates' columns, then 0 and 1 for each segment but the first by name.
  private(set) var covariates: [(name: String, values: [Double])] = []
  /// Columns of the metrics by name.
  private(set) var outcomes: [String: [Double]] = [:]

  init(reader: CSVReader, table: TableAnalysis) throws(ArgumentError) {
    var reader = reader
    let options = table.options
    let arms = table.plan.arms.map(\.name)
    let armColumn = try TableColumns.find(options.armColumn, in: reader)
    let segmentColumn = try TableColumns.find(optional: options.segmentColumn, in: reader)
    let names = options.metrics.flatMap(\.source.columns)
    var places: [Int] = []
    for name in names { places.append(try TableColumns.find(name, in: reader)) }
    var numbers: [Int] = []
    for name in options.covariates { numbers.append(try TableColumns.find(name, in: reader)) }
    var armTable = KeyTable()
    var segmentTable = KeyTable()
    var (armNames, segmentNames) = ([String](), [String]())
    var segments: [Int] = []
    var columns = names.map { _ in [Double]() }
    var values = numbers.map { _ in [Double]() }
    while try reader.next() {
      let label = try TableTally.label(
        reader, column: armColumn, table: &armTable, names: &armNames)
      guard let place = arms.firstIndex(of: armNames[label]) else { continue }
      arm.append(place)
      if let segmentColumn {
        segments.append(
          try TableTally.label(
            reader, column: segmentColumn, table: &segmentTable, names: &segmentNames))
      }
      for (index, column) in places.enumerated() {
        columns[index].append(try TableTally.number(reader, column: column))
      }
      for (index, column) in numbers.enumerated() {
        values[index].append(try TableTally.number(reader, column: column))
      }
    }
    outcomes = Dictionary(zip(names, columns)) { first, _ in first }
    covariates = zip(options.covariates, values).map { ($0, $1) }
    for name in segmentNames.sorted().dropFirst() {
      let index = segmentNames.firstIndex(of: name)
      covariates.append((name, segments.map { $0 == index ? 1 : 0 }))
    }
  }
}
