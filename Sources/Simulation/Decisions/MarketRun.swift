/// One run of a market with decision points, in the market's time order.
///
/// A decision is a turn whose answer is a variant: the customer waits before the decision's stage
/// until asked about. Decisions that do not depend on each other are taken in waves.
struct MarketRun {
  private let market: DecisionMarket
  private let firstCustomer: Int
  private var crowd: Crowd
  private var rows: [CustomerOutcome] = []
  private var moments: [DecisionMoment] = []
  private var actions: [Int] = []

  init(market: DecisionMarket, factory: CustomerFactory, customers: Range<Int>) {
    self.market = market
    firstCustomer = customers.lowerBound
    let compiled = market.compiled
    let funnel = Funnel(cells: compiled.cells(), models: [compiled.models[0]], stateSlot: nil)
    crowd = Crowd(
      compiled: compiled,
      worlds: [World(compiled.rules[market.statusQuo], key: factory.key)],
      factory: factory, customers: customers,
      record: WalkRecord(funnel: funnel, notices: NoticeQueue()), sharing: compiled.sharing)
    rows = customers.map { number in
      let number = UInt64(number)
      return CustomerOutcome(
        customer: number, arrival: factory.arrival(of: number),
        segment: factory.segment(of: number), channel: factory.channel(of: number))
    }
  }

  /// The same run in memory of its own.
  func copied() -> MarketRun {
    var run = self
    run.crowd = crowd.copied()
    return run
  }

  /// Walks everybody to their first decisions, or to the end where they meet none.
  mutating func meetDecisions(_ isCancelled: () -> Bool) throws(RunError) {
    try admit(before: .infinity, isCancelled)
  }

  var outcome: MarketOutcome {
    MarketOutcome(
      customers: rows, transitions: crowd.walk.transitions,
      drawsChecksum: crowd.walk.drawsChecksum)
  }

  mutating func run<Maker: DecisionMaker>(
    _ maker: inout Maker, oneByOne: Bool, isCancelled: () -> Bool
  ) throws {
    while true {
      if isCancelled() { throw RunError(code: .cancelled) }
      let next = crowd.nextTime
      try update(&maker, until: min(next, market.horizonHours))
      guard next < .infinity else { break }
      let bound = maker.nextUpdate
      if oneByOne || !(bound > next) {
        try takeTurns(before: crowd.windowEnd(after: next), &maker, isCancelled)
      } else {
        try takeWave(before: bound, &maker, isCancelled)
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
    while let notice = crowd.walk.record.notices?.removeFirst(upTo: time) {
      maker.observe(notice)
    }
  }

  /// Lets those in who arrive before a time, under the status quo.
  private mutating func admit(before end: Double, _ isCancelled: () -> Bool) throws(RunError) {
    let usual = market.statusQuo
    try crowd.admit(before: end, isCancelled: isCancelled) { _, _ in usual }
    settle()
  }

  /// Takes all decisions that are met before a time and depend on nothing that is known by then.
  private mutating func takeWave<Maker: DecisionMaker>(
    before bound: Double, _ maker: inout Maker, _ isCancelled: () -> Bool
  ) throws {
    try admit(before: bound, isCancelled)
    var wave: [Int32] = []
    moments.removeAll(keepingCapacity: true)
    while let (_, customer) = crowd.removeTurn(before: bound) {
      wave.append(customer)
      moments.append(crowd.walk.decisionMoment(of: customer))
    }
    guard !wave.isEmpty else { return }
    try decide(&maker)
    var groups: [Int: [Int32]] = [:]
    for (customer, (moment, action)) in zip(wave, zip(moments, actions)) {
      groups[meet(moment, action, customer), default: []].append(customer)
    }
    for (variant, customers) in groups {
      for first in stride(from: 0, to: customers.count, by: Scratch.length) {
        let part = customers[first..<min(first + Scratch.length, customers.count)]
        for (index, customer) in part.enumerated() { crowd.walk.scratch.list[index] = customer }
        crowd.walk.resume(variant, part.count)
      }
    }
    try crowd.run(isCancelled: isCancelled)
    settle()
  }

  /// Takes the turns before a time one by one.
  private mutating func takeTurns<Maker: DecisionMaker>(
    before end: Double, _ maker: inout Maker, _ isCancelled: () -> Bool
  ) throws {
    try admit(before: end, isCancelled)
    while let (time, customer) = crowd.removeTurn(before: end) {
      try update(&maker, until: time)
      crowd.walk.worlds[0].advance(to: time)
      if crowd.walk.meetsDecision(customer) {
        deliver(upTo: time, to: &maker)
        moments.removeAll(keepingCapacity: true)
        moments.append(crowd.walk.decisionMoment(of: customer))
        try decide(&maker)
        let variant = meet(moments[0], actions[0], customer)
        crowd.walk.scratch.list[0] = customer
        crowd.walk.changeVariant(to: variant, 1)
      }
      try crowd.walk.take(turnOf: customer, before: end)
      crowd.park()
      // A journey's end is told in its turn, before anything later.
      settle()
    }
    try crowd.run(isCancelled: isCancelled)
    settle()
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

  /// Notes that a customer met a decision; the variant that the action makes.
  private mutating func meet(
    _ moment: DecisionMoment, _ action: Int, _ customer: Int32
  ) -> Int {
    let block = crowd.walk.block
    rows[Int(moment.customer) - firstCustomer].decisions += 1
    block.decisions[Int(customer)] += 1
    return market.variant(
      Int(block.variant[Int(customer)]), point: moment.point, action: action)
  }

  /// Books the journeys that are over.
  private mutating func settle() {
    let block = crowd.walk.block
    for index in 0..<crowd.walk.ended.count {
      let customer = Int(crowd.walk.ended.list[index])
      crowd.walk.record.tells(of: customer, in: block, isLast: true)
      let row = Int(block.number[customer]) - firstCustomer
      rows[row].orders = Int(block.ledger[customer].orders)
      rows[row].revenue = block.ledger[customer].revenue
      rows[row].margin = block.ledger[customer].margin
      rows[row].isCensored = block.isCensored[customer]
    }
    crowd.clearEnded()
  }
}
