import GSL
import HeapModule
import Scenarios

@testable import Simulation

/// The oracle of experiments with a warm-up: every visit is an event of its own, ledgers are never
/// reset, and what comes after the warm-up is a difference.
struct PlainWarmUpQueue {
  private struct Event: Comparable {
    var time: Double
    var kind: Int
    var number: Int

    static func < (left: Event, right: Event) -> Bool {
      (left.time, left.kind, left.number) < (right.time, right.kind, right.number)
    }
  }

  /// A customer with what had been done when the experiment began.
  private struct Life {
    var walker: JourneyWalker
    var isEarly: Bool
    var before = Ledger()
    var visitsBefore: [UInt32]
    var seconds: Int64 = 0
  }

  /// What is known of a customer of the experiment.
  struct Unit {
    /// In the plan's order; nil for a measure that the oracle does not know.
    var measures: [Int64?]
    /// Orders, items, revenue, margin and visits before the experiment.
    var before: [Int64]
  }

  let compiled: CompiledScenario
  let seed: UInt64

  /// The units of the experiment by customer number, with each customer under the given arm.
  func units(supplyArm: Int, arm: (CustomerFactory, UInt64) -> Int) -> [UInt64: Unit] {
    let warmUp = compiled.warmUpHours
    let factory = compiled.factory(seed: seed, replication: 0)
    var world = World(supply: compiled.supply[0], key: factory.key)
    var hasBegun = false
    var lives: [Int: Life] = [:]
    var units: [UInt64: Unit] = [:]
    var silence = NoObserver()
    var heap = Heap<Event>()
    for number in 0..<compiled.customers(seed: seed) {
      heap.insert(Event(time: factory.arrival(of: UInt64(number)), kind: 1, number: number))
    }
    while let event = heap.popMin() {
      if !hasBegun, event.time >= warmUp {
        while world.nextEvent < warmUp { world.advance() }
        world.adopt(compiled.supply[supplyArm], at: warmUp)
        hasBegun = true
      }
      while world.nextEvent <= event.time { world.advance() }
      let number = UInt64(event.number)
      var life: Life
      var lastStage = -1
      let next: Int?
      if let known = lives[event.number] {
        life = known
        lastStage = life.walker.customer.stage
        next = life.walker.decide(world: &world, observer: &silence)
      } else {
        let isEarly = event.time < warmUp
        let own = isEarly ? 0 : arm(factory, number)
        life = newcomer(number, own, isEarly: isEarly, factory)
        next = life.walker.model.start
      }
      if life.isEarly, event.time >= warmUp {
        life = joined(life, arm: arm(factory, number))
      }
      var status = JourneyStatus.ended
      if let stage = next {
        let orders = life.walker.customer.ledger.orders
        status = life.walker.enter(stage, world: &world, observer: &silence)
        if !life.isEarly, orders == life.before.orders,
          life.walker.customer.ledger.orders > orders
        {
          let start = max(life.walker.customer.arrival, warmUp)
          life.seconds = Int64((event.time - start) * 3600)
        }
      }
      lives[event.number] = life
      guard status != .waiting else {
        heap.insert(Event(time: life.walker.customer.now, kind: 2, number: event.number))
        continue
      }
      if life.isEarly, status == .censored { life = joined(life, arm: 0) }
      if !life.isEarly {
        units[number] = unit(life, endedFrom: status == .ended ? lastStage : -1)
      }
    }
    return units
  }

  private func newcomer(
    _ number: UInt64, _ arm: Int, isEarly: Bool, _ factory: CustomerFactory
  ) -> Life {
    var walker = JourneyWalker(model: compiled.models[arm], key: factory.key)
    var traits = [Double](repeating: 0, count: 1 + factory.traitCount)
    let segment = factory.segment(of: number)
    factory.drawTraits(of: number, segment: segment, into: &traits)
    for index in 1..<traits.count { walker.slots[index] = traits[index] }
    walker.begin(
      Visitor(
        number: number, segment: segment, channel: factory.channel(of: number),
        arrival: factory.arrival(of: number)))
    return Life(
      walker: walker, isEarly: isEarly,
      visitsBefore: [UInt32](repeating: 0, count: walker.visits.count))
  }

  /// The customer in the arm's own walker, with what was so far noted.
  private func joined(_ life: Life, arm: Int) -> Life {
    let old = life.walker
    let model = compiled.models[arm]
    var walker = JourneyWalker(model: model, key: old.key)
    walker.customer = old.customer
    for slot in 1..<(model.firstStateSlot + model.stateLimits.count) {
      walker.slots[slot] = old.slots[slot]
    }
    walker.visits = old.visits
    walker.basket = old.basket
    walker.customer.basketValue = zip(old.basket, model.products).reduce(0) {
      $0 + Int64($1.0) * $1.1.price
    }
    walker.refreshFixedSlots()
    return Life(
      walker: walker, isEarly: false, before: old.customer.ledger, visitsBefore: old.visits)
  }

  private func unit(_ life: Life, endedFrom: Int) -> Unit {
    let now = life.walker.customer.ledger
    let before = life.before
    let orders = Int64(now.orders - before.orders)
    let baskets = Int64(now.baskets - before.baskets)
    let visits = zip(life.walker.visits, life.visitsBefore).map { $0 - $1 }
    var measures: [Int64?] = [
      orders > 0 ? 1 : 0, orders, Int64(now.items - before.items), now.revenue - before.revenue,
      now.margin - before.margin, life.seconds, Int64(now.returns - before.returns),
      Int64(now.stockOuts - before.stockOuts), baskets, max(0, baskets - orders),
    ]
    let stages = compiled.scenario.journey.stages.map(\.name)
    for measure in compiled.plan.measures.dropFirst(measures.count) {
      switch measure {
      case .reached(let stage):
        measures.append(stages.firstIndex(of: stage).map { visits[$0] > 0 ? 1 : 0 })
      case .endedFrom(let stage):
        measures.append(stages.firstIndex(of: stage) == endedFrom ? 1 : 0)
      default: measures.append(nil)
      }
    }
    return Unit(
      measures: measures,
      before: [
        Int64(before.orders), Int64(before.items), before.revenue, before.margin,
        Int64(life.visitsBefore.reduce(0, +)),
      ])
  }
}
