/// One run of a market with decision points, in the market's time order.
///
/// Journeys run ahead on the customers' own draws until a decision is met or a choice waits for
/// shared state. Events are ordered by (time, kind, customer), kinds being the world's own events,
/// arrivals, and visits.
struct MarketRun {
  private let market: DecisionMarket
  private let factory: CustomerFactory
  private let firstCustomer: Int
  private var arrivals: ArrivalQueue
  private var queue: VisitQueue
  private var parked: ParkedCustomers
  /// Whether a parked customer is about to enter the stage kept, by slot.
  private var isPaused: [Bool] = []
  private var walkers: [JourneyWalker]
  private var world: World
  private var recorder = NoticeRecorder()
  private var rows: [CustomerOutcome] = []
  private var wave: [VisitQueue.Entry] = []
  private var moments: [DecisionMoment] = []
  private var actions: [Int] = []

  init(market: DecisionMarket, factory: CustomerFactory, customers: Range<Int>) {
    self.market = market
    self.factory = factory
    firstCustomer = customers.lowerBound
    arrivals = ArrivalQueue(factory: factory, customers: customers)
    queue = VisitQueue(horizon: market.horizonHours)
    parked = ParkedCustomers(models: market.compiled.models)
    walkers = market.compiled.walkers(key: factory.key)
    world = World(supply: market.compiled.supply[market.statusQuo], key: factory.key)
    rows = customers.map { number in
      let number = UInt64(number)
      return CustomerOutcome(
        customer: number, arrival: factory.arrival(of: number),
        segment: factory.segment(of: number), channel: factory.channel(of: number))
    }
  }

  var outcome: MarketOutcome {
    MarketOutcome(
      customers: rows, transitions: walkers.reduce(0) { $0 + $1.transitions },
      drawsChecksum: walkers.reduce(0) { $0 &+ $1.drawsChecksum })
  }

  mutating func run<Maker: DecisionMaker>(
    _ maker: inout Maker, oneByOne: Bool, isCancelled: () -> Bool
  ) throws {
    var turns = 0
    while true {
      if turns & 0xf == 0, isCancelled() { throw RunError(code: .cancelled) }
      turns &+= 1
      let next = min(arrivals.first?.time ?? .infinity, queue.first?.time ?? .infinity)
      try update(&maker, until: min(next, market.horizonHours))
      guard next < .infinity else { break }
      let bound = maker.nextUpdate
      if oneByOne || !(bound > next) {
        try takeTurn(at: next, &maker)
      } else {
        try takeWave(before: bound, &maker)
      }
    }
    deliver(upTo: .infinity, to: &maker)
  }

  private mutating func update<Maker: DecisionMaker>(
    _ maker: inout Maker, until time: Double
  ) throws {
    var due = maker.nextUpdate
    while due > -.infinity, due <= time {
      deliver(upTo: due, to: &maker)
      try maker.update(at: due)
      let following = maker.nextUpdate
      guard following > due || following == -.infinity else {
        throw DecisionError(code: .updateStandsStill(time: due))
      }
      due = following
    }
  }

  private mutating func deliver<Maker: DecisionMaker>(upTo time: Double, to maker: inout Maker) {
    while let notice = recorder.notices.removeFirst(upTo: time) { maker.observe(notice) }
  }

  /// Takes all decisions that are met before a time and depend on nothing that is known by then.
  private mutating func takeWave<Maker: DecisionMaker>(
    before bound: Double, _ maker: inout Maker
  ) throws {
    while let arrival = arrivals.first, arrival.time < bound {
      arrivals.removeFirst()
      let end = begin(arrival.customer, at: arrival.time)
      try settle(market.statusQuo, end, in: nil)
    }
    wave.removeAll(keepingCapacity: true)
    moments.removeAll(keepingCapacity: true)
    while let visit = queue.first, visit.time < bound {
      queue.removeFirst()
      let variant = bringBack(visit)
      wave.append(visit)
      moments.append(walkers[variant].decisionMoment(world: world))
    }
    guard !wave.isEmpty else { return }
    try decide(&maker)
    for index in wave.indices {
      let variant = bringBack(wave[index])
      let (chosen, end) = enter(moments[index], action: actions[index], from: variant)
      try settle(chosen, end, in: wave[index].slot)
    }
  }

  /// Carries out the next event alone, and the decisions that are met at the same instant.
  private mutating func takeTurn<Maker: DecisionMaker>(
    at time: Double, _ maker: inout Maker
  ) throws {
    if world.nextEvent <= time {
      world.advance()
      return
    }
    var variant = market.statusQuo
    var end: JourneyEnd?
    var slot: UInt32?
    if let arrival = arrivals.first, arrival.time <= time {
      arrivals.removeFirst()
      end = begin(arrival.customer, at: arrival.time)
    } else if let visit = queue.first {
      queue.removeFirst()
      slot = visit.slot
      variant = bringBack(visit)
      if !isPaused[Int(visit.slot)] {
        end = walkers[variant].walkOn(into: nil, world: &world, observer: &recorder)
      }
    }
    while end == nil, walkers[variant].pausedBefore >= 0, walkers[variant].customer.now <= time {
      deliver(upTo: time, to: &maker)
      moments.removeAll(keepingCapacity: true)
      moments.append(walkers[variant].decisionMoment(world: world))
      try decide(&maker)
      (variant, end) = enter(moments[0], action: actions[0], from: variant)
    }
    try settle(variant, end, in: slot)
  }

  /// Asks for the actions of the moments, and checks them.
  private mutating func decide<Maker: DecisionMaker>(_ maker: inout Maker) throws {
    actions.removeAll(keepingCapacity: true)
    try maker.decide(moments, into: &actions)
    guard actions.count == moments.count else {
      throw DecisionError(code: .wrongCount(asked: moments.count, given: actions.count))
    }
    for (moment, action) in zip(moments, actions) {
      let count = market.actionCounts[moment.point]
      guard (0..<count).contains(action) else {
        throw DecisionError(code: .unknownAction(action, point: moment.point, actions: count))
      }
    }
  }

  /// Walks a new customer as far as the journey goes alone; nil where it pauses or waits.
  private mutating func begin(_ number: UInt64, at time: Double) -> JourneyEnd? {
    let variant = market.statusQuo
    let segment = factory.segment(of: number)
    factory.drawTraits(of: number, segment: segment, into: &walkers[variant].slots)
    recorder.isListening = false
    walkers[variant].pausedBefore = -1
    return walkers[variant].walk(
      Visitor(
        number: number, segment: segment, channel: factory.channel(of: number), arrival: time),
      world: &world, observer: &recorder)
  }

  /// Brings a parked customer into the walker of the present variant, whose index is returned.
  private mutating func bringBack(_ visit: VisitQueue.Entry) -> Int {
    let variant = parked.arm(at: visit.slot)
    let number = UInt64(visit.customer)
    parked.resume(visit.slot, number: number, time: visit.time, into: &walkers[variant])
    walkers[variant].pausedBefore =
      isPaused[Int(visit.slot)] ? walkers[variant].customer.stage : -1
    recorder.isListening = rows[row(of: number)].decisions > 0
    return variant
  }

  /// Lets the customer whom a walker carries enter the stage under an action.
  private mutating func enter(
    _ moment: DecisionMoment, action: Int, from variant: Int
  ) -> (variant: Int, end: JourneyEnd?) {
    rows[row(of: moment.customer)].decisions += 1
    recorder.isListening = true
    let stage = walkers[variant].pausedBefore
    let chosen = market.variant(variant, point: moment.point, action: action)
    if chosen != variant { walkers[chosen].takeOver(from: walkers[variant]) }
    let end = walkers[chosen].walkOn(into: stage, world: &world, observer: &recorder)
    return (chosen, end)
  }

  /// Books a journey that is over, or parks the customer until the next turn.
  private mutating func settle(_ variant: Int, _ end: JourneyEnd?, in slot: UInt32?) throws {
    guard let end else {
      park(variant, in: slot)
      return
    }
    if let error = walkers[variant].runaway { throw error }
    recorder.tell(walkers[variant].customer, isLast: true)
    let customer = walkers[variant].customer
    let row = row(of: customer.number)
    rows[row].orders = Int(customer.ledger.orders)
    rows[row].revenue = customer.ledger.revenue
    rows[row].margin = customer.ledger.margin
    rows[row].isCensored = end.isCensored
    if let slot { parked.release(slot) }
  }

  private mutating func park(_ variant: Int, in slot: UInt32?) {
    let pausedBefore = walkers[variant].pausedBefore
    if pausedBefore >= 0 { walkers[variant].customer.stage = pausedBefore }
    let place: UInt32
    if let slot {
      place = slot
      parked.update(slot, &walkers[variant])
    } else {
      place = parked.park(&walkers[variant])
    }
    while isPaused.count <= Int(place) { isPaused.append(false) }
    isPaused[Int(place)] = pausedBefore >= 0
    let customer = walkers[variant].customer
    queue.insert(
      VisitQueue.Entry(time: customer.now, customer: UInt32(customer.number), slot: place))
  }

  private func row(of customer: UInt64) -> Int { Int(customer) - firstCustomer }
}
