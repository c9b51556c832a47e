import Foundation
import SimulationSupport
import Synchronization
import TestSupport
import Testing

@testable import Scenarios
@testable import Simulation

/// Inputs on which the simulator once was wrong.
struct CaseTests {
  private func loaded(_ name: String, _ changes: [String] = []) throws -> LoadedScenario {
    try ScenarioReader().read(
      file: PackageFolder.file("Tests/SimulationTests/Scenarios/Cases/\(name).yaml"),
      changes: changes)
  }

  private func compiled(
    _ name: String, _ changes: [String] = [], customers: Int? = nil
  ) throws -> CompiledScenario {
    let loaded = try loaded(name, changes)
    return try CompiledScenario(scenario: loaded.scenario, arms: loaded.arms, customers: customers)
  }

  private func run(
    _ compiled: CompiledScenario, _ worlds: RunOptions.Worlds = .split, seed: UInt64 = 1
  ) throws -> (outcome: ExperimentOutcome, rows: RowCollector) {
    let rows = RowCollector()
    let outcome = try ExperimentRun(
      compiled: compiled,
      options: RunOptions(
        seed: seed, threads: 2, worlds: worlds, recordsEvents: true, recordsCustomers: true)
    ).run(sink: rows)
    return (outcome, rows)
  }

  /// A mean over all customers of an outcome.
  private func mean(_ measure: Int, _ outcome: ExperimentOutcome) -> Double {
    let sum = outcome.observed.counts.indices.reduce(Int64(0)) {
      $0 + outcome.observed.sum(cell: $1, measure: measure)
    }
    return Double(sum) / Double(outcome.customers)
  }

  @Test(arguments: [
    (name: "warm-voucher", suffix: "", world: RunOptions.Worlds.split, measure: 3, right: 1143.4),
    (name: "warm-refund", suffix: "-nv", world: .rollOut(arm: 0), measure: 4, right: -13.5),
  ])
  func `what is held over the end of a warm-up is kept where shelves are shared`(
    name: String, suffix: String, world: RunOptions.Worlds, measure: Int, right: Double
  ) throws {
    let (outcome, rows) = try run(compiled(name + suffix), world)
    let (sharedOutcome, shared) = try run(compiled(name + "-stock" + suffix), world)
    #expect(rows.customers.map(\.measures) == shared.customers.map(\.measures))
    #expect(rows.events == shared.events)
    #expect(outcome.observed == sharedOutcome.observed)
    #expect(outcome.daily == sharedOutcome.daily)
    // In minor units; the figure of the refunds is a mean over several markets.
    #expect(abs(mean(measure, outcome) - right) < (world == .split ? 0.05 : 40))
  }

  @Test(arguments: ["fuzz-w103", "fuzz-w105", "fuzz-w109", "fuzz-w111", "fuzz-w114"])
  func `a stock that never binds changes nothing`(name: String) throws {
    let plain = try run(compiled(name, customers: 600)).rows
    let stocked = try run(
      compiled(name, ["catalogue.p0.stock.initial=1000000"], customers: 600)
    ).rows
    #expect(plain.customers.map(\.measures) == stocked.customers.map(\.measures))
    #expect(plain.events == stocked.events)
  }

  @Test(arguments: [("neg-stock", 5), ("neg-stock-2", 0)])
  func `an order takes no more than there is`(name: String, units: Int64) throws {
    let (outcome, rows) = try run(compiled(name))
    let sold = outcome.observed.counts.indices.reduce(Int64(0)) {
      $0 + outcome.observed.sum(cell: $1, measure: 2)
    }
    #expect(sold == units)
    // Who was refused is said to have met an empty shelf.
    #expect(rows.events.contains { $0.kind == .stockOut })
  }

  @Test func `what is sold out is not chosen by who looks for what is in stock`() throws {
    let (outcome, _) = try run(compiled("instock-choose"))
    #expect(abs(mean(0, outcome) - 0.5) < 4 * (0.25 / 2000).squareRoot())
  }

  @Test func `an arm with a stock of its own has no place in a split`() throws {
    let compiled = try compiled("arm-stock")
    for worlds in [.experiment, .split] as [RunOptions.Worlds] {
      let error = #expect(throws: RunError.self) { try run(compiled, worlds) }
      #expect(error?.code == .ownSupply(arm: "more"))
      #expect("\(RunError(code: .ownSupply(arm: "more")))".contains("`--arm`"))
    }
    // Rolled out, it sells what it has.
    let rows = try run(compiled, .rollOut(arm: 1)).outcome
    #expect(abs(mean(1, rows) - 0.5) < 4 * (0.25 / 2000).squareRoot())
    #expect(try mean(1, run(compiled, .rollOut(arm: 0)).outcome) == 0.05)
  }

  @Test func `an action with a stock of its own has no place in a market`() throws {
    var variants = try loaded("arm-stock").arms
    for index in variants.indices { variants[index].levers = [TestMarket.lever("a", actions: 2)] }
    var learning = TestMarket.learning()
    learning.decisions = [
      TestMarket.decision("a", lever: 0, stage: 0, statusQuo: 0, context: [])
    ]
    let error = #expect(throws: CompileError.self) {
      try DecisionMarket(variants: variants, learning: learning, customers: nil)
    }
    #expect(error?.path == ["learning", "decisions"])
  }

  /// Erlang's loss formula with 36 servers and 40 customers per mean service time.
  @Test func `a base stock loses what Erlang's formula says`() throws {
    var loss = 1.0
    for servers in 1...36 { loss = 40 * loss / (Double(servers) + 40 * loss) }
    #expect(abs(loss - 0.182) < 0.0005)
    let compiled = try compiled("erlang", ["market.horizon=1000 days"])
    let (outcome, _) = try run(compiled)
    // Counts of a window are correlated over the time of a service.
    #expect(abs(mean(7, outcome) - loss) < 0.015)
  }

  @Test func `a loop of a distribution that is always 0 is refused`() {
    #expect {
      try loaded("adv-discrete0-p-large")
    } throws: { error in
      "\(error)".contains("stage `page` leads to itself while no time passes")
    }
  }

  @Test func `a long loop is given up and can be stopped`() throws {
    let read = try loaded("adv-self-loop-0.9999-60k")
    let compiled = try CompiledScenario(
      scenario: read.scenario, arms: read.arms, customers: 50, decisions: [], mostVisits: 2000)
    #expect(throws: RunError(code: .endlessJourney(stage: "page", visits: 2000))) {
      try run(compiled)
    }
    // The run asks before each journey whether it is to stop.
    let asked = Counter()
    let whole = try CompiledScenario(
      scenario: read.scenario, arms: read.arms, customers: 100_000, decisions: [],
      mostVisits: 100_000)
    #expect(throws: RunError(code: .cancelled)) {
      try ExperimentRun(compiled: whole, options: RunOptions(worlds: .split))
        .run(sink: NoSink(), isCancelled: { asked.next() > 3 })
    }
    #expect(asked.count < 10)
  }

  @Test func `products beyond 32,767 go in and out of baskets`() throws {
    var read = try loaded("warm-refund-stock-nv")
    let many = 33_000
    func widened(_ scenario: Scenario) -> Scenario {
      var scenario = scenario
      let product = scenario.products[0]
      scenario.products = (0..<many).map { index in
        var own = product
        own.name = "mug \(index)"
        own.price = Money(minorUnits: Int64(1000 + index))
        own.popularity = index < many - 3 ? 1e-9 : 1
        return own
      }
      scenario.journey.stages[2].choices = [StageChoice(subject: .product, utility: Formula())]
      scenario.journey.stages[2].effects = [.addItem, .addItem, .removeItem]
      return scenario
    }
    read.scenario = widened(read.scenario)
    read.arms = read.arms.map(widened)
    let compiled = try CompiledScenario(
      scenario: read.scenario, arms: read.arms, customers: 25)
    let comparison = try PlainComparison(compiled, seed: 3, worlds: .split)
    #expect(comparison.differences == [])
    #expect(
      comparison.market.events.joined().contains {
        $0.kind == .removeItem && ($0.product ?? 0) > 32_767
      })
  }

  @Test func `a billion arrivals and more are drawn`() throws {
    let text = """
      journeylab: 1
      title: many
      market: {horizon: 200 days, arrivals: {rate: 15000000 / day}}
      journey: {stages: {here: {dwell: 1 h, next: gone}, gone: end}}
      """
    let compiled = try SampleScenario.compile(text)
    for seed in 1...5 as ClosedRange<UInt64> {
      #expect(abs(Double(compiled.customers(seed: seed)) - 3e9) < 5 * 3e9.squareRoot())
    }
    #expect(compiled.customers(seed: 1) != compiled.customers(seed: 2))
  }

  @Test func `a constant stay has its own quantiles`() throws {
    let (outcome, _) = try run(compiled("warm-voucher"))
    for level in [0.1, 0.5, 0.9] {
      let days = outcome.funnel.dwellQuantile(level, arm: 0, segment: nil, stage: 2)
      #expect(days.map { abs($0 - 192) < 1e-9 } == true)
    }
  }
}

/// Counts how often it was asked, from any thread.
private final class Counter: Sendable {
  private let value = Mutex(0)

  var count: Int { value.withLock { $0 } }

  func next() -> Int {
    value.withLock {
      $0 += 1
      return $0
    }
  }
}
