import GSL

/// Takes the outcome of each journey of a shared market as it ends.
protocol JourneyCollector {
  /// A journey under an arm is over; `slots` hold the customer's traits.
  mutating func collect(
    _ customer: borrowing CustomerState, arm: Int, visits: borrowing [UInt32],
    slots: borrowing [Double],
    end: JourneyEnd)
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
  }

  /// Bytes kept for every waiting customer.
  var bytesPerWaitingCustomer: Int { parked.bytesPerCustomer }

  /// Runs the world to its end.
  ///
  /// - Parameters:
  ///   - isCancelled: Asked now and then; true ends the run.
  ///   - progress: Told now and then how many more journeys have ended.
  /// - Throws: `RunError` when cancelled.
  mutating func run(isCancelled: () -> Bool, progress: (Int) -> Void) throws(RunError) {
    var turns = 0
    while true {
      turns &+= 1
      if turns & 0xffff == 0 {
        if isCancelled() { throw RunError(code: .cancelled) }
        progress(ended)
        ended = 0
      }
      let arrival = arrivals.first
      let visit = queue.first
      let next = min(arrival?.time ?? .infinity, visit?.time ?? .infinity)
      guard next < .infinity else { break }
      if let world = worlds.indices.first(where: { worlds[$0].nextEvent <= next }) {
        worlds[world].advance()
      } else if let arrival, arrival.time <= next {
        arrivals.removeFirst()
        begin(arrival.customer, at: arrival.time)
      } else if let visit {
        resume(visit)
      }
    }
    progress(ended)
  }

  private mutating func begin(_ number: UInt64, at time: Double) {
    let arm = kind.arm(of: number, arrival: time, factory: factory)
    let segment = factory.segment(of: number)
    factory.drawTraits(of: number, segment: segment, into: &walkers[arm].slots)
    let visitor = Visitor(
      number: number, segment: segment, channel: factory.channel(of: number), arrival: time)
    let end = walkers[arm].walk(
      visitor, world: &worlds[worlds.count > 1 ? arm : 0], observer: &observer)
    if let end {
      collect(arm, end)
    } else {
      let slot = parked.park(&walkers[arm])
      queue.insert(entry(slot, arm))
      peakWaiting = max(peakWaiting, queue.count)
    }
  }

  private mutating func resume(_ visit: VisitQueue.Entry) {
    let arm = parked.arm(at: visit.slot)
    parked.resume(
      visit.slot, number: UInt64(visit.customer), time: visit.time, into: &walkers[arm])
    let end = walkers[arm].walkOn(
      into: nil, world: &worlds[worlds.count > 1 ? arm : 0], observer: &observer)
    if let end {
      collect(arm, end)
      parked.release(visit.slot)
      queue.removeFirst()
    } else {
      parked.update(visit.slot, &walkers[arm])
      queue.replaceFirst(with: entry(visit.slot, arm))
    }
  }

  private mutating func collect(_ arm: Int, _ end: JourneyEnd) {
    ended += 1
    collector.collect(
      walkers[arm].customer, arm: arm, visits: walkers[arm].visits, slots: walkers[arm].slots,
      end: end)
  }

  private func entry(_ slot: UInt32, _ arm: Int) -> VisitQueue.Entry {
    VisitQueue.Entry(
      time: walkers[arm].customer.now, customer: UInt32(walkers[arm].customer.number), slot: slot)
  }
}
