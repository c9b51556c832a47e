import Foundation
import Support
import TestSupport
import Testing

@testable import Experiments

/// Rows of events, gathered to one row per unit.
@Suite struct UnitGatheringTests {
  static let events = """
    user,variant,day,country,event,amount
    u1,A,2026-01-03,de,view,
    u2,B,2026-01-02,fr,view,NA
    u1,A,2026-01-02,at,buy,10.5
    u3,A,2026-01-01,de,view,
    u2,B,2026-01-02,fr,buy,20
    u2,B,2026-01-05,fr,buy,2.25
    u4,B,2026-01-04,de,view,
    u5,C,2026-01-04,de,buy,x

    """

  private static func options(_ metrics: [String]) throws -> TableOptions {
    var options = TableOptions(
      armColumn: "variant", metrics: try metrics.map { try TableMetric(parsing: $0) },
      unitColumn: "user", segmentColumn: "country", dayColumn: "day")
    options.gathersEvents = true
    options.leftOut = ["C"]
    return options
  }

  private static func table(_ text: String, _ options: TableOptions) throws -> TableAnalysis {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "t.csv")
      try text.write(to: file, atomically: true, encoding: .utf8)
      return try TableAnalysis(path: file.path, options: options)
    }
  }

  @Test func `events are summed, counted and asked for by unit`() throws {
    let table = try Self.table(
      Self.events,
      Self.options([
        "spend=mean:amount", "bought=proportion:event=buy", "orders=mean:event=buy",
        "events=mean:rows", "active=proportion:rows", "value=ratio:amount/event=buy",
      ]))
    #expect(table.data.counts == [2, 2])
    #expect(table.rows == 4)
    #expect(table.account.eventRows == 7)
    #expect(table.account.leftOut.map(\.name) == ["C"])
    let values = table.data.samples.map { $0.map(\.value) }
    #expect(values[0] == [5.25, 0.5, 0.5, 1.5, 1, 10.5])
    #expect(values[1] == [11.125, 0.5, 1, 2, 1, 11.125])
    // The segment of the first row, the earliest day of all.
    #expect(table.data.segments.map(\.name) == ["de", "fr"])
    #expect(table.data.segments.map(\.counts) == [[2, 1], [0, 1]])
    #expect(table.health.days.map(\.counts) == [[1, 0], [1, 1], [0, 1]])
  }

  @Test func `the same as of a table that was gathered by hand`() throws {
    var events = "user,variant,n,flag\n"
    var units = "user,variant,n,flag\n"
    for unit in 0..<60 {
      let arm = unit % 2 == 0 ? "A" : "B"
      var (sum, any) = (0.0, 0)
      for event in 0...(unit % 4) {
        let amount = Double((unit * 7 + event * 3) % 11) + 0.5
        let flag = (unit + event) % 5 == 0 ? 1 : 0
        sum += amount
        any = max(any, flag)
        events += "\"u,\(unit)\",\(arm),\(amount),\(flag)\n"
      }
      units += "\(unit),\(arm),\(sum),\(any)\n"
    }
    var options = TableOptions(
      armColumn: "variant",
      metrics: [
        try TableMetric(parsing: "s=mean:n"), try TableMetric(parsing: "f=proportion:flag"),
      ],
      unitColumn: "user")
    let plain = try Self.table(units, options)
    options.gathersEvents = true
    let gathered = try Self.table(events, options)
    #expect(gathered.analysis == plain.analysis)
    #expect(gathered.data == plain.data)
  }

  @Test(arguments: [
    ("u1,B,2026-01-03,de,view,\n", "column \"variant\"", "this one is in \"A\" in row 2"),
    ("u9,A,soon,de,view,\n", "column \"day\"", "a whole number or a date"),
    ("u9,A,2026-01-03,de,view,ten\n", "column \"amount\"", "a finite number"),
  ])
  func `a fault is named with its row in the file of events`(
    row: String, column: String, allowed: String
  ) throws {
    let options = try Self.options(["spend=mean:amount"])
    let error = #expect(throws: ArgumentError.self) {
      try Self.table(Self.events + row, options)
    }
    #expect(error?.argument.contains("row 10, \(column)") == true)
    #expect(error?.allowed.contains(allowed) == true)
  }

  @Test func `what cannot be gathered is refused`() throws {
    var options = try Self.options(["rate=proportion:amount/day"])
    var error = #expect(throws: ArgumentError.self) { try Self.table(Self.events, options) }
    #expect(error?.found == "counts of a group in each row, with --events")
    options = try Self.options(["spend=mean:amount"])
    options.unitColumn = nil
    error = #expect(throws: ArgumentError.self) { try Self.table(Self.events, options) }
    #expect(
      error?.description
        == "--events: found no column of units; allowed: --unit COLUMN beside it")
    options = try Self.options(["spend=mean:evnt=buy"])
    error = #expect(throws: ArgumentError.self) { try Self.table(Self.events, options) }
    #expect(error?.found == "no such column")
    options = try Self.options(["spend=mean:amount"])
    options.leftOut = ["D"]
    let text = Self.events.replacing("u5,C,2026-01-04,de,buy,x\n", with: "")
    error = #expect(throws: ArgumentError.self) { try Self.table(text, options) }
    #expect(error?.found == "no row of arm \"D\", which is to be left out")
  }
}
