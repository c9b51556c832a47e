import Scenarios
import SimulationSupport
import TestSupport
import Testing

@testable import Simulation

/// Markets with shared state.
struct SharedStateTests {
  /// The test shop with little stock, filled up in two ways.
  static let stocked = SampleScenario.shop.text
    .replacing(
      "cost: 5.10, popularity: 5}",
      with: "cost: 5.10, popularity: 5, stock: {initial: 40, reorder: {below: 15, quantity: 30, "
        + "lead: gamma(mean: 2 days, sd: 1 day)}}}"
    )
    .replacing(
      "cost: 17.50, popularity: 2}",
      with: "cost: 17.50, popularity: 2, stock: {initial: 0.01 / customer, reorder: "
        + "{every: 4 days, quantity: 20, lead: 1 day}}}"
    )
    .replacing("trust: 0.8, sensitivity", with: "trust: 0.8, in_stock: 0.3, sensitivity")

  @Test(arguments: [
    // An arm with prices of its own, which a resumed customer's basket must have.
    ("later: {shipping.standard.free_from: 50}", "later: {catalogue.teapot.price: 55}", 3000),
    // Journeys of hundreds of visits to a stage that waits for its turn.
    ("look: -0.6, leave: 0.4", "look: 6, leave: 0.4", 60),
  ])
  func `the queue gives what the oracle gives for odd journeys`(
    old: String, new: String, customers: Int
  ) throws {
    let text = Self.stocked.replacing(old, with: new)
    #expect(text != Self.stocked)
    let compiled = try SampleScenario.compile(text, customers: customers)
    let comparison = try PlainComparison(compiled, seed: 4, worlds: .rollOut(arm: 1))
    #expect(comparison.differences == [])
    #expect(comparison.rows.contains { $0.measures[1] > 0 }, "the test must see orders")
    #expect(
      comparison.rows.contains { $0.measures[7] > 0 } || customers < 100,
      "the test must see stock-outs")
  }

  @Test func `a market that shares nothing gives the same through the queue`() throws {
    let compiled = try SampleScenario.shop.compile(customers: 1500)
    #expect(!compiled.sharesState)
    let rows = RowCollector()
    _ = try ExperimentRun(
      compiled: compiled,
      options: RunOptions(seed: 4, worlds: .rollOut(arm: 1), recordsCustomers: true)
    ).run(sink: rows)
    let layout = CellLayout(arms: 3, segments: 2, days: 30)
    let options = RunOptions(seed: 4, worlds: .rollOut(arm: 1), recordsCustomers: true)
    let empty = RunTotals(
      models: compiled.models, plan: compiled.plan, layout: layout, hasRollOut: false,
      stateSlot: nil)
    var shared = SharedRun(
      compiled: compiled, options: options, layout: layout, kind: .rollOut(arm: 1), replication: 0,
      into: empty)
    try shared.run(isCancelled: { false }, progress: { _ in })
    let found = shared.finished().rows.flatMap(\.customers)
    #expect(found.map(\.measures) == rows.customers.map(\.measures))
  }

  @Test(arguments: [1, 7, 5000])
  func `windows of any length give the same`(windows: Int) throws {
    let compiled = try SampleScenario.compile(Self.stocked, customers: 1500)
    let options = RunOptions(seed: 8, worlds: .split, recordsEvents: true, recordsCustomers: true)
    func run(_ windows: Int?) throws -> (runTotals: RunTotals, rows: [BlockRecord]) {
      let layout = compiled.cells()
      let empty = RunTotals(
        models: compiled.models, plan: compiled.plan, layout: layout, hasRollOut: false,
        stateSlot: compiled.followedStateSlot)
      var run = SharedRun(
        compiled: compiled, options: options, layout: layout, kind: .split, replication: 0,
        into: empty, windows: windows)
      try run.run(isCancelled: { false }, progress: { _ in })
      return run.finished()
    }
    let (usual, other) = (try run(nil), try run(windows))
    #expect(usual.runTotals.observed == other.runTotals.observed)
    #expect(usual.runTotals.funnel == other.runTotals.funnel)
    #expect(usual.rows.flatMap(\.customers) == other.rows.flatMap(\.customers))
    #expect(usual.rows.flatMap(\.events) == other.rows.flatMap(\.events))
  }

  /// Runs the split of the stocked shop, whose mugs begin with and are filled up by some amount.
  private func split(
    mugs: Int, reorder: String, windows: Int, isOrdered: Bool
  ) throws -> (run: SharedRun, runTotals: RunTotals, rows: [BlockRecord]) {
    let compiled = try SampleScenario.compile(
      Self.stocked, customers: 1500,
      changes: [
        "catalogue.mug.stock={initial: \(mugs)\(reorder)}",
        "catalogue.teapot.stock={initial: \(mugs)}",
      ])
    let options = RunOptions(seed: 8, worlds: .split, recordsEvents: true, recordsCustomers: true)
    var run = SharedRun(
      compiled: compiled, options: options, layout: compiled.cells(), kind: .split, replication: 0,
      into: RunTotals(
        models: compiled.models, plan: compiled.plan, layout: compiled.cells(), hasRollOut: false,
        stateSlot: compiled.followedStateSlot), windows: windows, isOrdered: isOrdered)
    try run.run(isCancelled: { false }, progress: { _ in })
    let result = run.finished()
    return (run, result.runTotals, result.rows)
  }

  /// The last: whether the order matters after all, so that the run begins again.
  @Test(arguments: [
    (0, "", 16, false), (0, ", reorder: {every: 4 days, quantity: 20}", 60, false),
    (160, "", 200, false), (900, "", 1, false), (120, "", 1, true),
    (130, ", reorder: {below: 100, quantity: 60, lead: 1 day}", 100, false),
  ])
  func `turns in any order give what turns in order give`(
    mugs: Int, reorder: String, windows: Int, beginsAgain: Bool
  ) throws {
    let own = try split(mugs: mugs, reorder: reorder, windows: windows, isOrdered: false)
    let ordered = try split(mugs: mugs, reorder: reorder, windows: windows, isOrdered: true)
    #expect(own.run.isOrdered == beginsAgain && ordered.run.isOrdered)
    #expect(own.runTotals.observed == ordered.runTotals.observed)
    #expect(own.runTotals.funnel == ordered.runTotals.funnel)
    #expect(own.runTotals.drawsChecksum == ordered.runTotals.drawsChecksum)
    #expect(own.rows.flatMap(\.customers) == ordered.rows.flatMap(\.customers))
    #expect(own.rows.flatMap(\.events) == ordered.rows.flatMap(\.events))
    #expect(own.runTotals.transitions > 2500)
  }

  @Test func `any number of threads gives the same`() throws {
    let compiled = try SampleScenario.compile(Self.stocked)
    func run(_ threads: Int) throws -> (ExperimentOutcome, [EventRecord]) {
      let rows = RowCollector()
      let outcome = try ExperimentRun(
        compiled: compiled,
        options: RunOptions(seed: 8, threads: threads, replications: 3, recordsEvents: true)
      ).run(sink: rows)
      return (outcome, rows.events)
    }
    let one = try run(1)
    for threads in [2, 7] {
      let many = try run(threads)
      #expect(one.0.observed == many.0.observed && one.0.rollOut == many.0.rollOut)
      #expect(one.0.funnel == many.0.funnel && one.1 == many.1)
    }
  }

  @Test func `no more is sold than was ever on the shelf`() throws {
    let compiled = try SampleScenario.compile(
      Self.stocked, changes: ["catalogue.mug.stock.reorder.quantity=0"])
    let rows = RowCollector()
    _ = try ExperimentRun(
      compiled: compiled,
      options: RunOptions(seed: 4, worlds: .rollOut(arm: 0), recordsEvents: true)
    ).run(sink: rows)
    // Without reorders the 40 mugs sell out, and not one more is ordered.
    var baskets: [UInt64: Int] = [:]
    var sold = 0
    for event in rows.events {
      switch event.kind {
      case .addItem where event.product == 0: baskets[event.customer, default: 0] += 1
      case .order:
        sold += baskets[event.customer] ?? 0
        baskets[event.customer] = 0
      default: break
      }
    }
    #expect(sold == 40)
  }

  @Test func `CJ6 gives the reference figures without stock`() throws {
    let compiled = try SampleScenario.compile(
      file: "Tests/SimulationTests/Scenarios/cj6.yaml", customers: 40000)
    let outcome = try ExperimentRun(
      compiled: compiled, options: RunOptions(seed: 1, threads: 2, worlds: .split)
    ).run(sink: NoSink())
    let count = Double(outcome.customers)
    let orders = Double((0..<2).reduce(0) { $0 + outcome.observed.sum(cell: $1, measure: 1) })
    #expect(abs(Double(outcome.transitions) / count - 6.77) < 4 * 5.5 / count.squareRoot() + 0.005)
    #expect(abs(orders / count - 0.747) < 4 * 1.05 / count.squareRoot() + 0.0005)
  }

  @Test func `CJ6 gives the reference figures with stock`() throws {
    let compiled = try SampleScenario.compile(
      file: "Tests/SimulationTests/Scenarios/cj6-stock.yaml", customers: 40000)
    let outcome = try ExperimentRun(
      compiled: compiled, options: RunOptions(seed: 1, threads: 2, worlds: .split)
    ).run(sink: NoSink())
    let count = Double(outcome.customers)
    let orders = Double((0..<2).reduce(0) { $0 + outcome.observed.sum(cell: $1, measure: 1) })
    #expect(abs(Double(outcome.transitions) / count - 6.35) < 4 * 5.2 / count.squareRoot() + 0.005)
    // Thirteen lots of 0.035 per customer, all sold.
    #expect(abs(orders / count - 0.455) < 0.0005)
  }
}

/// Arms that change the graph itself.
struct ChangedGraphTests {
  /// The test shop with an arm that opens edges and one that closes an edge.
  private static func shop(_ text: String) -> String {
    text.replacing(
      "    later: {shipping.standard.free_from: 50}\n",
      with: """
            later:
              journey.stages.look.next: {basket: 0.5, checkout: -1, content: -3, look: -0.6, leave: 0.4}

        """
    ).replacing(
      "    never: {shipping.standard.free_from: never}\n",
      with: "    never: {journey.stages.look.next: {basket: 0.2, leave: 0.4}}\n")
  }

  @Test(arguments: [SampleScenario.shop.text, SharedStateTests.stocked])
  func `each arm's steps are counted along its own edges`(text: String) throws {
    let compiled = try SampleScenario.compile(Self.shop(text), customers: 1000)
    let outcome = try ExperimentRun(
      compiled: compiled, options: RunOptions(seed: 6, threads: 2, replications: 1)
    ).run(sink: NoSink())
    #expect(try PlainComparison(compiled, seed: 6, worlds: .split).differences == [])
    for (arm, scenario) in compiled.arms.enumerated() {
      // What enters a stage over the arm's own edges is what was counted as entering it.
      var entering = [Int64](repeating: 0, count: scenario.journey.stages.count)
      var edge = 0
      for stage in scenario.journey.stages {
        for way in stage.edges {
          for segment in 0..<2 {
            entering[way.target] += outcome.funnel.left(arm: arm, segment: segment, edge: edge)
          }
          edge += 1
        }
      }
      for stage in scenario.journey.stages.indices where stage != scenario.journey.start {
        let entered = (0..<2).reduce(Int64(0)) {
          $0 + outcome.funnel.entered(arm: arm, segment: $1, stage: stage)
        }
        #expect(entered == entering[stage])
      }
    }
  }
}
