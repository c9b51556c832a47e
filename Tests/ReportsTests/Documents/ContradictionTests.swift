import Experiments
import Foundation
import Scenarios
import Simulation
import SimulationSupport
import Studies
import Support
import TestSupport
import Testing

/// No run says in one place what it denies in another.
///
/// A few seeds are tried by default; as many as the variable `JOURNEYLAB_SEEDS` says, on request:
///
///     JOURNEYLAB_SEEDS=200 swift test --disable-xctest --filter ContradictionTests
@Suite struct ContradictionTests {
  struct Market: Sendable, CustomTestStringConvertible {
    var file: String
    var customers: Int
    var guardrails: String
    var changes: [String] = []
    var testDescription: String { file }
  }

  static let markets = [
    Market(
      file: "free-shipping-threshold", customers: 5_000,
      guardrails: "{average order value: {no worse than: -2 %}}"),
    Market(
      file: "price-test", customers: 2_000,
      guardrails: "{orders per customer: {no worse than: -9 %}}"),
    // As short as the stock of the whole market.
    Market(
      file: "limited-stock", customers: 2_000, guardrails: "{conversion: {no worse than: -5 %}}",
      changes: [
        "catalogue.console.stock.initial=5", "catalogue.console.stock.reorder.quantity=5",
      ]),
  ]

  /// Rules of the plan, which the seeds take in turn.
  static let plans = [
    "{}", "{looks: 5}", "{correction: holm, family: all}",
    "{correction: none, hypothesis: greater}",
    "{looks: 4, spending: always valid}", "{correction: hommel, family: primary and guardrails}",
    "{hypothesis: less}",
  ]

  private static let seeds =
    ProcessInfo.processInfo.environment["JOURNEYLAB_SEEDS"].flatMap { Int($0) }

  @Test(arguments: markets)
  func `run`(market: Market) throws {
    var tally: [String: Int] = [:]
    // A default run takes each rule once over the three markets.
    let offset = Self.markets.prefix { $0.file != market.file }.count * 2
    let seeds = Self.seeds.map { Array(1...$0) } ?? [1 + offset, 2 + offset, 3 + offset]
    for seed in seeds {
      let rules = Self.plans[(seed - 1) % Self.plans.count]
      let compiled = try SampleScenario.compile(
        file: "scenarios/\(market.file).yaml",
        customers: market.customers,
        changes: market.changes + [
          "experiment.analysis=\(rules)", "experiment.guardrails=\(market.guardrails)",
        ])
      let result = try ExperimentStudy(
        compiled: compiled,
        input: RunInput(
          scenario: "test", canonical: "", seed: UInt64(seed), replications: 2,
          origin: Origin(program: "test"))
      ).run()
      let found = try #require(Contradictions(result)).found
      #expect(found == [], "seed \(seed), \(rules)")
      for verdict in try #require(result.analysis).verdicts {
        tally[verdict.action.text, default: 0] += 1
      }
    }
    if Self.seeds != nil { print(market.file, seeds.count, tally.sorted { $0.key < $1.key }) }
  }
}
