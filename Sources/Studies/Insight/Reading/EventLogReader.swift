import Experiments
package import Insight
package import Support

/// Reads an event log from a CSV table in one pass, bad rows told and left out.
package struct EventLogReader {
  /// Names as codes, in the order in which they first occur.
  private struct Names {
    private(set) var codes: [Int32] = []
    private(set) var names: [String] = []
    private var numbers: [String: Int32] = [:]

    /// Adds the name of an event; nil for none.
    mutating func add(_ name: String?) {
      guard let name else {
        codes.append(-1)
        return
      }
      if let number = numbers[name] {
        codes.append(number)
        return
      }
      let number = Int32(names.count)
      numbers[name] = number
      names.append(name)
      codes.append(number)
    }

    var labels: EventLog.Labels { EventLog.Labels(codes: codes, names: names) }
    /// Nil where no event has a name.
    var filled: EventLog.Labels? { names.isEmpty ? nil : labels }
  }

  /// A mark with the place of its column.
  private enum Test {
    case activity(String)
    case cell(Int, String)

    func holds(_ reader: borrowing CSVReader, activity: String) -> Bool {
      switch self {
      case .activity(let name): activity == name
      case .cell(let place, let value): reader.text(at: place) == value
      }
    }
  }

  package let log: EventLog
  package let account: LogAccount

  /// Reads a file.
  /// - Throws: `ArgumentError` for a file that is no log, a column that is not there, or no event.
  package init(path: String, options: EventLogOptions) throws(ArgumentError) {
    try self.init(CSVReader(path: path, numbers: options.numbers), options: options)
  }

  /// Reads a table from memory.
  package init(
    bytes: [UInt8], file: String, options: EventLogOptions = EventLogOptions()
  ) throws(ArgumentError) {
    try self.init(
      CSVReader(bytes: bytes, file: file, numbers: options.numbers), options: options)
  }

  private init(_ opened: CSVReader, options: EventLogOptions) throws(ArgumentError) {
    var reader = opened
    let layout = try LogLayout(reader, options: options)
    let isOurs = Self.ours.allSatisfy(reader.header.contains)
    let orderMarks =
      options.orders.isEmpty && isOurs
      ? [.cell(column: "event", value: "order")] : options.orders
    let leftOutMarks =
      options.leftOut + (isOurs ? [.cell(column: "event", value: "censored")] : [])
    let orderTests = try Self.tests(orderMarks, reader)
    let leftOutTests = try Self.tests(leftOutMarks, reader)
    guard let customer = layout.places[.customer], let activity = layout.places[.activity],
      let time = layout.places[.time]
    else {
      throw ArgumentError(file: reader.file, found: "too few columns", allowed: "a log of events")
    }
    var account = LogAccount(file: reader.file)
    account.columns = layout.columns
    var (cases, activities, channels, products, phases) = (
      Names(), Names(), Names(), Names(), Names()
    )
    var segments = layout.segments.map { _ in Names() }
    var (times, values, baskets): ([Double], [Double], [Double]) = ([], [], [])
    var isOrder: [Bool] = []
    while true {
      let before = reader.row
      do throws(ArgumentError) {
        guard try reader.next() else { break }
      } catch {
        // A row of another width is behind us; what cannot be read at all ends the reading.
        guard reader.row > before else { throw error }
        account.rows += 1
        account.add(.width, row: reader.row, found: error.found)
        continue
      }
      account.rows += 1
      guard !reader.isMissing(at: customer) else {
        account.add(.customer, row: reader.row, found: reader.quoted(at: customer))
        continue
      }
      guard !reader.isMissing(at: activity) else {
        account.add(.activity, row: reader.row, found: reader.quoted(at: activity))
        continue
      }
      guard let seconds = options.timeForm.seconds(reader.text(at: time)) else {
        account.add(.time, row: reader.row, found: reader.quoted(at: time))
        continue
      }
      let name = reader.text(at: activity)
      if leftOutTests.contains(where: { $0.holds(reader, activity: name) }) {
        account.leftOut += 1
        continue
      }
      cases.add(reader.text(at: customer))
      activities.add(name)
      times.append(seconds)
      isOrder.append(orderTests.contains { $0.holds(reader, activity: name) })
      channels.add(Self.name(layout.places[.channel], reader))
      products.add(Self.name(layout.places[.product], reader))
      phases.add(Self.name(layout.places[.phase], reader))
      values.append(Self.number(layout.places[.value], reader, &account))
      baskets.append(Self.number(layout.places[.basket], reader, &account))
      for (place, column) in layout.segments.enumerated() {
        segments[place].add(Self.name(column, reader))
      }
    }
    guard !times.isEmpty else { throw Self.nothing(account) }
    if orderTests.isEmpty {
      let guess = EventLogOptions.usualOrders.lazy.compactMap { usual in
        activities.names.firstIndex { LogRole.plain($0) == usual }
      }.first
      if let guess {
        isOrder = activities.codes.map { $0 == Int32(guess) }
        account.orders = [activities.names[guess]]
      }
    } else {
      account.orders = orderMarks.map {
        switch $0 {
        case .activity(let name): name
        case .cell(let column, let value): "\(column)=\(value)"
        }
      }
      guard isOrder.contains(true) else {
        throw ArgumentError(
          "--order", found: account.orders.joined(separator: ", "),
          allowed: "an activity of the log, such as "
            + activities.names.prefix(12).joined(separator: ", "),
          nearest: NearestName.of(account.orders.first ?? "", among: activities.names))
      }
    }
    self.account = account
    log = EventLog(
      cases: cases.names, caseOfEvent: cases.codes, times: times, activities: activities.labels,
      isOrder: isOrder, values: values.contains { $0.isFinite } ? values : nil,
      baskets: baskets.contains { $0.isFinite } ? baskets : nil, channels: channels.filled,
      products: products.filled, phases: phases.filled,
      segments: zip(layout.segments, segments).compactMap { column, names in
        names.filled.map { (reader.header[column], $0) }
      })
  }

  /// Columns by which a log that this program wrote is known.
  private static let ours = ["case_id", "activity", "timestamp", "stage", "event", "amount"]

  private static func tests(
    _ marks: [EventLogOptions.Mark], _ reader: CSVReader
  ) throws(ArgumentError) -> [Test] {
    var tests: [Test] = []
    for mark in marks {
      switch mark {
      case .activity(let name): tests.append(.activity(name))
      case .cell(let column, let value):
        tests.append(.cell(try TableColumns.find(column, in: reader), value))
      }
    }
    return tests
  }

  private static func name(_ place: Int?, _ reader: borrowing CSVReader) -> String? {
    guard let place, !reader.isMissing(at: place) else { return nil }
    return reader.text(at: place)
  }

  private static func number(
    _ place: Int?, _ reader: borrowing CSVReader, _ account: inout LogAccount
  ) -> Double {
    guard let place, !reader.isMissing(at: place) else { return .nan }
    guard let value = reader.number(at: place) else {
      account.add(.value, row: reader.row, found: reader.quoted(at: place))
      return .nan
    }
    return value
  }

  private static func nothing(_ account: LogAccount) -> ArgumentError {
    guard let fault = account.faults.max(by: { $0.rows < $1.rows }) else {
      return ArgumentError(
        file: account.file, found: "no events", allowed: "at least one row that counts")
    }
    return ArgumentError(
      file: account.file, row: fault.firstRow, found: fault.found,
      allowed: fault.kind == .time
        ? "a time as in 2026-01-05T18:30:00Z, or --time-format "
          + TimeText.allCases.map(\.rawValue).joined(separator: " or ")
        : "at least one row that can be read")
  }
}
