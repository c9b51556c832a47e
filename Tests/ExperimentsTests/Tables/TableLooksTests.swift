import Support
import TestSupport
import Testing

@testable import Experiments

@Suite struct TableLooksTests {
  static func table(day: String? = nil) throws -> TableAnalysis {
    var options = try ReferencePlan.options()
    options.dayColumn = day
    options.primary = "revenue"
    // Each treatment by itself, with the published boundaries of 5 %.
    options.correction = .uncorrected
    return try TableAnalysis(path: GoldenFile.path("ab_small.csv"), options: options)
  }

  static func looks(day: String? = nil, count: Int) throws -> TableLooks {
    let table = try table(day: day)
    return try TableLooks(
      TableInput(path: table.file, options: table.options), table: table, looks: count,
      boundary: .pocock)
  }

  @Test(arguments: [nil, "day"])
  func `the last look is the analysis itself`(day: String?) throws {
    let table = try Self.table(day: day)
    let looks = try Self.looks(day: day, count: 3)
    #expect(looks.rows.last == table.rows)
    for treatment in table.plan.treatments {
      let last = try #require(looks.followed.paths[treatment]?.looks.last)
      let whole = try #require(
        table.analysis.comparison(treatment: treatment, metric: table.plan.primary)?.test.value)
      #expect(abs(last.estimate - whole.difference) < 1e-12)
      #expect(abs(last.statistic - whole.statistic) < 0.01)
      #expect(last.units == table.data.counts[0] + table.data.counts[treatment])
    }
  }

  /// Pocock's constant for three looks (1977, table 1): 2.289.
  @Test func `boundaries are those published for equal looks`() throws {
    let path = try #require(try Self.looks(count: 3).followed.paths[1])
    for look in path.looks { #expect(abs(look.criticalValue - 2.289) < 0.005) }
  }

  @Test func `a look holds just the rows before it`() throws {
    let rows = try SequentialReference.rows()
    let looks = try Self.looks(count: 4)
    #expect(looks.rows == (1...4).map { $0 * rows.count / 4 })
    func mean(_ arm: String, _ count: Int) -> Double {
      let values = rows.prefix(count).filter { $0.arm == arm }.map(\.revenue)
      return values.reduce(0, +) / Double(values.count)
    }
    let path = try #require(looks.followed.paths[1])
    for (look, count) in zip(path.looks, looks.rows) {
      #expect(abs(look.estimate - (mean("free_ship", count) - mean("control", count))) < 1e-9)
    }
  }

  @Test(arguments: [0, 201])
  func `too few or too many looks are refused`(count: Int) {
    let error = #expect(throws: ArgumentError.self) { try Self.looks(count: count) }
    #expect(error?.argument == "looks")
  }

  @Test(arguments: [
    ("pocock", GroupSequentialBoundary.pocock), ("obrien-fleming", .obrienFleming),
    ("power(3)", .spending(.power(3))), ("hwang-shih-decani(-4)", .spending(.hwangShihDeCani(-4))),
    ("wang-tsiatis(0.25)", .wangTsiatis(0.25)),
  ])
  func `boundaries are read by name`(text: String, boundary: GroupSequentialBoundary) throws {
    #expect(try GroupSequentialBoundary(parsing: text) == boundary)
  }

  @Test(arguments: ["", "peto", "power", "power(-1)", "pocock(2)", "wang-tsiatis(x)"])
  func `other boundaries are refused with the forms`(text: String) {
    let error = #expect(throws: ArgumentError.self) { try GroupSequentialBoundary(parsing: text) }
    #expect(error?.allowed == GroupSequentialBoundary.forms)
  }
}
