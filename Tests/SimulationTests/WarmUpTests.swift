import GSL
import Scenarios
import SimulationSupport
import TestSupport
import Testing

@testable import Simulation

/// Experiments that begin after a warm-up in which everybody lives under the control.
struct WarmUpTests {
  private static let hours = 240.0

  /// The test shop, with an arm that has other prices.
  private static let shop = SampleScenario.shop.text.replacing(
    "later: {shipping.standard.free_from: 50}", with: "later: {catalogue.teapot.price: 31}")
  private static let stocked = SharedStateTests.stocked.replacing(
    "later: {shipping.standard.free_from: 50}", with: "later: {catalogue.teapot.price: 31}")
  /// An arm with rules of supply of its own, which only a roll-out can have.
  private static let resupplied = stocked.replacing(
    "teapot.price: 31}", with: "teapot.price: 31, catalogue.mug.stock.reorder.quantity: 12}")

  private func compiled(
    _ text: String, warmUp: Double? = WarmUpTests.hours, customers: Int = 1500,
    change: (inout Scenario) -> Void = { _ in }
  ) throws -> CompiledScenario {
    let loaded = try ScenarioReader().read(text: text, name: "warm-up")
    func changed(_ scenario: Scenario) -> Scenario {
      var scenario = scenario
      scenario.experiment.warmUpHours = warmUp
      change(&scenario)
      return scenario
    }
    return try CompiledScenario(
      scenario: changed(loaded.scenario), arms: loaded.arms.map(changed), customers: customers)
  }

  private func run(
    _ compiled: CompiledScenario, _ worlds: RunOptions.Worlds, threads: Int = 1
  ) throws -> (outcome: ExperimentOutcome, rows: RowCollector) {
    let rows = RowCollector()
    let outcome = try ExperimentRun(
      compiled: compiled,
      options: RunOptions(
        seed: 4, threads: threads, worlds: worlds, replications: 1, recordsEvents: true,
        recordsCustomers: true)
    ).run(sink: rows)
    return (outcome, rows)
  }

  @Test(arguments: [WarmUpTests.shop, WarmUpTests.stocked])
  func `a warm-up of no length changes nothing`(text: String) throws {
    let none = try run(compiled(text, warmUp: nil), .experiment)
    let zero = try run(compiled(text, warmUp: 0), .experiment)
    #expect(none.outcome.observed == zero.outcome.observed)
    #expect(none.outcome.rollOut == zero.outcome.rollOut)
    #expect(none.outcome.daily == zero.outcome.daily)
    #expect(none.outcome.funnel == zero.outcome.funnel)
    #expect(none.outcome.drawsChecksum == zero.outcome.drawsChecksum)
    #expect(none.rows.customers == zero.rows.customers && none.rows.events == zero.rows.events)
  }

  @Test(arguments: [WarmUpTests.shop, WarmUpTests.stocked], [-1, 0, 1, 2])
  func `the experiment and its roll-outs give what the oracle gives`(
    text: String, arm: Int
  ) throws {
    let compiled = try compiled(arm >= 0 && text == Self.stocked ? Self.resupplied : text)
    let comparison = try PlainComparison(
      compiled, seed: 4, worlds: arm < 0 ? .split : .rollOut(arm: arm))
    #expect(comparison.differences == [])
    #expect(comparison.rows.count < 1500)
    #expect(
      comparison.market.units.contains {
        comparison.market.measure(.before(.orders), of: $0) > 0
          && comparison.market.measure(.tally(.converted), of: $0) == 1
      })
  }

  @Test(arguments: [WarmUpTests.shop, WarmUpTests.resupplied], [0, 1])
  func `what was before is kept with the customer`(text: String, arm: Int) throws {
    let tallies: [Tally] = [.orders, .items, .revenue, .margin, .visits]
    let compiled = try compiled(text) { $0.experiment.analysis.covariates = tallies }
    var found: [UInt64: [Int64]] = [:]
    for row in try run(compiled, .rollOut(arm: arm)).rows.customers {
      found[row.customer] = try tallies.map {
        row.measures[try compiled.plan.place(of: .before($0))]
      }
    }
    let plain = try before(compiled, arm: arm)
    #expect(found == plain)
    // Arms differ after the warm-up alone.
    #expect(try before(compiled, arm: 0) == plain)
  }

  /// What the oracle finds of each customer's time before the experiment.
  private func before(_ compiled: CompiledScenario, arm: Int) throws -> [UInt64: [Int64]] {
    var market = try PlainMarket(
      base: compiled.scenario, arms: compiled.arms, worlds: .rollOut(arm: arm), seed: 4)
    try market.run()
    var before: [UInt64: [Int64]] = [:]
    for unit in market.units {
      before[unit.number] = [.orders, .items, .revenue, .margin, .visits].map {
        market.measure(.before($0), of: unit)
      }
    }
    return before
  }

  @Test(arguments: [WarmUpTests.shop, WarmUpTests.stocked])
  func `the control does after the warm-up what it does without one`(text: String) throws {
    let warm = try compiled(text)
    let whole = try run(compiled(text, warmUp: nil), .rollOut(arm: 0)).rows
    let later = try run(warm, .rollOut(arm: 0)).rows
    // From the event log of the whole journey.
    var orders: [UInt64: Int64] = [:]
    var revenue: [UInt64: Int64] = [:]
    var lastSeen: [UInt64: Double] = [:]
    for event in whole.events {
      lastSeen[event.customer] = event.time
      guard event.time >= Self.hours else { continue }
      if event.kind == .order { orders[event.customer, default: 0] += 1 }
      revenue[event.customer, default: 0] += event.amount
    }
    let units = lastSeen.filter { $0.value >= Self.hours }.map(\.key).sorted()
    #expect(later.customers.map(\.customer) == units)
    for row in later.customers {
      #expect(row.measures[1] == orders[row.customer] ?? 0)
      #expect(row.measures[3] == revenue[row.customer] ?? 0)
    }
    // Met at the end of the visit before, empty shelves are part of the warm-up; so is a visit that
    // began within it and lasted to the horizon.
    let entered = Set(
      whole.events.filter { $0.kind == .enter && $0.time >= Self.hours }.map(\.customer))
    func shown(_ events: [EventRecord]) -> [EventRecord] {
      events.filter { event in
        event.time >= Self.hours && event.kind != .stockOut
          && (event.kind != .censored || entered.contains(event.customer))
      }
    }
    #expect(shown(later.events) == shown(whole.events))
  }

  @Test func `who comes after the warm-up does as without one`() throws {
    let none = try run(compiled(Self.shop, warmUp: nil), .experiment).rows.customers
    let warm = try run(compiled(Self.shop), .experiment).rows.customers
    let late = none.filter { $0.arrival >= Self.hours }
    #expect(late == warm.filter { $0.arrival >= Self.hours })
    #expect(late.count < warm.count && warm.count < none.count)
  }

  @Test(arguments: [1, 3])
  func `the roll-out is the sum of potential outcomes`(threads: Int) throws {
    let found = try run(compiled(Self.shop, customers: 9000), .experiment, threads: threads)
    let rollOut = try #require(found.outcome.rollOut)
    let customers = found.rows.customers
    let width = found.outcome.plan.measures.count
    for arm in 0..<3 {
      var counts = 0
      var sums = [Int64](repeating: 0, count: width)
      for batch in 0..<found.outcome.cells.batches {
        for segment in 0..<2 {
          let cell = (batch * 3 + arm) * 2 + segment
          counts += Int(rollOut.counts[cell])
          for measure in 0..<width { sums[measure] += rollOut.sum(cell: cell, measure: measure) }
        }
      }
      #expect(counts == customers.count)
      for measure in 0..<width {
        let sum = customers.reduce(0) { $0 + $1.potentialMeasures[arm * width + measure] }
        #expect(sums[measure] == sum)
      }
    }
    for row in customers {
      #expect(Array(row.potentialMeasures[row.arm * width..<(row.arm + 1) * width]) == row.measures)
    }
  }

  @Test(arguments: [WarmUpTests.shop, WarmUpTests.stocked])
  func `a replay tells the same of a customer`(text: String) throws {
    let graph = text.replacing(
      "never: {shipping.standard.free_from: never}",
      with: "never: {journey.stages.look.next: {basket: 0.2, leave: 0.4}}")
    let compiled = try compiled(graph, customers: 300)
    let rows = try (0..<3).map { try run(compiled, .rollOut(arm: $0)).rows.customers }
    let experiment = ExperimentRun(compiled: compiled, options: RunOptions(seed: 4))
    for number in [3, 40, 77, 120, 200] {
      let replay = try #require(try experiment.replay(customer: number))
      for arm in 0..<3 {
        let row = rows[arm].first { $0.customer == UInt64(number) }
        let zeros = [Int64](repeating: 0, count: compiled.plan.measures.count)
        #expect(replay.journeys[arm].measures == row?.measures ?? zeros)
        #expect(replay.journeys[arm].visits.first?.entered == replay.arrival)
      }
    }
  }

  @Test func `a warm-up as long as the market is refused`() {
    let error = #expect(throws: CompileError.self) { try compiled(Self.shop, warmUp: 720) }
    #expect(error?.path == ["experiment", "warm_up"])
  }

  @Test func `other rules of supply are taken up with what is on the shelf`() {
    func rules(_ rule: SupplyRules.Rule, initial: Int = 10) -> SupplyRules {
      SupplyRules(products: [
        SupplyRules.ProductSupply(
          place: Place("product", "mug"), initial: initial, rule: rule, quantity: 5, leadTime: nil)
      ])
    }
    var supply = Supply(rules(.never), key: RandomKey(seed: 1))
    supply.take([(product: 0, count: 4)], at: 20)
    supply.adopt(rules(.every(hours: 24)), at: 48)
    #expect(supply.shelves.units == [6] && supply.nextEvent == 72)
    supply.advance()
    #expect(supply.shelves.units == [11] && supply.nextEvent == 96)
    // Five at once bring 11 above the level; the interval is given up.
    supply.adopt(rules(.atOrBelow(12)), at: 90)
    #expect(supply.shelves.units == [16])
    supply.advance()
    #expect(supply.shelves.units == [16] && supply.nextEvent == .infinity)
    supply.adopt(rules(.never, initial: Int.max), at: 100)
    #expect(supply.shelves.units == [Int.max])
    supply.adopt(rules(.never, initial: 7), at: 110)
    #expect(supply.shelves.units == [7])
  }
}
