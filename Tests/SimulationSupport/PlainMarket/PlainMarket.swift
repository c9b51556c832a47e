import Foundation
import GSL
import HeapModule
package import Scenarios
package import Simulation

/// The oracle of the engine: a market read off the scenario's value and lived visit by visit.
///
/// One heap holds all that is to happen; formulas are evaluated as the trees that they are. With
/// the engine it shares the scenario, the keyed random words and the distributions of `GSL`, and
/// neither tables nor passes. It is written to be read, not to be fast.
package struct PlainMarket {
  /// A journey that went on without end.
  package struct Endless: Error { package var stage: String }

  private static let mostVisits = 100_000

  let base: Scenario
  /// The scenario of each arm or variant.
  let arms: [Scenario]
  let worlds: RunOptions.Worlds
  let key: RandomKey
  let warmUp: Double
  /// Decision points and, by each, the number of its actions; none in an experiment.
  let points: [DecisionPoint]
  let actions: [Int]
  let laws: PlainLaws
  package private(set) var customers: [PlainCustomer] = []
  /// What happened to each customer within the experiment.
  package private(set) var events: [[PlainEvent]]
  /// What each order among the events was made of.
  package var orders: [[PlainLines]]
  private(set) var counts: [PlainPlace: Int] = [:]
  /// Times in hours that visits lasted, and sums of the states on entering, by place.
  private(set) var dwells: [PlainPlace: [Double]] = [:]
  private(set) var states: [PlainPlace: [Double]] = [:]
  package private(set) var transitions = 0
  var shelves: [PlainShelves] = []
  /// The rules of supply that shelves take up when the warm-up is over.
  private var rulesToCome: [[PlainSupply]] = []
  private var heap = Heap<PlainHappening>()

  /// Prepares the world of an experiment's arms, of which the first is the control.
  ///
  /// `.experiment` is the split that an experiment observes; so is `.rollOuts`, which observes none.
  package init(
    base: Scenario, arms: [Scenario], worlds: RunOptions.Worlds, seed: UInt64,
    replication: UInt32 = 0
  ) throws {
    try self.init(
      base: base, arms: arms, worlds: worlds, seed: seed, replication: replication, points: [],
      actions: [])
    let shares = base.experiment.arms.map(\.share)
    let places = shares.indices.map { shares[..<$0].reduce(0, +) }
    let expected = PlainArrivals(base.market).expectedCustomers(base.market)
    func rules(inExperiment: Bool) throws -> [[PlainSupply]] {
      func read(_ arm: Int) throws -> [PlainSupply] {
        try PlainSupply.read(arms[inExperiment ? arm : 0], customers: expected)
      }
      switch worlds {
      case .experiment, .split, .rollOuts:
        return [try PlainSupply.read(arms[0], customers: expected)]
      case .rollOut(let arm): return [try read(arm)]
      case .blocks(let blocks): return [try read(blocks.arm(at: warmUp))]
      case .dividedStock:
        return try arms.indices.map { arm in
          try PlainSupply.read(
            arms[inExperiment ? arm : 0], customers: expected, from: places[arm],
            to: places[arm] + shares[arm])
        }
      }
    }
    open(try rules(inExperiment: warmUp == 0))
    if warmUp > 0 {
      rulesToCome = try rules(inExperiment: true)
      heap.insert(PlainHappening(time: warmUp, kind: .newRules, subject: 0))
    }
  }

  /// Prepares a market with decision points, whose variants are all combinations of actions.
  package init(
    variants: [Scenario], market: DecisionMarket, seed: UInt64
  ) throws {
    let base = variants[market.statusQuo]
    try self.init(
      base: base, arms: variants, worlds: .rollOut(arm: market.statusQuo), seed: seed,
      replication: 0, points: market.learning.decisions, actions: market.actionCounts)
    let expected = PlainArrivals(base.market).expectedCustomers(base.market)
    open([try PlainSupply.read(base, customers: expected)])
  }

  private init(
    base: Scenario, arms: [Scenario], worlds: RunOptions.Worlds, seed: UInt64,
    replication: UInt32, points: [DecisionPoint], actions: [Int]
  ) throws {
    self.base = base
    self.arms = arms
    self.worlds = worlds
    self.points = points
    self.actions = actions
    key = RandomKey(seed: seed, replication: replication)
    warmUp = points.isEmpty ? base.experiment.warmUpHours ?? 0 : 0
    laws = try PlainLaws(base: base, arms: arms)
    events = []
    orders = []
    let arrivals = PlainArrivals(base.market)
    let numbers = try arrivals.numbers(base.market, PlainWords(key: key))
    for (place, number) in numbers.enumerated() {
      let customer = arriving(place, drawing: number, arrivals)
      heap.insert(PlainHappening(time: customer.arrival, kind: .arrival, subject: place))
      customers.append(customer)
    }
    events = customers.map { _ in [] }
    orders = customers.map { _ in [] }
  }

  private mutating func open(_ rules: [[PlainSupply]]) {
    let names = base.products.map(\.name)
    shelves = rules.enumerated().map {
      PlainShelves(index: $0.offset, products: names, rules: $0.element, key: key)
    }
    collect()
  }

  /// Takes what shelves set in motion into the heap.
  private mutating func collect() {
    for index in shelves.indices {
      for happening in shelves[index].toCome { heap.insert(happening) }
      shelves[index].toCome = []
    }
  }

  /// The shelves that a customer buys from.
  func shelves(of customer: PlainCustomer) -> Int { shelves.count > 1 ? customer.arm : 0 }

  /// Lets everything happen, up to the horizon.
  package mutating func run() throws {
    var nobody = NobodyDecides()
    try run(&nobody)
  }

  /// Lets everything happen, with a decision maker at the decision points.
  package mutating func run<Maker: DecisionMaker>(_ maker: inout Maker) throws {
    let horizon = base.market.horizonHours
    while let next = heap.popMin(), next.time <= horizon {
      while maker.nextUpdate > -.infinity,
        maker.nextUpdate < next.time || (maker.nextUpdate == next.time && next.kind != .cutOff)
      {
        try maker.update(at: maker.nextUpdate)
      }
      switch next.kind {
      case .newRules:
        for (index, rules) in rulesToCome.enumerated() {
          shelves[index].adopt(rules, at: next.time)
        }
      case .delivery: shelves[next.shelves].receive(next.amount, of: next.subject, at: next.time)
      case .reorder: shelves[next.shelves].reorderInRhythm(next.subject, at: next.time)
      case .arrival, .visit: try turn(next, &maker)
      case .cutOff: tell(customers[next.subject], since: nil, at: horizon, isLast: true, &maker)
      }
      collect()
    }
    while maker.nextUpdate > -.infinity, maker.nextUpdate <= horizon {
      try maker.update(at: maker.nextUpdate)
    }
  }

  /// A customer leaves a stage, or arrives, and enters the next.
  private mutating func turn<Maker: DecisionMaker>(
    _ happening: PlainHappening, _ maker: inout Maker
  ) throws {
    var customer = customers[happening.subject]
    let book = customer.book
    let left = customer.stage
    var wish: Wish?
    if happening.kind != .arrival {
      transitions += 1
      wish = leave(customer)
    }
    if happening.time >= warmUp { join(&customer) }
    if let stage = try asked(&wish, &customer, &maker) {
      if let wish, let left { countStep(wish, from: left, customer) }
      try enter(stage, from: left, &customer)
    } else {
      customer.status = .ended
      customer.endedFrom = left
    }
    if customer.hasJoined { customer.history.append((happening.time, customer.book)) }
    customers[happening.subject] = customer
    let horizon = base.market.horizonHours
    tell(customer, since: book, at: happening.time, isLast: false, &maker)
    switch customer.status {
    case .underWay:
      heap.insert(PlainHappening(time: customer.now, kind: .visit, subject: happening.subject))
    case .ended: tell(customer, since: nil, at: happening.time, isLast: true, &maker)
    case .censored:
      heap.insert(PlainHappening(time: horizon, kind: .cutOff, subject: happening.subject))
    }
  }

  /// The stage that a customer enters who wishes for one, or arrives; nil where there is none.
  private mutating func asked<Maker: DecisionMaker>(
    _ wish: inout Wish?, _ customer: inout PlainCustomer, _ maker: inout Maker
  ) throws -> Int? {
    guard var asking = wish else {
      guard customer.stage == nil else { return nil }
      let start = arms[customer.variant].journey.start
      try decide(before: start, &customer, &maker)
      return start
    }
    try decide(before: asking.targets[asking.edge], &customer, &maker)
    while isRefused(customer, in: asking.targets[asking.edge]) {
      let refused = asking.targets[asking.edge]
      guard giveUp(&asking, &customer) else { break }
      let next = asking.targets[asking.edge]
      if next != refused, !isRefused(customer, in: next) {
        try decide(before: next, &customer, &maker)
      }
    }
    wish = asking
    return asking.targets[asking.edge]
  }

  /// Makes a customer part of the experiment, under the own arm from now on.
  private func join(_ customer: inout PlainCustomer) {
    guard !customer.hasJoined else { return }
    customer.hasJoined = true
    customer.atStart = customer.book
    customer.firstOrder = nil
    customer.variant = customer.arm
  }

  private mutating func enter(
    _ stage: Int, from previous: Int?, _ customer: inout PlainCustomer
  ) throws {
    customer.stage = stage
    customer.book.visits[stage] += 1
    guard customer.book.visits[stage] <= Self.mostVisits else {
      throw Endless(stage: base.journey.stages[stage].name)
    }
    var place = PlainPlace(arm: customer.variant, segment: customer.segment, stage: stage)
    if customer.hasJoined {
      counts[place, default: 0] += 1
      states[place, default: []].append(customer.states.isEmpty ? 0 : customer.states[followed])
    }
    choose(at: stage, &customer)
    let own = arms[customer.variant]
    let visitCost = own.journey.stages[stage].cost?.minorUnits ?? 0
    let channelCost =
      previous == nil ? own.market.channels[customer.channel].cost.minorUnits : 0
    note(.enter, customer, cost: visitCost + channelCost)
    if own.shipping.count > 1,
      own.journey.stages[stage].choices.contains(where: { $0.subject == .shipping })
    {
      note(.chooseShipping, customer)
    }
    happen(at: stage, &customer)
    if arms[customer.variant].journey.stages[stage].isEnd {
      customer.status = .ended
      customer.endedFrom = previous
      return
    }
    let dwell = dwell(in: stage, customer)
    customer.now += dwell
    for (state, variable) in own.population.states.enumerated() {
      guard let halfLife = variable.halfLifeHours else { continue }
      let gap = customer.states[state] - variable.start
      customer.states[state] = variable.start + gap * pow(2, -dwell / halfLife)
    }
    guard customer.now > base.market.horizonHours else {
      if customer.hasJoined { dwells[place, default: []].append(dwell) }
      return
    }
    customer.now = base.market.horizonHours
    customer.status = .censored
    if warmUp > 0 { join(&customer) }
    // A visit that the horizon cuts off is one without a way out.
    place.edge = -1
    if customer.hasJoined, customer.atStart?.visits[stage] != customer.book.visits[stage] {
      counts[place, default: 0] += 1
      note(.censored, customer)
    }
  }

  /// The state that funnels average: satisfaction, or else the first.
  private var followed: Int {
    base.population.states.firstIndex { $0.name == "satisfaction" } ?? 0
  }

  private mutating func countStep(_ wish: Wish, from stage: Int, _ customer: PlainCustomer) {
    guard wish.isCounted else { return }
    let place = PlainPlace(
      arm: customer.variant, segment: customer.segment, stage: stage, edge: wish.edge)
    counts[place, default: 0] += 1
  }

  /// Writes down what happened to a customer of the experiment.
  mutating func note(
    _ kind: EventRecord.Kind, _ customer: PlainCustomer, amount: Int64 = 0, cost: Int64 = 0,
    fee: Int64 = 0, voucher: Int64 = 0, product: Int? = nil, shipping: Int? = nil
  ) {
    guard customer.hasJoined else { return }
    events[Int(customer.number)].append(
      PlainEvent(
        time: customer.now, kind: kind, stage: customer.stage ?? 0,
        product: product ?? (customer.hasSeenProduct ? customer.product : nil),
        shipping: customer.hasSeenShipping ? shipping ?? customer.shipping : nil,
        amount: amount, cost: cost, fee: fee, voucher: voucher,
        basketValue: basketValue(customer), basketItems: customer.basket.count))
  }
}
