import Foundation
import Support
import Testing

@testable import Experiments

@Suite struct TableFaultTests {
  /// A table with one fault and the message it must give.
  struct Fault: CustomTestStringConvertible, Sendable {
    var name: String
    var text: String
    var message: String
    var change: @Sendable (inout TableOptions) -> Void = { _ in }
    var testDescription: String { name }
  }

  static let head = "id,arm,bought,spent\n1,control,0,1.5\n2,new,1,2.5\n3,control,1,0\n4,new,0,3\n"

  static let faults: [Fault] = [
    Fault(
      name: "missing column", text: head,
      message: "t.csv, row 1, column \"spend\": found no such column;"
        + " allowed: \"id\", \"arm\", \"bought\", \"spent\"; nearest: \"spent\"",
      change: { $0.metrics.append(TableMetric(name: "x", source: .mean(column: "spend"))) }),
    Fault(
      name: "missing arm column", text: head,
      message: "t.csv, row 1, column \"variant\": found no such column;"
        + " allowed: \"id\", \"arm\", \"bought\", \"spent\"",
      change: { $0.armColumn = "variant" }),
    Fault(
      name: "column twice", text: "id,arm,bought,spent,spent\n1,a,0,1,1\n",
      message: "t.csv, row 1, column \"spent\": found that name twice;"
        + " allowed: one column of that name"),
    Fault(
      name: "empty arm cell", text: head + "5,,1,2\n",
      message: "t.csv, row 6, column \"arm\": found an empty cell; allowed: a name in every row"),
    Fault(
      name: "control not in the table", text: head,
      message: "t.csv, column \"arm\": found no row of the control \"contol\";"
        + " allowed: \"control\", \"new\"; nearest: \"control\"",
      change: { $0.control = "contol" }),
    Fault(
      name: "allocation of an arm without rows", text: head,
      message: "t.csv, column \"arm\": found no row of arm \"newer\", which the allocation names;"
        + " allowed: \"control\", \"new\"; nearest: \"new\"",
      change: { $0.allocation = ["newer": 2] }),
    Fault(
      name: "allocation without an arm", text: head,
      message: "t.csv, column \"arm\": found arm \"control\", which the allocation leaves out;"
        + " allowed: a share for every arm or for none",
      change: { $0.allocation = ["new": 2] }),
    Fault(
      name: "one arm only", text: "id,arm,bought,spent\n1,new,0,1.5\n2,new,1,1.5\n",
      message: "t.csv, column \"arm\": found only one arm, \"new\";"
        + " allowed: a control and at least one treatment"),
    Fault(
      name: "left out without a row", text: head,
      message: "t.csv, column \"arm\": found no row of arm \"newe\", which is to be left out;"
        + " allowed: \"control\", \"new\"; nearest: \"new\"",
      change: { $0.leftOut = ["newe"] }),
    Fault(
      name: "not a number", text: head + "5,new,1,abc\n",
      message: "t.csv, row 6, column \"spent\": found \"abc\"; allowed: a finite number"),
    Fault(
      name: "not-a-number", text: head + "5,new,1,NaN\n",
      message: "t.csv, row 6, column \"spent\": found \"NaN\";"
        + " allowed: a finite number, or --missing drop"),
    Fault(
      name: "infinite", text: head + "5,new,1,-inf\n",
      message: "t.csv, row 6, column \"spent\": found \"-inf\"; allowed: a finite number"),
    Fault(
      name: "empty number", text: head + "5,new,1,\n",
      message: "t.csv, row 6, column \"spent\": found an empty cell;"
        + " allowed: a finite number, or --missing drop"),
    Fault(
      name: "proportion above one", text: head + "5,new,2,1\n",
      message: "t.csv, row 6, column \"bought\": found \"2\";"
        + " allowed: 0 or 1, true or false, yes or no"),
    Fault(
      name: "proportion in other words", text: head + "5,new,sure,1\n",
      message: "t.csv, row 6, column \"bought\": found \"sure\";"
        + " allowed: 0 or 1, true or false, yes or no"),
    Fault(
      name: "ragged row", text: head + "5,new,1\n",
      message: "t.csv, row 6: found 3 cells; allowed: 4 as in the header"),
    Fault(
      name: "duplicate unit", text: head + "2,new,1,1\n",
      message: "t.csv, row 6, column \"id\": found \"2\";"
        + " allowed: each unit once; this one is in row 3 too"),
    Fault(
      name: "no rows", text: "id,arm,bought,spent\n",
      message: "t.csv: found no rows below the header; allowed: at least one row"),
    Fault(
      name: "too many arms",
      text: "id,arm,bought,spent\n" + (0...1_000).map { "\($0),arm\($0),0,1\n" }.joined(),
      message: "t.csv, row 1002, column \"arm\": found \"arm1000\";"
        + " allowed: at most 1000 distinct names; this is one more"),
    Fault(
      name: "guardrail on no metric", text: head,
      message: "t.csv: found no metric \"buying\" for the guardrail; allowed: \"buys\", \"spend\"",
      change: { $0.guardrails = [.init(metric: "buying", limit: -0.1)] }),
    Fault(
      name: "primary metric unknown", text: head,
      message: "t.csv: found no metric \"buy\" for the primary metric;"
        + " allowed: \"buys\", \"spend\"; nearest: \"buys\"",
      change: { $0.primary = "buy" }),
    Fault(
      name: "alpha out of range", text: head,
      message: "t.csv: found alpha 5.0; allowed: a number between 0 and 1",
      change: { $0.alpha = 5 }),
  ]

  @Test(arguments: faults)
  func `A bad table gives one clear message`(fault: Fault) {
    var options = TableOptions(
      armColumn: "arm",
      metrics: [
        TableMetric(name: "buys", source: .proportion(column: "bought")),
        TableMetric(name: "spend", source: .mean(column: "spent")),
      ], unitColumn: "id")
    fault.change(&options)
    let error = #expect(throws: ArgumentError.self) {
      let reader = try CSVReader(bytes: Array(fault.text.utf8), file: "t.csv", chunk: 64)
      _ = try TableAnalysis(reader: reader, options: options)
    }
    #expect(error?.description == fault.message)
  }

  @Test(arguments: [
    "spend", "=mean:spent", "spend=mean", "spend=median:spent", "spend=mean:", "spend=ratio:spent",
    "spend=ratio:/orders",
  ])
  func `A metric in another form is refused with the forms`(text: String) {
    let error = #expect(throws: ArgumentError.self) { try TableMetric(parsing: text) }
    #expect(
      error?.description
        == "metric: found \"\(text)\"; allowed: NAME=proportion:COLUMN, NAME=mean:COLUMN"
        + " or NAME=ratio:NUMERATOR/DENOMINATOR")
  }

  @Test func `Guardrails are read as shares or percentages`() throws {
    #expect(
      try TableOptions.Guardrail(parsing: "margin=-2%") == .init(metric: "margin", limit: -0.02))
    #expect(try TableOptions.Guardrail(parsing: "a=b=0.05") == .init(metric: "a=b", limit: 0.05))
    #expect(throws: ArgumentError.self) { try TableOptions.Guardrail(parsing: "margin") }
    #expect(throws: ArgumentError.self) { try TableOptions.Guardrail(parsing: "margin=x%") }
  }
}
