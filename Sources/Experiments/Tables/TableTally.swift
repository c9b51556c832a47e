/// Running statistics of a table by segment, arm and metric, filled row by row.
struct TableTally {
  /// Most distinct arms or segments; more of them mean that the wrong column was named.
  static let mostLabels = 1_000

  /// Statistics of one metric in one arm of one segment; a metric uses the part of its kind.
  struct Cell {
    var successes = 0
    var count = 0
    var mean = MomentsAccumulator()
    var joint = JointMomentsAccumulator()

    mutating func merge(_ other: Cell) {
      successes += other.successes
      count += other.count
      mean.merge(other.mean)
      joint.merge(other.joint)
    }

    func sample(kind: MetricKind) -> MetricSample {
      switch kind {
      case .proportion: .proportion(successes: successes, count: count)
      case .mean: .mean(mean.moments)
      case .ratio: .ratio(joint.moments)
      }
    }
  }

  let columns: TableColumns
  private(set) var arms: [String] = []
  private(set) var segments: [String] = []
  /// Rows seen of each arm.
  private(set) var armRows: [Int] = []
  private var armTable = KeyTable()
  private var segmentTable = KeyTable()
  private var unitTable = KeyTable()
  /// First cell of each segment and arm, or -1 before the first row of both.
  private var places: [[Int]] = []
  private var cells: [Cell] = []

  init(columns: TableColumns) {
    self.columns = columns
  }

  /// Adds the reader's current row.
  mutating func add(_ reader: borrowing CSVReader) throws(TableError) {
    try checkUnit(reader)
    let arm = try Self.label(reader, column: columns.arm, table: &armTable, names: &arms)
    var segment = 0
    if let column = columns.segment {
      segment = try Self.label(reader, column: column, table: &segmentTable, names: &segments)
    }
    if arm == armRows.count { armRows.append(0) }
    armRows[arm] += 1
    var cell = place(segment: segment, arm: arm)
    for metric in columns.metrics {
      switch metric {
      case .proportion(let column):
        let value = reader.number(at: column)
        guard value == 0 || value == 1 else {
          throw Self.fault(reader, column: column, allowed: "0 or 1")
        }
        if value == 1 { cells[cell].successes += 1 }
        cells[cell].count += 1
      case .mean(let column):
        cells[cell].mean.add(try Self.number(reader, column: column))
      case .ratio(let numerator, let denominator):
        cells[cell].joint.add(
          numerator: try Self.number(reader, column: numerator),
          denominator: try Self.number(reader, column: denominator))
      }
      cell += 1
    }
  }

  /// Reads the statistics of one arm in one segment; empty ones when no row had both.
  func cells(segment: Int, arm: Int) -> [Cell] {
    guard places.indices.contains(segment), places[segment].indices.contains(arm),
      case let first = places[segment][arm], first >= 0
    else { return Array(repeating: Cell(), count: columns.metrics.count) }
    return Array(cells[first..<(first + columns.metrics.count)])
  }

  private mutating func checkUnit(_ reader: borrowing CSVReader) throws(TableError) {
    guard let column = columns.unit else { return }
    let row = UInt32(clamping: reader.row)
    guard let earlier = unitTable.find(reader.key(at: column), orStore: row) else { return }
    throw Self.fault(
      reader, column: column, allowed: "each unit once; this one is in row \(earlier) too")
  }

  private static func number(
    _ reader: borrowing CSVReader, column: Int
  ) throws(TableError) -> Double {
    guard let value = reader.number(at: column) else {
      throw fault(reader, column: column, allowed: "a finite number")
    }
    return value
  }

  private static func label(
    _ reader: borrowing CSVReader, column: Int, table: inout KeyTable, names: inout [String]
  ) throws(TableError) -> Int {
    if let known = table.find(reader.key(at: column), orStore: UInt32(names.count)) {
      return Int(known)
    }
    let name = reader.text(at: column)
    guard !name.isEmpty else {
      throw fault(reader, column: column, allowed: "a name in every row")
    }
    guard names.count < mostLabels else {
      throw fault(
        reader, column: column,
        allowed: "at most \(mostLabels) distinct names; this is one more")
    }
    names.append(name)
    return names.count - 1
  }

  private mutating func place(segment: Int, arm: Int) -> Int {
    while places.count <= segment { places.append([]) }
    while places[segment].count <= arm { places[segment].append(-1) }
    if places[segment][arm] < 0 {
      places[segment][arm] = cells.count
      cells += Array(repeating: Cell(), count: columns.metrics.count)
    }
    return places[segment][arm]
  }

  private static func fault(
    _ reader: borrowing CSVReader, column: Int, allowed: String
  ) -> TableError {
    TableError(
      file: reader.file, row: reader.row, column: reader.header[column],
      found: reader.quoted(at: column), allowed: allowed)
  }
}
