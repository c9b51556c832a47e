/// Columns of a table held in memory by arm.
struct UnitColumns {
  /// Figures by arm, then column.
  private let values: [[[Double]]]
  private let names: [String]

  /// Reads some columns.
  /// - Throws: `TableError` for the first fault.
  init(
    reader: CSVReader, names: [String], armColumn: String, arms: [String]
  ) throws(TableError) {
    var reader = reader
    let arm = try TableColumns.find(armColumn, in: reader)
    var places: [Int] = []
    for name in names { places.append(try TableColumns.find(name, in: reader)) }
    var order: [CellKey: Int] = [:]
    var values = arms.map { _ in names.map { _ in [Double]() } }
    while try reader.next() {
      let key = reader.key(at: arm)
      var place = order[key]
      if place == nil {
        place = arms.firstIndex(of: reader.text(at: arm))
        order[key] = place
      }
      guard let place else { continue }
      for (index, column) in places.enumerated() {
        values[place][index].append(try TableTally.number(reader, column: column))
      }
    }
    self.values = values
    self.names = names
  }

  /// The figures of one arm.
  func column(_ name: String, arm: Int) -> [Double] {
    guard let index = names.firstIndex(of: name) else { return [] }
    return values[arm][index]
  }

  /// One figure per unit of one arm whose mean is the metric; nil for a ratio over nothing.
  func outcome(_ source: TableMetric.Source, arm: Int) -> [Double]? {
    switch source {
    case .proportion(let name), .mean(let name): column(name, arm: arm)
    case .ratio(let numerator, let denominator):
      try? RatioValues(
        numerator: column(numerator, arm: arm), denominator: column(denominator, arm: arm)
      ).linearised
    case .counted: nil
    }
  }
}
