import Insight
import Studies
import Support
import TestSupport
import Testing

@Suite struct EventLogReadingTests {
  static func read(
    _ text: String, _ change: (inout EventLogOptions) -> Void = { _ in }
  ) throws -> EventLogReader {
    var options = EventLogOptions()
    change(&options)
    return try EventLogReader(bytes: Array(text.utf8), file: "log.csv", options: options)
  }

  @Test(arguments: [
    ("2026-01-05T18:30:00Z", TimeText.iso, 1_767_637_800.0),
    ("2026-01-05 18:30", .iso, 1_767_637_800),
    ("2026/1/5", .iso, 1_767_571_200), ("2026-01-05T18:30:00.250+02:00", .iso, 1_767_630_600.25),
    ("1767637800", .iso, 1_767_637_800), ("1767637800500", .iso, 1_767_637_800.5),
    ("5.1.2026 18:30", .dayFirst, 1_767_637_800), ("1/5/2026 6:30 PM", .monthFirst, 1_767_637_800),
    ("2000-02-29", .iso, 951_782_400), ("1969-12-31 23:59:59 UTC", .iso, -1),
    ("1/5/2026 12:00:00 am", .monthFirst, 1_767_571_200),
  ])
  func `times of many forms`(text: String, form: TimeText, seconds: Double) {
    #expect(form.seconds(text) == seconds)
  }

  @Test(arguments: [
    "", "yesterday", "2026-02-29", "2026-13-01", "2026-01-05T25:00", "2026-01-05T18:61",
    "05.01.2026", "2026-01-05T18:30:00X", "12", "2026-01", "2026-01-05T", "NaN",
  ])
  func `what is no time is none`(text: String) {
    #expect(TimeText.iso.seconds(text) == nil)
  }

  static let plain = """
    user_id,event,timestamp,channel,revenue,platform
    a,view,2026-01-05 10:00,mail,,phone
    a,purchase,2026-01-05 10:10,mail,20,phone
    b,view,2026-01-05 09:00,,,desk

    """

  @Test func `columns and orders are guessed by their names, and told`() throws {
    let read = try Self.read(Self.plain)
    #expect(read.log.cases == ["a", "b"])
    #expect(read.log.orders == 1)
    #expect(read.log.money(1) == 20)
    #expect(read.log.channels?.name(of: 2) == nil)
    #expect(read.log.segments.map(\.name) == ["platform"])
    #expect(read.account.orders == ["purchase"])
    #expect(read.account.faults.isEmpty)
    let told = read.account.columns.map { "\($0.role)=\($0.column)" }
    #expect(
      told == [
        "customer=user_id", "activity=event", "time=timestamp", "channel=channel",
        "value=revenue", "segment=platform",
      ])
    let areGuessed = read.account.columns.allSatisfy { $0.isGuessed }
    #expect(areGuessed)
  }

  @Test func `options name other columns, none at all, other orders and what does not count`()
    throws
  {
    let read = try Self.read(Self.plain) {
      $0.columns = [.customer: "platform", .channel: "", .value: ""]
      $0.segments = ["user_id"]
      $0.orders = [.cell(column: "channel", value: "mail")]
      $0.leftOut = [.activity("purchase")]
    }
    #expect(read.log.cases == ["phone", "desk"])
    #expect(read.log.channels == nil)
    #expect(read.log.values == nil)
    #expect(read.log.orders == 1)
    #expect(read.account.leftOut == 1)
    #expect(read.account.rows == 3)
    #expect(read.log.segments.map(\.name) == ["user_id"])
  }

  @Test func `bad rows are counted, with the first of each kind, and nothing else is lost`() throws
  {
    let read = try Self.read(
      """
      case_id,activity,time,value
      a,view,2026-01-05,1
      a,view
      ,view,2026-01-05,1
      b,,2026-01-05,1
      b,view,soon,1
      b,view,later,1
      b,buy,2026-01-06,many

      """)
    #expect(read.log.count == 2)
    #expect(read.account.rows == 7)
    let faults = read.account.faults.map { "\($0.kind.rawValue) \($0.rows) \($0.firstRow)" }
    #expect(
      faults == ["width 1 3", "customer 1 4", "activity 1 5", "time 2 6", "value 1 8"])
    #expect(read.account.faults.last?.found == "\"many\"")
    let lost = read.account.faults.filter(\.leavesRowOut).reduce(0) { $0 + $1.rows }
    #expect(lost + read.log.count + read.account.leftOut == read.account.rows)
  }

  @Test(arguments: [
    ("a,b\n1,2\n", "no column for the customer"), ("user,event,time\n", "no events"),
    ("user,event,time\na,b,5.1.2026\n", "--time-format"),
    ("user,event,time\na,b,\"x\"y\n", "quote"),
  ])
  func `what is no log is refused in words`(text: String, part: String) {
    #expect {
      try Self.read(text)
    } throws: { "\($0)".contains(part) }
  }

  @Test func `an order that never comes is refused with the nearest activity`() {
    #expect {
      try Self.read(Self.plain) { $0.orders = [.activity("purchas")] }
    } throws: { error in
      let error = error as? ArgumentError
      return error?.argument == "--order" && error?.nearest == "purchase"
    }
  }

  @Test func `events of any order are sorted by case and time, equal times as they came`() throws {
    let read = try Self.read(
      """
      user,event,time
      b,late,2026-01-06
      a,one,2026-01-05
      b,first,2026-01-05
      b,second,2026-01-05

      """)
    let names = (0..<4).map { read.log.activities.name(of: $0) ?? "" }
    #expect(names == ["first", "second", "late", "one"])
  }
}
