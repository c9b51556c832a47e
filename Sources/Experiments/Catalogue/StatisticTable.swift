import Support

/// A table with one row per unit, its columns of known roles held in memory.
struct StatisticTable {
  /// Roles of numbers in the order of the results.
  enum Role: String, CaseIterable {
    case converted, revenue, orders, items, pre
  }

  /// Arms by name, sorted.
  var arms: [String] = []
  var control = 0
  /// Segments by name, sorted; empty without such a column.
  var segments: [String] = []
  /// Arm and segment of each row.
  var arm: [Int] = []
  var segment: [Int] = []
  var values: [Role: [Double]] = [:]
  /// Period of each row, as an index into the periods by name; empty without such a column.
  var day: [Int] = []

  var rows: [[Int]] {
    var rows = Array(repeating: [Int](), count: arms.count)
    for (row, arm) in arm.enumerated() { rows[arm].append(row) }
    return rows
  }

  init(reader: CSVReader, options: StatisticOptions) throws(ArgumentError) {
    var reader = reader
    let header = reader.header
    let columns = options.columns
    guard let armColumn = header.firstIndex(of: columns.arm) else {
      throw ArgumentError(
        file: reader.file, row: 1, column: columns.arm, found: "no such column",
        allowed: header.prefix(20).map { "\"\($0)\"" }.joined(separator: ", "),
        nearest: NearestName.of(columns.arm, among: header))
    }
    let dayColumn = header.firstIndex(of: columns.day)
    let segmentColumn = header.firstIndex(of: columns.segment)
    let numbers: [(Role, Int)] = [
      (Role.converted, columns.converted), (.revenue, columns.revenue), (.orders, columns.orders),
      (.items, columns.items), (.pre, columns.preRevenue),
    ].compactMap { role, name in header.firstIndex(of: name).map { (role, $0) } }
    var armNames: [String] = []
    var segmentNames: [String] = []
    var dayNames: [String] = []
    while try reader.next() {
      arm.append(try Self.label(reader, armColumn, &armNames))
      if let segmentColumn {
        segment.append(try Self.label(reader, segmentColumn, &segmentNames))
      }
      if let dayColumn { day.append(try Self.label(reader, dayColumn, &dayNames)) }
      for (role, column) in numbers {
        let value = reader.number(at: column)
        guard let value, role != .converted || value == 0 || value == 1 else {
          throw ArgumentError(
            file: reader.file, row: reader.row, column: header[column],
            found: reader.quoted(at: column),
            allowed: role == .converted
              ? reader.allowedFlag(at: column) : reader.allowedNumber(at: column))
        }
        values[role, default: []].append(value)
      }
    }
    (arms, arm) = Self.sorted(armNames, arm)
    (segments, segment) = Self.sorted(segmentNames, segment)
    day = Self.periods(dayNames, day)
    control = try Self.control(arms, options: options, file: reader.file)
    for (name, rows) in zip(arms, rows) where rows.count < 2 {
      throw ArgumentError(
        file: reader.file, column: columns.arm, found: "one unit only in arm \"\(name)\"",
        allowed: "at least two units in each arm")
    }
  }

  /// Values of a role in some rows; nil when the table lacks its column.
  func values(_ role: Role, in rows: [Int]) -> [Double]? {
    values[role].map { column in rows.map { column[$0] } }
  }

  private static func control(
    _ arms: [String], options: StatisticOptions, file: String
  ) throws(ArgumentError) -> Int {
    guard arms.count > 1 else {
      throw ArgumentError(
        file: file, column: options.columns.arm,
        found: arms.first.map { "only one arm, \"\($0)\"" } ?? "no rows",
        allowed: "a control and at least one treatment")
    }
    guard let name = options.control else {
      let usual = ["control", "A", "a", "baseline"].lazy.compactMap(arms.firstIndex(of:)).first
      return usual ?? 0
    }
    guard let place = arms.firstIndex(of: name) else {
      throw ArgumentError(
        file: file, column: options.columns.arm, found: "no arm \"\(name)\"",
        allowed: arms.prefix(20).map { "\"\($0)\"" }.joined(separator: ", "),
        nearest: NearestName.of(name, among: arms))
    }
    return place
  }

  private static func label(
    _ reader: borrowing CSVReader, _ column: Int, _ names: inout [String]
  ) throws(ArgumentError) -> Int {
    let name = reader.text(at: column)
    if let place = names.firstIndex(of: name) { return place }
    guard !name.isEmpty, names.count < TableTally.mostLabels else {
      throw ArgumentError(
        file: reader.file, row: reader.row, column: reader.header[column],
        found: reader.quoted(at: column),
        allowed: "a name in every row, and at most \(TableTally.mostLabels) of them")
    }
    names.append(name)
    return names.count - 1
  }

  /// Numbers periods in order: of their numbers where all are numbers, else by name.
  private static func periods(_ names: [String], _ rows: [Int]) -> [Int] {
    let numbers = names.map { Double($0) }
    let order = names.indices.sorted { left, right in
      if let first = numbers[left], let second = numbers[right] { return first < second }
      return names[left] < names[right]
    }
    return renumbered(rows, order)
  }

  private static func sorted(_ names: [String], _ rows: [Int]) -> ([String], [Int]) {
    let order = names.indices.sorted { names[$0] < names[$1] }
    return (order.map { names[$0] }, renumbered(rows, order))
  }

  private static func renumbered(_ rows: [Int], _ order: [Int]) -> [Int] {
    var positions = order
    for (position, index) in order.enumerated() { positions[index] = position }
    return rows.map { positions[$0] }
  }
}
