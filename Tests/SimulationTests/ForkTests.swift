import Foundation
import Scenarios
import SimulationSupport
import TestSupport
import Testing

@testable import Simulation

/// Arms that are walked once until they differ.
struct ForkTests {
  /// Runs a scenario with its arms forked or each from the start.
  private func run(
    _ compiled: CompiledScenario, _ worlds: RunOptions.Worlds, forks: Bool, seed: UInt64
  ) throws -> (outcome: ExperimentOutcome, rows: RowCollector) {
    let rows = RowCollector()
    var run = ExperimentRun(
      compiled: compiled,
      options: RunOptions(
        seed: seed, worlds: worlds, replications: 2, recordsEvents: true, recordsCustomers: true))
    run.forks = forks
    return (try run.run(sink: rows), rows)
  }

  private func compare(
    _ compiled: CompiledScenario, _ worlds: RunOptions.Worlds, seed: UInt64 = 3
  ) throws {
    let on = try run(compiled, worlds, forks: true, seed: seed)
    let off = try run(compiled, worlds, forks: false, seed: seed)
    #expect(on.outcome == off.outcome)
    #expect(on.rows.customers == off.rows.customers)
    #expect(on.rows.events == off.rows.events)
    #expect(on.outcome.transitions > 0)
  }

  /// Random scenarios: 8, or as many as the environment asks for.
  private static let numbers =
    0..<(ProcessInfo.processInfo.environment["JOURNEYLAB_FUZZ"].flatMap { Int($0) } ?? 8)

  @Test(arguments: numbers)
  func `random arms give the same as each from the start`(number: Int) throws {
    // Arms that begin alike, since others are never forked.
    let text = RandomScenario.text(number)
      .replacing(/market\.channels\.c1\.cost: [0-9.]+,? ?/, with: "")
      .replacing(/journey\.stages\.st0\.cost: [0-9.]+,? ?/, with: "")
    let compiled = try SampleScenario.compile(text)
    try compare(compiled, number % 4 == 3 ? .rollOuts : .experiment, seed: UInt64(number))
  }

  @Test(arguments: ["", "  warm_up: 10 days\n"])
  func `the shop's arms give the same as each from the start`(warmUp: String) throws {
    let text = SampleScenario.shop.text.replacing("experiment:\n", with: "experiment:\n\(warmUp)")
    let compiled = try SampleScenario.compile(text, customers: 900)
    #expect(compiled.sharing.beginsAlike)
    try compare(compiled, .experiment)
    try compare(compiled, .rollOuts)
  }

  @Test(arguments: [
    ("express-delivery", ["basket", "checkout", "order", "sends it back"]),
    ("free-shipping-threshold", ["basket", "checkout", "order", "return parcel"]),
    ("limited-stock", ["basket", "checkout", "order"]),
    ("price-test", ["product page", "rival's shop", "basket", "order"]),
  ])
  func `the stages that differ are those that the arms change`(
    name: String, stages: [String]
  ) throws {
    let compiled = try SampleScenario.compile(file: "scenarios/\(name).yaml", customers: 10)
    let names = compiled.scenario.journey.stages.map(\.name)
    #expect(
      names.indices.filter { compiled.sharing.differs[$0] }.map { names[$0] }.sorted()
        == stages.sorted())
  }
}
