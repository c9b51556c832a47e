/// Takes the outcome of each journey of a shared market as it ends.
protocol JourneyCollector {
  /// A journey under an arm is over; `slots` hold the customer's traits.
  mutating func collect(
    _ customer: borrowing CustomerState, arm: Int, visits: borrowing [UInt32],
    slots: borrowing [Double], end: JourneyEnd)
}

/// Runs one world of a market whose customers share state, in time order with fast-forward.
///
/// Only choices that read or write shared state go through the queue; the rest of a journey runs
/// ahead on the customer's own draws. Events are ordered by (time, kind, customer), kinds being the
/// world's own events, arrivals, and visits.
struct SharedScheduler<Observer: JourneyObserver, Collector: JourneyCollector> {
  private let factory: CustomerFactory
  private let kind: WorldKind
  private var arrivals: ArrivalQueue
  private var queue: VisitQueue
  private var parked: ParkedCustomers
  private(set) var walkers: [JourneyWalker]
  /// One world for all, or one per arm where their stock is divided.
  private var worlds: [World]
  private(set) var observer: Observer
  private(set) var collector: Collector
  private(set) var peakWaiting = 0
  /// Journeys that ended since progress was last told.
  private var ended = 0
  /// Hours in which everybody lives under the control; 0 for none.
  private let warmUpHours: Double
  /// The rules of supply that the worlds take up when the warm-up is over; none once it is.
  private var supplyToCome: [SupplyRules] = []

  /// Prepares a world of replication 0 of a key.
  init(
    compiled: CompiledScenario, kind: WorldKind, factory: CustomerFactory, customers: Int,
    observer: Observer, collector: Collector
  ) {
    self.factory = factory
    self.kind = kind
    self.observer = observer
    self.collector = collector
    worlds = kind.worlds(of: compiled, key: factory.key)
    arrivals = ArrivalQueue(factory: factory, customers: customers)
    queue = VisitQueue(horizon: compiled.models[0].horizon)
    walkers = compiled.walkers(key: factory.key)
    parked = ParkedCustomers(models: compiled.models)
    warmUpHours = compiled.warmUpHours
    if warmUpHours > 0 { supplyToCome = kind.supply(of: compiled, inExperiment: true) }
  }

  /// Bytes kept for every waiting customer.
  var bytesPerWaitingCustomer: Int { parked.bytesPerCustomer }

  /// Runs the world to its end; `progress` is told now and then how many more journeys have ended.
  /// - Throws: `RunError` when cancelled, or when a journey does not end.
  mutating func run(isCancelled: () -> Bool, progress: (Int) -> Void) throws(RunError) {
    var turns = 0
    while true {
      turns &+= 1
      if turns & 0x3f == 0, isCancelled() { throw RunError(code: .cancelled) }
      if turns & 0xffff == 0 {
        progress(ended)
        ended = 0
      }
      let arrival = arrivals.first
      let visit = queue.first
      let next = min(arrival?.time ?? .infinity, visit?.time ?? .infinity)
      guard next < .infinity else { break }
      if !supplyToCome.isEmpty, next >= warmUpHours { endWarmUp() }
      if let world = worlds.indices.first(where: { worlds[$0].nextEvent <= next }) {
        worlds[world].advance()
      } else if let arrival, arrival.time <= next {
        arrivals.removeFirst()
        try begin(arrival.customer, at: arrival.time)
      } else if let visit {
        try resume(visit)
      }
    }
    progress(ended)
  }

  /// Brings the worlds from the control's rules of supply to those of the experiment.
  private mutating func endWarmUp() {
    for (index, rules) in supplyToCome.enumerated() {
      while worlds[index].nextEvent < warmUpHours { worlds[index].advance() }
      worlds[index].adopt(rules, at: warmUpHours)
    }
    supplyToCome = []
  }

  private mutating func begin(_ number: UInt64, at time: Double) throws(RunError) {
    let arm = kind.arm(of: number, arrival: time, factory: factory)
    var carrier = time < warmUpHours ? 0 : arm
    let segment = factory.segment(of: number)
    factory.drawTraits(of: number, segment: segment, into: &walkers[carrier].slots)
    let visitor = Visitor(
      number: number, segment: segment, channel: factory.channel(of: number), arrival: time)
    var end: JourneyEnd?
    if time < warmUpHours {
      end = walkEarly(arm, visitor)
      carrier = walkers[0].customer.isWarmingUp ? 0 : arm
    } else {
      end = walkers[arm].walk(
        visitor, world: &worlds[worlds.count > 1 ? arm : 0], observer: &observer)
    }
    if let end {
      try collect(carrier, end, arm: arm)
    } else {
      let slot = parked.park(&walkers[carrier])
      queue.insert(entry(slot, carrier))
      peakWaiting = max(peakWaiting, queue.count)
    }
  }

  private mutating func resume(_ visit: VisitQueue.Entry) throws(RunError) {
    var carrier = parked.arm(at: visit.slot)
    var arm = carrier
    parked.resume(
      visit.slot, number: UInt64(visit.customer), time: visit.time, into: &walkers[carrier])
    var end: JourneyEnd?
    if walkers[carrier].customer.isWarmingUp {
      let customer = walkers[carrier].customer
      arm = kind.arm(of: customer.number, arrival: customer.arrival, factory: factory)
      end = walkEarly(arm, nil)
      carrier = walkers[0].customer.isWarmingUp ? 0 : arm
    } else {
      end = walkers[arm].walkOn(
        into: nil, world: &worlds[worlds.count > 1 ? arm : 0], observer: &observer)
    }
    if let end {
      try collect(carrier, end, arm: arm)
      parked.release(visit.slot)
      queue.removeFirst()
    } else {
      parked.update(visit.slot, &walkers[carrier])
      queue.replaceFirst(with: entry(visit.slot, carrier))
    }
  }

  /// Walks a customer under the control, and on under the assigned arm from the first visit within
  /// the experiment; nil for a visitor is a customer whose choice waits no longer.
  private mutating func walkEarly(_ arm: Int, _ visitor: Visitor?) -> JourneyEnd? {
    let world = worlds.count > 1 ? arm : 0
    let end: JourneyEnd?
    if Observer.canPause {
      end = walkers[0].walkEarly(visitor, world: &worlds[world], observer: &observer)
    } else {
      var pausing = WarmUpObserver()
      end = walkers[0].walkEarly(visitor, world: &worlds[world], observer: &pausing)
    }
    let stage = walkers[0].pausedBefore
    guard end == nil, stage >= 0 else { return end }
    let previous = walkers[0].customer.stage
    walkers[0].beginExperiment()
    if arm > 0 { walkers[arm].takeOver(from: walkers[0]) }
    return walkers[arm].walkOn(
      into: stage, from: previous, world: &worlds[world], observer: &observer)
  }

  private mutating func collect(
    _ carrier: Int, _ end: JourneyEnd, arm: Int
  ) throws(RunError) {
    ended += 1
    if end.isCensored, let error = walkers[carrier].runaway { throw error }
    // Whoever left before the experiment began is no part of it.
    if walkers[carrier].customer.isWarmingUp, !walkers[carrier].endWarmUp() { return }
    collector.collect(
      walkers[carrier].customer, arm: arm, visits: walkers[carrier].visitsInExperiment,
      slots: walkers[carrier].slots, end: end)
  }

  private func entry(_ slot: UInt32, _ arm: Int) -> VisitQueue.Entry {
    VisitQueue.Entry(
      time: walkers[arm].customer.now, customer: UInt32(walkers[arm].customer.number), slot: slot)
  }
}
