import Support

/// Running statistics of one metric by day and arm.
struct DayTally {
  static let mostDays = 4_000

  /// A day's number for the order and its weekday.
  private(set) var days: [TableDay] = []
  /// Statistics by day, then arm; shorter where later arms have not come.
  private(set) var cells: [[TableTally.Cell]] = []
  /// Units by day, then arm.
  private(set) var rows: [[Int]] = []
  private var table = KeyTable()

  /// Days in their order, as indices.
  var order: [Int] { days.indices.sorted { days[$0].number < days[$1].number } }

  mutating func add(
    _ reader: borrowing CSVReader, column: Int, arm: Int, units: Int,
    metric: TableColumns.Metric
  ) throws(ArgumentError) {
    let day = try place(reader, column: column)
    while cells[day].count <= arm {
      cells[day].append(TableTally.Cell())
      rows[day].append(0)
    }
    rows[day][arm] += units
    try TableTally.add(reader, metric: metric, to: &cells[day][arm])
  }

  private mutating func place(
    _ reader: borrowing CSVReader, column: Int
  ) throws(ArgumentError) -> Int {
    if let known = table.find(reader.key(at: column), orStore: UInt32(days.count)) {
      return Int(known)
    }
    guard let day = TableDay(reader.text(at: column)) else {
      throw TableTally.fault(
        reader, column: column, allowed: TableDay.allowed)
    }
    guard days.count < Self.mostDays else {
      throw TableTally.fault(
        reader, column: column, allowed: "at most \(Self.mostDays) days; this is one more")
    }
    days.append(day)
    cells.append([])
    rows.append([])
    return days.count - 1
  }
}

/// A day of a table: a whole number, or a date of the Gregorian calendar.
struct TableDay: Equatable, Sendable {
  static let allowed = "a whole number or a date such as 2026-03-31"

  /// Days since the table's own origin, or since 1970-01-01.
  var number: Int
  /// 0 for Monday to 6 for Sunday; of numbers, day 0 is taken as a Monday.
  var weekday: Int
  /// The date, or the number as it was written.
  var label: String

  /// Reads a day; a date may be followed by a time.
  init?(_ text: String) {
    if let whole = Int(text), abs(whole) < 1_000_000_000 {
      number = whole
      weekday = ((whole % 7) + 7) % 7
      label = "\(whole)"
      return
    }
    let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, let year = Int(parts[0]), year > 0,
      let month = Int(parts[1]), (1...12).contains(month), let day = Int(parts[2]),
      (1...31).contains(day), text.count == 10 || " T".contains(text.dropFirst(10).prefix(1))
    else { return nil }
    label = String(text.prefix(10))
    // Days since 1970-01-01 with years that begin in March, so that leap days come last.
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    number = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    weekday = (((number + 3) % 7) + 7) % 7
  }
}
