import GSL
import HeapModule

@testable import Simulation

/// The oracle of the schedulers: a plain time-ordered queue of every visit of every customer.
///
/// Nothing runs ahead, nobody is parked in few bytes: each customer has a whole walker.
struct PlainQueue {
  private struct Event: Comparable {
    var time: Double
    var kind: Int
    var number: Int

    static func < (left: Event, right: Event) -> Bool {
      (left.time, left.kind, left.number) < (right.time, right.kind, right.number)
    }
  }

  let compiled: CompiledScenario
  let seed: UInt64

  /// Measures of every customer in number order, with each customer under the given arm.
  func outcomes(supplyArm: Int, arm: (CustomerFactory, UInt64) -> Int) -> [[Int64]] {
    let count = compiled.customers(seed: seed)
    let factory = compiled.factory(seed: seed, replication: 0)
    var world = World(supply: compiled.supply[supplyArm], key: factory.key)
    var walkers: [JourneyWalker?] = Array(repeating: nil, count: count)
    var row = OutcomeRow(plan: compiled.plan)
    var outcomes: [[Int64]] = Array(repeating: [], count: count)
    var silence = NoObserver()
    var heap = Heap<Event>()
    for number in 0..<count {
      heap.insert(Event(time: factory.arrival(of: UInt64(number)), kind: 1, number: number))
    }
    while let event = heap.popMin() {
      while world.nextEvent <= event.time { world.advance() }
      let number = UInt64(event.number)
      let status: JourneyStatus
      var lastStage = -1
      var walker: JourneyWalker
      if let known = walkers[event.number] {
        walker = known
        lastStage = walker.customer.stage
        if let next = walker.decide(world: &world, observer: &silence) {
          status = walker.enter(next, world: &world, observer: &silence)
        } else {
          status = .ended
        }
      } else {
        let chosen = arm(factory, number)
        walker = JourneyWalker(model: compiled.models[chosen], key: factory.key)
        var slots = [Double](repeating: 0, count: 1 + factory.traitCount)
        let segment = factory.segment(of: number)
        factory.drawTraits(of: number, segment: segment, into: &slots)
        for index in 1..<slots.count { walker.slots[index] = slots[index] }
        walker.begin(
          Visitor(
            number: number, segment: segment, channel: factory.channel(of: number),
            arrival: event.time))
        status = walker.enter(walker.model.start, world: &world, observer: &silence)
      }
      if status == .waiting {
        heap.insert(Event(time: walker.customer.now, kind: 2, number: event.number))
        walkers[event.number] = walker
      } else {
        row.fill(
          walker.customer, visits: walker.visits,
          endedFrom: status == .ended ? lastStage : -1)
        outcomes[event.number] = row.values
        walkers[event.number] = nil
      }
    }
    return outcomes
  }
}
