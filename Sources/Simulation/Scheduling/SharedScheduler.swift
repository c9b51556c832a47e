import GSL

/// Runs one world of a market whose customers share state, in time order with fast-forward.
///
/// Only choices that read or write shared state go through the queue; the rest of a journey runs
/// ahead on the customer's own draws. Events are ordered by (time, kind, customer), kinds being the
/// world's own events, arrivals, and visits.
struct SharedScheduler<Observer: JourneyObserver> {
  private let factory: CustomerFactory
  private var arrivals: ArrivalQueue
  private var queue = VisitQueue()
  private var parked: ParkedCustomers
  private(set) var walkers: [JourneyWalker]
  private var world: World
  private var traits: [Double]
  private(set) var observer: Observer
  private(set) var peakWaiting = 0

  /// Prepares a world; `arm` of each customer is asked for at arrival.
  init(
    models: [Model], factory: CustomerFactory, customers: Int, world: World, observer: Observer
  ) {
    self.factory = factory
    self.world = world
    self.observer = observer
    let horizon = models[0].horizon
    arrivals = ArrivalQueue(factory: factory, customers: customers, horizon: horizon)
    walkers = models.map { JourneyWalker(model: $0, key: factory.key) }
    parked = ParkedCustomers(model: models[0])
    traits = [Double](repeating: 0, count: 1 + factory.traitCount)
  }

  /// Bytes kept for every waiting customer.
  var bytesPerWaitingCustomer: Int { parked.bytesPerCustomer }

  /// Hands over to `body` each time a customer starts a turn or ends the journey.
  ///
  /// - Parameters:
  ///   - arm: The arm under which a customer lives in this world.
  ///   - isCancelled: Asked now and then; true ends the run.
  ///   - turn: Called before a customer's turn with the observer and the customer's number and arm.
  ///   - finish: Called at the end of a journey with the walker that holds the outcome.
  /// - Throws: `RunError` when cancelled.
  mutating func run(
    arm: (UInt64) -> Int, isCancelled: () -> Bool,
    turn: (inout Observer, UInt64, Int) -> Void,
    finish: (inout Observer, borrowing JourneyWalker, Int, JourneyEnd) -> Void
  ) throws(RunError) {
    var turns = 0
    while true {
      turns &+= 1
      if turns & 0xffff == 0, isCancelled() { throw RunError(code: .cancelled) }
      let arrival = arrivals.first
      let visit = queue.first
      let next = min(arrival?.time ?? .infinity, visit?.time ?? .infinity)
      guard next < .infinity else { return }
      if world.nextEvent <= next {
        world.advance()
      } else if let arrival, arrival.time <= next {
        arrivals.removeFirst()
        let chosen = arm(arrival.customer)
        turn(&observer, arrival.customer, chosen)
        begin(arrival.customer, at: arrival.time, arm: chosen, finish: finish)
      } else if let visit {
        let chosen = parked.arm(at: visit.slot)
        turn(&observer, UInt64(visit.customer), chosen)
        resume(visit, arm: chosen, finish: finish)
      }
    }
  }

  private mutating func begin(
    _ number: UInt64, at time: Double, arm: Int,
    finish: (inout Observer, borrowing JourneyWalker, Int, JourneyEnd) -> Void
  ) {
    let segment = factory.segment(of: number)
    factory.drawTraits(of: number, segment: segment, into: &traits)
    for index in 1..<traits.count { walkers[arm].slots[index] = traits[index] }
    let status = walkers[arm].begin(
      number: number, segment: segment, channel: factory.channel(of: number), arrival: time,
      world: &world, observer: &observer)
    if let end = runAhead(arm, status) {
      finish(&observer, walkers[arm], arm, end)
    } else {
      let slot = parked.park(walkers[arm], arm: arm)
      queue.insert(entry(slot, arm))
      peakWaiting = max(peakWaiting, queue.count)
    }
  }

  private mutating func resume(
    _ visit: VisitQueue.Entry, arm: Int,
    finish: (inout Observer, borrowing JourneyWalker, Int, JourneyEnd) -> Void
  ) {
    let number = UInt64(visit.customer)
    parked.resume(
      visit.slot, number: number, time: visit.time, arrival: factory.arrival(of: number),
      into: &walkers[arm])
    if let end = turnEnd(arm) {
      finish(&observer, walkers[arm], arm, end)
      parked.release(visit.slot)
      queue.removeFirst()
    } else {
      parked.update(visit.slot, walkers[arm], arm: arm)
      queue.replaceFirst(with: entry(visit.slot, arm))
    }
  }

  private func entry(_ slot: UInt32, _ arm: Int) -> VisitQueue.Entry {
    VisitQueue.Entry(
      time: walkers[arm].customer.now, customer: UInt32(walkers[arm].customer.number), slot: slot)
  }

  /// Takes the choice that waited for its turn, then runs ahead.
  private mutating func turnEnd(_ arm: Int) -> JourneyEnd? {
    let stage = walkers[arm].customer.stage
    guard let next = walkers[arm].decide(world: &world, observer: &observer) else {
      return JourneyEnd(lastStage: stage)
    }
    let status = walkers[arm].enter(next, world: &world, observer: &observer)
    if status == .ended { return JourneyEnd(lastStage: stage) }
    return runAhead(arm, status)
  }

  /// Walks on until the journey ends or comes to a choice that needs its turn (nil).
  private mutating func runAhead(_ arm: Int, _ status: JourneyStatus) -> JourneyEnd? {
    var status = status
    while true {
      switch status {
      case .ended: return JourneyEnd()
      case .censored:
        walkers[arm].cutOff(observer: &observer)
        return JourneyEnd(isCensored: true)
      case .waiting: break
      }
      let stage = walkers[arm].customer.stage
      if walkers[arm].model.stages[stage].decisionTouchesSharedState { return nil }
      guard let next = walkers[arm].decide(world: &world, observer: &observer) else {
        return JourneyEnd(lastStage: stage)
      }
      status = walkers[arm].enter(next, world: &world, observer: &observer)
      if status == .ended { return JourneyEnd(lastStage: stage) }
    }
  }
}
