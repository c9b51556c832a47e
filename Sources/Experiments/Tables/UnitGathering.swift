import Support

/// Rows of events that were gathered to one row per unit.
package struct EventRows: Sendable, Equatable {
  /// Event rows that count.
  package let rows: Int
  /// Rows that do not, by arm.
  let passedOver: [RowFilter.Count]
}

/// Gathers rows of events to a table with one row per unit, in the order of their first rows.
///
/// Numbers are summed over a unit's rows, an empty cell adding nothing; a share of 0 and 1 asks
/// whether any row has 1. `rows` counts rows, and `COLUMN=VALUE` those with that value. Segment,
/// cluster and covariates are those of the first row, the day is the earliest. Memory grows with
/// the units and not with their events.
struct UnitGathering {
  /// What is summed over a unit's rows, under the name of its column in the gathered table.
  private struct Sum {
    enum Term {
      case number(Int)
      case equals(Int, CellKey)
      case rows
    }

    var name: String
    var term: Term
    /// Whether it becomes 1 when any row has 1.
    var isShare: Bool
  }

  private struct Unit {
    var arm: Int
    var firstRow: Int
    var day: (number: Int, text: String)?
    /// Texts of the columns that are taken from the first row.
    var values: [String]
    var sums: [Double]
  }

  private let options: TableOptions
  private let file: String
  private let unit: Int
  private let arm: Int
  private let day: Int?
  /// Columns taken from a unit's first row.
  private let values: [(name: String, column: Int)]
  private let sums: [Sum]
  private var table = KeyTable()
  private var armTable = KeyTable()
  private var arms: [String] = []
  private var units: [Unit] = []
  private var rows = 0
  private var passedOver: [RowFilter.Count] = []

  /// Reads all rows and gathers them.
  /// - Throws: `ArgumentError` without a column of units, and for a unit in two arms or a bad cell.
  init(reader: CSVReader, options: TableOptions) throws(ArgumentError) {
    var reader = reader
    self.options = options
    file = reader.file
    guard let unitColumn = options.unitColumn else {
      throw ArgumentError(
        "--events", found: "no column of units", allowed: "--unit COLUMN beside it")
    }
    unit = try TableColumns.find(unitColumn, in: reader)
    arm = try TableColumns.find(options.armColumn, in: reader)
    day = try TableColumns.find(optional: options.dayColumn, in: reader)
    var known: Set<String?> = [unitColumn, options.armColumn, options.dayColumn]
    var values: [(name: String, column: Int)] = []
    for name in options.unitColumns where known.insert(name).inserted {
      values.append((name, try TableColumns.find(name, in: reader)))
    }
    var sums: [Sum] = []
    for metric in options.metrics {
      if case .counted = metric.source {
        throw ArgumentError(
          "metric \"\(metric.name)\"", found: "counts of a group in each row, with --events",
          allowed: "NAME=proportion:COLUMN, NAME=mean:COLUMN or NAME=ratio:NUMERATOR/DENOMINATOR")
      }
      let isShare = metric.source.kind == .proportion
      for name in metric.source.columns {
        let sum = Sum(
          name: isShare ? Self.share(of: name) : name, term: try Self.term(name, in: reader),
          isShare: isShare)
        if known.insert(sum.name).inserted { sums.append(sum) }
      }
    }
    for name in options.furtherColumns.numbers where known.insert(name).inserted {
      sums.append(Sum(name: name, term: try Self.term(name, in: reader), isShare: false))
    }
    (self.values, self.sums) = (values, sums)
    while try reader.next() {
      try add(reader)
      rows += 1
    }
    passedOver = reader.filter?.counts ?? []
    try TableAnalysis.checkLeftOut(options, arms: arms, passedOver: passedOver, file: file)
  }

  /// The gathered table, and the options by which it is analysed like any other.
  var input: TableInput {
    var gathered = options
    gathered.numbers = .plain
    gathered.leftOut = []
    gathered.dropsMissing = false
    gathered.metrics = options.metrics.map { metric in
      var metric = metric
      if case .proportion(let column) = metric.source {
        metric.source = .proportion(column: Self.share(of: column))
      }
      return metric
    }
    return TableInput(
      file: file, content: .bytes(bytes), options: gathered,
      eventRows: EventRows(rows: rows, passedOver: passedOver))
  }

  private static func share(of column: String) -> String { "any \(column)" }

  private mutating func add(_ reader: borrowing CSVReader) throws(ArgumentError) {
    let label = try TableTally.label(reader, column: arm, table: &armTable, names: &arms)
    let known = table.find(reader.key(at: unit), orStore: UInt32(clamping: units.count))
    let place = known.map { Int($0) } ?? units.count
    if known == nil {
      var texts: [String] = []
      for value in values { texts.append(reader.text(at: value.column)) }
      units.append(
        Unit(
          arm: label, firstRow: reader.row, values: texts,
          sums: Array(repeating: 0, count: sums.count)))
    }
    guard units[place].arm == label else {
      throw TableTally.fault(
        reader, column: arm,
        allowed: "each unit in one arm; this one is in \"\(arms[units[place].arm])\" in row"
          + " \(units[place].firstRow)")
    }
    if let day { try add(day: day, of: reader, to: place) }
    for (index, sum) in sums.enumerated() {
      units[place].sums[index] += try Self.value(sum, of: reader)
    }
  }

  private mutating func add(
    day column: Int, of reader: borrowing CSVReader, to place: Int
  ) throws(ArgumentError) {
    let text = reader.text(at: column)
    guard let number = TableDay(text)?.number else {
      throw TableTally.fault(reader, column: column, allowed: TableDay.allowed)
    }
    if let earlier = units[place].day, earlier.number <= number { return }
    units[place].day = (number, text)
  }

  private static func value(
    _ sum: Sum, of reader: borrowing CSVReader
  ) throws(ArgumentError) -> Double {
    switch sum.term {
    case .rows: return 1
    case .equals(let column, let key): return reader.key(at: column) == key ? 1 : 0
    case .number(let column):
      if reader.isMissing(at: column) { return 0 }
      return sum.isShare
        ? try TableTally.flag(reader, column: column)
        : try TableTally.number(reader, column: column)
    }
  }

  /// Finds what a metric counts: a column of the table, `rows`, or `COLUMN=VALUE`.
  private static func term(
    _ name: String, in reader: CSVReader
  ) throws(ArgumentError) -> Sum.Term {
    if !reader.header.contains(name) {
      if name == "rows" { return .rows }
      if let equals = name.firstIndex(of: "="), reader.header.contains(String(name[..<equals])) {
        let value = Array(name[name.index(after: equals)...].utf8)
        return .equals(
          try TableColumns.find(String(name[..<equals]), in: reader),
          CellKey(value, from: 0, to: value.count))
      }
    }
    return .number(try TableColumns.find(name, in: reader))
  }

  /// The table as CSV, every text between quotes.
  private var bytes: [UInt8] {
    var text = ByteBuffer()
    func put(quoted cell: String) {
      text.append("\"\(cell.replacing("\"", with: "\"\""))\",")
    }
    put(quoted: options.unitColumn ?? "")
    put(quoted: options.armColumn)
    if let day = options.dayColumn { put(quoted: day) }
    for name in values.map(\.name) + sums.map(\.name) { put(quoted: name) }
    text.replaceLast(with: UInt8(ascii: "\n"))
    for (index, unit) in units.enumerated() {
      text.append(integer: Int64(index + 1))
      text.append(UInt8(ascii: ","))
      put(quoted: arms[unit.arm])
      if day != nil { put(quoted: unit.day?.text ?? "") }
      for value in unit.values { put(quoted: value) }
      for (sum, value) in zip(sums, unit.sums) {
        text.append(number: sum.isShare ? (value > 0 ? 1 : 0) : value)
        text.append(UInt8(ascii: ","))
      }
      text.replaceLast(with: UInt8(ascii: "\n"))
    }
    return Array(text.bytes)
  }
}
