import Support

/// Running statistics of a table by segment, arm and metric, filled row by row.
struct TableTally {
  /// Most distinct arms or segments; more of them mean that the wrong column was named.
  static let mostLabels = 1_000
  /// Longest name of an arm or a segment in bytes; a longer one is no name.
  static let longestLabel = 200

  /// Statistics of one metric in one arm of one segment; a metric uses the part of its kind.
  struct Cell {
    var successes = 0
    var count = 0
    var mean = MomentsAccumulator()
    var joint = JointMomentsAccumulator()
    var shape = ShapeAccumulator()

    mutating func merge(_ other: Cell) {
      successes += other.successes
      count += other.count
      mean.merge(other.mean)
      joint.merge(other.joint)
      shape.merge(other.shape)
    }

    func sample(kind: MetricKind) -> MetricSample {
      switch kind {
      case .proportion: .proportion(successes: successes, count: count)
      case .mean: .mean(mean.moments)
      case .ratio: .ratio(joint.moments)
      case .estimate: .missing(count: count, reason: .tooFewUnits)
      }
    }
  }

  let columns: TableColumns
  private(set) var arms: [String] = []
  private(set) var segments: [String] = []
  private(set) var armRows: [Int] = []
  private var armTable = KeyTable()
  private var segmentTable = KeyTable()
  private var unitTable = KeyTable()
  /// First cell of each segment and arm, or -1 before the first row of both; by segment, with room
  /// for so many arms.
  private var places: [Int32] = []
  private var room = 2
  private var cells: [Cell] = []
  /// What came on each day, of the primary metric only; empty without a column of days.
  private(set) var days = DayTally()
  /// What came of each cluster; empty without a column of clusters.
  private(set) var clusters = ClusterTally()
  /// Values from before the experiment, by arm.
  private(set) var covariates: [[MomentsAccumulator]] = []

  init(columns: TableColumns) {
    self.columns = columns
  }

  mutating func add(_ reader: borrowing CSVReader) throws(ArgumentError) {
    try checkUnit(reader)
    let arm = try Self.label(reader, column: columns.arm, table: &armTable, names: &arms)
    var segment = 0
    if let column = columns.segment {
      segment = try Self.label(reader, column: column, table: &segmentTable, names: &segments)
    }
    if arm == armRows.count {
      armRows.append(0)
      covariates.append(columns.covariates.map { _ in MomentsAccumulator() })
    }
    let units = try Self.units(reader, columns: columns)
    armRows[arm] += units
    let cell = place(segment: segment, arm: arm)
    for (index, metric) in columns.metrics.enumerated() {
      try Self.add(reader, metric: metric, to: &cells[cell + index])
    }
    for (index, column) in columns.covariates.enumerated() {
      covariates[arm][index].add(try Self.number(reader, column: column))
    }
    try clusters.add(reader, columns: columns, arm: arm, part: segment, arms: arms)
    if let column = columns.day {
      try days.add(
        reader, column: column, arm: arm, units: units, metric: columns.metrics[columns.primary])
    }
  }

  static func add(
    _ reader: borrowing CSVReader, metric: TableColumns.Metric, to cell: inout Cell
  ) throws(ArgumentError) {
    switch metric {
    case .proportion(let column):
      if try flag(reader, column: column) == 1 { cell.successes += 1 }
      cell.count += 1
    case .counted(let successes, let units):
      let total = try whole(reader, column: units, most: 1 << 40)
      cell.successes += try whole(reader, column: successes, most: total)
      cell.count += total
    case .mean(let column):
      let value = try number(reader, column: column)
      cell.mean.add(value)
      cell.shape.add(value)
    case .ratio(let numerator, let denominator):
      cell.joint.add(
        numerator: try number(reader, column: numerator),
        denominator: try number(reader, column: denominator))
    }
  }

  /// Reads the statistics of one arm in one segment; empty ones when no row had both.
  func cells(segment: Int, arm: Int) -> [Cell] {
    guard arm < room, case let place = segment * room + arm, place < places.count,
      places[place] >= 0
    else { return Array(repeating: Cell(), count: columns.metrics.count) }
    let first = Int(places[place])
    return Array(cells[first..<(first + columns.metrics.count)])
  }

  private mutating func checkUnit(_ reader: borrowing CSVReader) throws(ArgumentError) {
    guard let column = columns.unit else { return }
    let row = UInt32(clamping: reader.row)
    guard let earlier = unitTable.find(reader.key(at: column), orStore: row) else { return }
    throw Self.fault(
      reader, column: column, allowed: "each unit once; this one is in row \(earlier) too")
  }

  /// Units of the reader's row: one, or the count of a row that stands for a group.
  static func units(
    _ reader: borrowing CSVReader, columns: TableColumns
  ) throws(ArgumentError) -> Int {
    guard case .counted(_, let units)? = columns.metrics.first else { return 1 }
    return try whole(reader, column: units, most: 1 << 40)
  }

  static func whole(
    _ reader: borrowing CSVReader, column: Int, most: Int
  ) throws(ArgumentError) -> Int {
    guard let value = reader.number(at: column), let count = Int(exactly: value), count >= 0,
      count <= most
    else { throw fault(reader, column: column, allowed: "a whole number from 0 to \(most)") }
    return count
  }

  static func number(
    _ reader: borrowing CSVReader, column: Int
  ) throws(ArgumentError) -> Double {
    guard let value = reader.number(at: column) else {
      throw fault(reader, column: column, allowed: reader.allowedNumber(at: column))
    }
    return value
  }

  /// Reads 1 or 0.
  static func flag(
    _ reader: borrowing CSVReader, column: Int
  ) throws(ArgumentError) -> Double {
    guard let value = reader.number(at: column), value == 0 || value == 1 else {
      throw fault(reader, column: column, allowed: reader.allowedFlag(at: column))
    }
    return value
  }

  static func label(
    _ reader: borrowing CSVReader, column: Int, table: inout KeyTable, names: inout [String]
  ) throws(ArgumentError) -> Int {
    if let known = table.find(reader.key(at: column), orStore: UInt32(names.count)) {
      return Int(known)
    }
    let name = try reader.label(at: column)
    guard names.count < mostLabels else {
      throw fault(
        reader, column: column,
        allowed: "at most \(mostLabels) distinct names; this is one more")
    }
    let plain = name.trimmingSpaces
    if let twin = names.first(where: { $0 != name && $0.trimmingSpaces == plain }) {
      throw fault(
        reader, column: column,
        allowed: "names that differ in more than spaces; \"\(twin)\" is a name too")
    }
    names.append(name)
    return names.count - 1
  }

  private mutating func place(segment: Int, arm: Int) -> Int {
    let place = segment * room + arm
    if arm < room, place < places.count, places[place] >= 0 { return Int(places[place]) }
    return newPlace(segment: segment, arm: arm)
  }

  private mutating func newPlace(segment: Int, arm: Int) -> Int {
    if arm >= room {
      let wider = max(room * 2, arm + 1)
      var moved = [Int32](repeating: -1, count: places.count / room * wider)
      for (index, first) in places.enumerated() {
        moved[index / room * wider + index % room] = first
      }
      places = moved
      room = wider
    }
    while places.count < (segment + 1) * room { places.append(-1) }
    places[segment * room + arm] = Int32(cells.count)
    cells += Array(repeating: Cell(), count: columns.metrics.count)
    return cells.count - columns.metrics.count
  }

  static func fault(
    _ reader: borrowing CSVReader, column: Int, allowed: String
  ) -> ArgumentError {
    ArgumentError(
      file: reader.file, row: reader.row, column: reader.header[column],
      found: reader.quoted(at: column), allowed: allowed)
  }
}
