import Scenarios
import SimulationSupport
import TestSupport
import Testing

@testable import Simulation

/// Markets with decision points.
struct DecisionMarketTests {
  @Test(arguments: [SampleScenario.shop.text, SharedStateTests.stocked], [0.72, 24, 10_000])
  func `waves, single decisions and the plain queue agree`(
    text: String, interval: Double
  ) throws {
    let (market, variants) = try marketAndVariants(text)
    var waves = HashingMaker(interval: interval)
    var singles = waves
    var plain = waves
    let fast = try market.run(maker: &waves, seed: 5, isCancelled: { false })
    let slow = try market.run(maker: &singles, seed: 5, oneByOne: true)
    let oracle = try outcomes(variants, market, seed: 5, &plain)
    #expect(fast == slow)
    #expect(fast.customers.map(rounded) == oracle.map(rounded))
    #expect(waves.notices == plain.notices && singles.notices == plain.notices)
    #expect(waves.updates == plain.updates && singles.updates == plain.updates)
    #expect(singles.moments == plain.moments)
    #expect(Set(waves.moments.map(Key.init)) == Set(plain.moments.map(Key.init)))
    #expect(waves.moments.count == plain.moments.count)
    #expect(market.sharesState || waves.waves < singles.waves)
    #expect(fast.customers.contains { $0.orders > 1 } && fast.customers.contains { $0.isCensored })
  }

  private func marketAndVariants(
    _ text: String
  ) throws -> (market: DecisionMarket, variants: [Scenario]) {
    var (variants, learning) = try TestMarket.variants(text)
    for index in variants.indices { variants[index].market.arrivals.size = .customers(700) }
    let market = try DecisionMarket(variants: variants, learning: learning, customers: nil)
    return (market, variants)
  }

  /// The oracle's own arithmetic gives arrivals that agree to a billionth or so.
  private func rounded(_ outcome: CustomerOutcome) -> CustomerOutcome {
    var outcome = outcome
    outcome.arrival = (outcome.arrival * 1e6).rounded() / 1e6
    return outcome
  }

  /// What the oracle finds of each customer, with a maker's decisions.
  private func outcomes<Maker: DecisionMaker>(
    _ variants: [Scenario], _ market: DecisionMarket, seed: UInt64, _ maker: inout Maker
  ) throws -> [CustomerOutcome] {
    var plain = try PlainMarket(variants: variants, market: market, seed: seed)
    try plain.run(&maker)
    return plain.customers.map { customer in
      func amount(_ tally: Tally) -> Int64 { plain.measure(.tally(tally), of: customer) }
      return CustomerOutcome(
        customer: customer.number, arrival: customer.arrival, segment: customer.segment,
        channel: customer.channel, orders: Int(amount(.orders)), revenue: amount(.revenue),
        margin: amount(.margin), decisions: customer.decisions,
        isCensored: customer.status == .censored)
    }
  }

  /// A moment that can be put in a set.
  private struct Key: Hashable {
    let customer: UInt64
    let point: Int
    let visit: UInt32
    let time: Double
    let context: [Double]

    init(_ moment: DecisionMoment) {
      customer = moment.customer
      point = moment.point
      visit = moment.visit
      time = moment.time
      context = moment.context
    }
  }

  @Test(arguments: [SampleScenario.shop.text, SharedStateTests.stocked])
  func `a maker that learns all the time gets what the plain queue gives`(text: String) throws {
    let (market, variants) = try marketAndVariants(text)
    var own = HashingMaker(interval: nil)
    var plain = own
    let outcome = try market.run(maker: &own, seed: 6, isCancelled: { false })
    let oracle = try outcomes(variants, market, seed: 6, &plain)
    #expect(outcome.customers.map(rounded) == oracle.map(rounded))
    #expect(own.moments == plain.moments && own.notices == plain.notices)
    #expect(own.waves == own.moments.count)
  }

  @Test(arguments: [SampleScenario.shop.text, SharedStateTests.stocked])
  func `the status quo gives exactly its plain roll-out`(text: String) throws {
    let (variants, learning) = try TestMarket.variants(text)
    let market = try DecisionMarket(variants: variants, learning: learning, customers: 1500)
    #expect(market.statusQuo == 1)
    var maker = SteadyMaker([0, 1])
    let outcome = try market.run(maker: &maker, seed: 3, isCancelled: { false })
    try expectRollOut(of: 1, variants, equals: outcome)
  }

  @Test(arguments: [0, 1, 2])
  func `an action taken from the first stage on gives its plain roll-out`(price: Int) throws {
    let (variants, learning) = try TestMarket.variants(SampleScenario.shop.text)
    let market = try DecisionMarket(variants: variants, learning: learning, customers: 1500)
    var maker = SteadyMaker([0, price])
    let outcome = try market.run(maker: &maker, seed: 3, isCancelled: { false })
    try expectRollOut(of: price, variants, equals: outcome)
  }

  private func expectRollOut(
    of variant: Int, _ variants: [Scenario], equals outcome: MarketOutcome
  ) throws {
    let compiled = try CompiledScenario(scenario: variants[1], arms: variants, customers: 1500)
    let rows = RowCollector()
    let plain = try ExperimentRun(
      compiled: compiled,
      options: RunOptions(seed: 3, worlds: .rollOut(arm: variant), recordsCustomers: true)
    ).run(sink: rows)
    #expect(plain.transitions == outcome.transitions)
    #expect(plain.drawsChecksum == outcome.drawsChecksum)
    #expect(rows.customers.count == outcome.customers.count)
    for (row, own) in zip(rows.customers, outcome.customers) {
      #expect(row.customer == own.customer && row.arrival == own.arrival)
      #expect(row.segment == own.segment && row.channel == own.channel)
      #expect(
        [Int64(own.orders), own.revenue, own.margin]
          == [row.measures[1], row.measures[3], row.measures[4]])
      #expect(row.isCensored == own.isCensored)
    }
    #expect(outcome.customers.contains { $0.orders > 0 })
  }

  @Test(arguments: [SampleScenario.shop.text, SharedStateTests.stocked])
  func `notices come in time order and sum up to the ledgers`(text: String) throws {
    let market = try TestMarket.market(text)
    var maker = HashingMaker(interval: 24)
    let outcome = try market.run(maker: &maker, seed: 9, isCancelled: { false })
    let notices = maker.notices
    for (earlier, later) in zip(notices, notices.dropFirst()) {
      let isOrdered = (earlier.time, earlier.customer) <= (later.time, later.customer)
      #expect(isOrdered)
    }
    let costs = market.compiled.models[0].channelCost
    let byCustomer = Dictionary(grouping: notices, by: \.customer)
    for row in outcome.customers {
      // The first stage has a decision, so that everything but the channel's cost is told.
      let own = byCustomer[row.customer] ?? []
      #expect(own.reduce(0) { $0 + $1.orders } == row.orders)
      #expect(own.reduce(0) { $0 + $1.revenue } == row.revenue)
      #expect(own.reduce(-costs[row.channel]) { $0 + $1.margin } == row.margin)
      #expect(own.count(where: \.isLast) == 1 && own.last?.isLast == true)
      #expect((own.last?.time == market.horizonHours) == row.isCensored)
    }
    #expect(notices.contains { $0.revenue < 0 }, "the test must see refunds")
    #expect(notices.contains { $0.margin == -35 }, "the test must see the cost of a message")
  }

  @Test func `only customers who met a decision are told of`() throws {
    var (variants, learning) = try TestMarket.variants(SampleScenario.shop.text)
    learning.decisions.removeLast()
    variants = [variants[1], variants[4]]
    let market = try DecisionMarket(variants: variants, learning: learning, customers: 1200)
    var maker = SteadyMaker([1])
    let outcome = try market.run(maker: &maker, seed: 9, isCancelled: { false })
    let met = Set(maker.moments.map(\.customer))
    #expect(Set(maker.notices.map(\.customer)) == met)
    #expect(Set(outcome.customers.filter { $0.decisions > 0 }.map(\.customer)) == met)
    #expect(met.count < outcome.customers.count && !met.isEmpty)
    for notice in maker.notices {
      let first = maker.moments.filter { $0.customer == notice.customer }.map(\.time).min()
      #expect(notice.time >= first ?? .infinity)
    }
  }

  @Test(arguments: [0.72, 24, 10_000, nil] as [Double?])
  func `any number of makers go on from one start`(interval: Double?) throws {
    let (market, _) = try marketAndVariants(SampleScenario.shop.text)
    let start = try #require(try market.start(seed: 5, isCancelled: { false }))
    var plain = HashingMaker(interval: interval)
    let whole = try market.run(maker: &plain, seed: 5, isCancelled: { false })
    for _ in 0..<2 {
      var maker = HashingMaker(interval: interval)
      let outcome = try market.run(maker: &maker, from: start, isCancelled: { false })
      #expect(outcome == whole)
      #expect(maker.moments == plain.moments && maker.notices == plain.notices)
      #expect(maker.updates == plain.updates && maker.waves == plain.waves)
    }
    #expect(whole.customers.contains { $0.decisions > 1 })
    let (shared, _) = try marketAndVariants(SharedStateTests.stocked)
    #expect(try shared.start(seed: 5, isCancelled: { false }) == nil)
  }

  @Test func `a part of the customers does as it does within the whole`() throws {
    let market = try TestMarket.market()
    var maker = HashingMaker(interval: 10_000)
    var part = maker
    let whole = try market.run(maker: &maker, seed: 2, isCancelled: { false })
    let some = try market.run(maker: &part, seed: 2, customers: 300..<450, isCancelled: { false })
    #expect(some.customers == Array(whole.customers[300..<450]))
  }
}
