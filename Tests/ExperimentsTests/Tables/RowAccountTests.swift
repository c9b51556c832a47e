import Foundation
import Support
import TestSupport
import Testing

@testable import Experiments

/// Which rows of a table count, and what is said of the others.
@Suite struct RowAccountTests {
  static let metrics = [
    TableMetric(name: "buys", source: .proportion(column: "bought")),
    TableMetric(name: "spend", source: .mean(column: "spent")),
  ]

  private static func table(
    _ text: String, change: (inout TableOptions) -> Void = { _ in }
  ) throws -> TableAnalysis {
    var options = TableOptions(armColumn: "arm", metrics: metrics)
    change(&options)
    return try withTemporaryFolder { folder in
      let file = folder.appending(path: "t.csv")
      try text.write(to: file, atomically: true, encoding: .utf8)
      return try TableAnalysis(path: file.path, options: options)
    }
  }

  private static func rows(_ arm: String, _ count: Int, spent: (Int) -> String) -> String {
    (0..<count).map { "\(arm),\($0 % 2),\(spent($0))\n" }.joined()
  }

  private static let head = "arm,bought,spent\n"
  private static let two = rows("A", 40) { "\($0)" } + rows("B", 50) { "\($0 + 1)" }

  @Test func `an arm left out changes nothing for the others, whatever is in it`() throws {
    let whole = try Self.table(Self.head + Self.two)
    let other = Self.rows("C", 9) { _ in "wrong" }
    let less = try Self.table(Self.head + other + Self.two) { $0.leftOut = ["C"] }
    #expect(less.analysis == whole.analysis)
    #expect(less.rows == 90)
    #expect(less.account.leftOut.map(\.name) == ["C"])
    #expect(less.account.arms.map(\.leftOut) == [0, 0, 9])
    #expect(whole.account.isPlain)
    #expect(throws: ArgumentError.self) { try Self.table(Self.head + other + Self.two) }
  }

  @Test func `an arm of one unit is reported with its values, and the others are judged`() throws {
    let whole = try Self.table(Self.head + Self.two)
    let table = try Self.table(Self.head + "$multiple,1,7.5\n" + Self.two)
    #expect(table.analysis == whole.analysis)
    #expect(table.plan.arms.map(\.name) == ["A", "B"])
    let small = try #require(table.account.tooSmall.first)
    #expect(small.name == "$multiple")
    #expect(small.units == 1)
    #expect(small.values == [1, 7.5])
  }

  @Test(arguments: ["", "NA", "n/a", "NaN", "null", "NULL", "None", "#N/A", " "])
  func `rows with a missing cell are dropped and counted by arm`(cell: String) throws {
    let text =
      Self.head + Self.two + Self.rows("A", 3) { _ in cell } + "B,,1\n" + "B,\(cell),\(cell)\n"
    let table = try Self.table(text) { $0.dropsMissing = true }
    #expect(table.analysis == (try Self.table(Self.head + Self.two)).analysis)
    #expect(table.account.arms.map(\.missing) == [3, 2])
    #expect(table.account.missing == 5)
    // Chi-square of 3 of 43 against 2 of 52.
    let test = try #require(table.account.evenLoss?.value)
    let (a, b) = (3.0, 2.0)
    let expected = [43 * 5.0 / 95, 52 * 5.0 / 95]
    let square =
      (a - expected[0]) * (a - expected[0]) * (1 / expected[0] + 1 / (43 - expected[0]))
      + (b - expected[1]) * (b - expected[1]) * (1 / expected[1] + 1 / (52 - expected[1]))
    #expect(abs(test.value - square) < 1e-12)
    let error = #expect(throws: ArgumentError.self) { try Self.table(text) }
    #expect(error?.allowed.contains("--missing drop") == true)
  }

  @Test func `a missing cell in a column that nothing asks for drops no row`() throws {
    let text = "arm,bought,spent,note\nA,0,1,\nA,1,2,\nB,1,2,\nB,0,5,x\n"
    let table = try Self.table(text) { $0.dropsMissing = true }
    #expect(table.rows == 4)
    let covered = try #require(
      throws: ArgumentError.self,
      performing: {
        try Self.table(text) {
          $0.dropsMissing = true
          $0.segmentColumn = "note"
        }
      })
    #expect(covered.description.contains("only one arm, \"B\""))
  }

  @Test func `every pass over the file passes over the same rows`() throws {
    var options = TableOptions(armColumn: "arm", metrics: Self.metrics)
    options.leftOut = ["C"]
    options.dropsMissing = true
    let other = Self.rows("C", 9) { _ in "wrong" } + Self.rows("A", 3) { _ in "" }
    try withTemporaryFolder { folder in
      func input(_ text: String, _ options: TableOptions) throws -> TableInput {
        let file = folder.appending(path: "t.csv")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return try TableInput(path: file.path, options: options)
      }
      var asked = MethodOptions()
      asked.tests = [.mannWhitney, .welch]
      func found(_ input: TableInput) throws -> (TableMethods, TableLooks, TableAnalysis) {
        let table = try TableAnalysis(input)
        return (
          try TableMethods(input, table: table, options: asked),
          try TableLooks(
            input, table: table, looks: 2, boundary: GroupSequentialBoundary(parsing: "pocock")),
          table
        )
      }
      let plain = try found(
        input(Self.head + Self.two, TableOptions(armColumn: "arm", metrics: Self.metrics)))
      let less = try found(input(Self.head + other + Self.two, options))
      #expect(less.0.rows == plain.0.rows)
      #expect(less.1 == plain.1)
      #expect(less.2.analysis == plain.2.analysis)
    }
  }
}
