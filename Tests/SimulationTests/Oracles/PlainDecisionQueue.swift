import GSL
import HeapModule
import Scenarios

@testable import Simulation

/// The oracle of markets with decision points: every visit is an event of its own, every customer
/// has a whole walker, each decision is asked for alone, and nothing runs ahead.
struct PlainDecisionQueue {
  private struct Event: Comparable {
    var time: Double
    var kind: Int
    var number: Int

    static func < (left: Event, right: Event) -> Bool {
      (left.time, left.kind, left.number) < (right.time, right.kind, right.number)
    }
  }

  let market: DecisionMarket
  let seed: UInt64

  /// Runs the market; what came of each customer, in number order.
  func run<Maker: DecisionMaker>(_ maker: inout Maker) throws -> [CustomerOutcome] {
    let compiled = market.compiled
    let factory = compiled.factory(seed: seed, replication: 0)
    var world = World(supply: compiled.supply[market.statusQuo], key: factory.key)
    var rows = (0..<market.customers(seed: seed)).map { number in
      CustomerOutcome(
        customer: UInt64(number), arrival: factory.arrival(of: UInt64(number)),
        segment: factory.segment(of: UInt64(number)), channel: factory.channel(of: UInt64(number)))
    }
    var walkers = [JourneyWalker?](repeating: nil, count: rows.count)
    var silence = NoObserver()
    var cutOff: [OutcomeNotice] = []
    var heap = Heap<Event>()
    for row in rows {
      heap.insert(Event(time: row.arrival, kind: 1, number: Int(row.customer)))
    }
    while let event = heap.popMin() {
      while world.nextEvent <= event.time { world.advance() }
      while maker.nextUpdate > -.infinity, maker.nextUpdate <= event.time {
        try maker.update(at: maker.nextUpdate)
      }
      var walker: JourneyWalker
      let next: Int?
      if let known = walkers[event.number] {
        walker = known
        next = walker.decide(world: &world, observer: &silence)
      } else {
        walker = newcomer(rows[event.number], factory)
        next = walker.model.start
      }
      var status = JourneyStatus.ended
      if let stage = next {
        if let moment = moment(of: walker, before: stage) {
          var actions: [Int] = []
          try maker.decide([moment], into: &actions)
          walker = switched(walker, point: moment.point, action: actions[0])
          rows[event.number].decisions += 1
        }
        let before = walker.customer.ledger
        status = walker.enter(stage, world: &world, observer: &silence)
        let after = walker.customer.ledger
        let hasChanged =
          before.orders != after.orders || before.revenue != after.revenue
          || before.margin != after.margin
        if hasChanged, rows[event.number].decisions > 0 {
          maker.observe(
            OutcomeNotice(
              customer: UInt64(event.number), time: event.time,
              orders: Int(after.orders - before.orders), revenue: after.revenue - before.revenue,
              margin: after.margin - before.margin, isLast: false))
        }
      }
      walkers[event.number] = walker
      guard status != .waiting else {
        heap.insert(Event(time: walker.customer.now, kind: 2, number: event.number))
        continue
      }
      rows[event.number].orders = Int(walker.customer.ledger.orders)
      rows[event.number].revenue = walker.customer.ledger.revenue
      rows[event.number].margin = walker.customer.ledger.margin
      rows[event.number].isCensored = status == .censored
      guard rows[event.number].decisions > 0 else { continue }
      let last = OutcomeNotice(
        customer: UInt64(event.number),
        time: status == .censored ? market.horizonHours : event.time, orders: 0, revenue: 0,
        margin: 0, isLast: true)
      if status == .censored { cutOff.append(last) } else { maker.observe(last) }
    }
    while maker.nextUpdate > -.infinity, maker.nextUpdate < market.horizonHours {
      try maker.update(at: maker.nextUpdate)
    }
    for notice in cutOff.sorted(by: { $0.customer < $1.customer }) { maker.observe(notice) }
    if maker.nextUpdate == market.horizonHours { try maker.update(at: maker.nextUpdate) }
    return rows
  }

  private func newcomer(_ row: CustomerOutcome, _ factory: CustomerFactory) -> JourneyWalker {
    var walker = JourneyWalker(
      model: market.compiled.models[market.statusQuo], arm: market.statusQuo, key: factory.key)
    var traits = [Double](repeating: 0, count: 1 + factory.traitCount)
    factory.drawTraits(of: row.customer, segment: row.segment, into: &traits)
    for index in 1..<traits.count { walker.slots[index] = traits[index] }
    walker.begin(
      Visitor(
        number: row.customer, segment: row.segment, channel: row.channel, arrival: row.arrival))
    return walker
  }

  /// What a business sees, read off the walker without any formula.
  private func moment(of walker: JourneyWalker, before stage: Int) -> DecisionMoment? {
    let decisions = market.learning.decisions
    guard let point = decisions.firstIndex(where: { $0.stage == stage }) else { return nil }
    let customer = walker.customer
    let visit = walker.visits[stage] + 1
    let context: [Double] = decisions[point].context.map { term in
      switch term.factors[0].powers[0].quantity {
      case .attribute(.basketValue): Double(customer.basketValue) / 100
      case .attribute(.visits): Double(visit)
      case .attribute(.orders): Double(customer.ledger.orders)
      case .attribute(.daysSinceArrival): (customer.now - customer.arrival) / 24
      case .segment(let index): customer.segment == index ? 1 : 0
      default: .nan
      }
    }
    return DecisionMoment(
      customer: customer.number, point: point, visit: visit, time: customer.now,
      segment: customer.segment, context: context)
  }

  /// The same customer in a new walker of the variant that an action makes.
  private func switched(_ old: JourneyWalker, point: Int, action: Int) -> JourneyWalker {
    var digits: [Int] = []
    var rest = old.arm
    for count in market.actionCounts.reversed() {
      digits.insert(rest % count, at: 0)
      rest /= count
    }
    digits[point] = action
    let variant = zip(digits, market.actionCounts).reduce(0) { $0 * $1.1 + $1.0 }
    let model = market.compiled.models[variant]
    var new = JourneyWalker(model: model, arm: variant, key: old.key)
    new.customer = old.customer
    for slot in 1..<(model.firstStateSlot + model.stateLimits.count) {
      new.slots[slot] = old.slots[slot]
    }
    new.visits = old.visits
    new.basket = old.basket
    new.customer.basketValue = zip(old.basket, model.products).reduce(0) {
      $0 + Int64($1.0) * $1.1.price
    }
    new.refreshFixedSlots()
    return new
  }
}
