import GSL

/// One world of a market with shared state, and what is gathered from it.
struct SharedWorldRun {
  /// The world: the experiment's split, or one arm for everybody.
  enum Kind: Sendable, Equatable {
    case split
    case rollOut(arm: Int)
  }

  let compiled: CompiledScenario
  let options: RunOptions
  let layout: CellLayout
  let kind: Kind
  let replication: Int

  /// Runs the world; what was gathered, and the rows of all its customers in number order.
  func run(
    into empty: Gathering, isCancelled: () -> Bool, finished: () -> Void
  ) throws(RunError) -> (gathering: Gathering, rows: [BlockRecord]) {
    let customers = compiled.customers(seed: options.seed, replication: replication)
    let factory = compiled.factory(seed: options.seed, replication: replication)
    let supplyArm: Int
    switch kind {
    case .split: supplyArm = 0
    case .rollOut(let arm): supplyArm = arm
    }
    let world = World(supply: compiled.supply[supplyArm], key: factory.key)
    let isObserved = kind == .split || options.worlds != .experiment
    var collector = Collector(
      plan: compiled.plan, layout: layout, gathering: empty,
      keepsRows: isObserved && (options.recordsEvents || options.recordsCustomers),
      customers: customers, traitCount: compiled.traits.count)
    let arm: (UInt64) -> Int
    switch kind {
    case .split: arm = { factory.arm(of: $0) }
    case .rollOut(let fixed): arm = { _ in fixed }
    }
    if isObserved {
      let recorder = JourneyRecorder(funnel: empty.funnel, recordsEvents: options.recordsEvents)
      var scheduler = SharedScheduler(
        models: compiled.models, factory: factory, customers: customers, world: world,
        observer: recorder)
      try scheduler.run(
        arm: arm, isCancelled: isCancelled,
        turn: { recorder, _, arm in recorder.arm = arm },
        finish: { _, walker, arm, end in
          collector.observe(walker, arm: arm, end: end)
          finished()
        })
      collector.close(scheduler)
      collector.gathering.funnel = scheduler.observer.funnel
      return (
        collector.gathering, collector.rows(events: scheduler.observer.events, options: options)
      )
    }
    var scheduler = SharedScheduler(
      models: compiled.models, factory: factory, customers: customers, world: world,
      observer: NoObserver())
    try scheduler.run(
      arm: arm, isCancelled: isCancelled, turn: { _, _, _ in },
      finish: { _, walker, arm, end in
        collector.rollOut(walker, arm: arm, batch: replication, end: end)
        finished()
      })
    collector.close(scheduler)
    return (collector.gathering, [])
  }

  /// Gathers outcomes as journeys end.
  private struct Collector {
    var gathering: Gathering
    private let layout: CellLayout
    private var row: OutcomeRow
    private var customers: [CustomerRecord] = []
    private let keepsRows: Bool

    init(
      plan: MeasurePlan, layout: CellLayout, gathering: Gathering, keepsRows: Bool,
      customers: Int, traitCount: Int
    ) {
      self.layout = layout
      self.gathering = gathering
      self.keepsRows = keepsRows
      row = OutcomeRow(plan: plan)
      if keepsRows { self.customers.reserveCapacity(customers) }
    }

    mutating func observe(_ walker: borrowing JourneyWalker, arm: Int, end: JourneyEnd) {
      let customer = walker.customer
      row.fill(walker.customer.ledger, visits: walker.visits, endedFrom: end.lastStage)
      gathering.observed.add(
        row.values, to: layout.observed(arm: arm, segment: customer.segment))
      gathering.daily.add(row.values, to: layout.daily(arrival: customer.arrival, arm: arm))
      guard keepsRows else { return }
      customers.append(
        CustomerRecord(
          customer: customer.number, arrival: customer.arrival, segment: customer.segment,
          channel: customer.channel, arm: arm, isCensored: end.isCensored,
          traits: Array(walker.slots[1..<(1 + walker.model.traitCount)]), measures: row.values,
          potentialMeasures: []))
    }

    mutating func rollOut(
      _ walker: borrowing JourneyWalker, arm: Int, batch: Int, end: JourneyEnd
    ) {
      row.fill(walker.customer.ledger, visits: walker.visits, endedFrom: end.lastStage)
      gathering.rollOut.add(
        row.values,
        to: layout.rollOut(batch: batch, arm: arm, segment: walker.customer.segment))
    }

    mutating func close<Observer>(_ scheduler: borrowing SharedScheduler<Observer>) {
      for walker in scheduler.walkers {
        gathering.transitions += walker.transitions
        gathering.drawsChecksum &+= walker.drawsChecksum
      }
      gathering.peakWaiting = scheduler.peakWaiting
      gathering.bytesPerWaitingCustomer = scheduler.bytesPerWaitingCustomer
    }

    /// The rows kept, in blocks of customers in number order.
    func rows(events: [EventRecord], options: RunOptions) -> [BlockRecord] {
      guard keepsRows else { return [] }
      let customers = customers.sorted { $0.customer < $1.customer }
      // A customer's events are in time order already; a stable order by customer keeps them so.
      let order = events.indices.sorted {
        (events[$0].customer, $0) < (events[$1].customer, $1)
      }
      var blocks: [BlockRecord] = []
      var next = 0
      let size = IndependentScheduler.blockSize
      for start in stride(from: 0, to: customers.count, by: size) {
        var block = BlockRecord(index: blocks.count)
        let slice = customers[start..<min(start + size, customers.count)]
        for customer in slice {
          while next < order.count, events[order[next]].customer == customer.customer {
            block.events.append(events[order[next]])
            block.eventArms.append(UInt16(customer.arm))
            next += 1
          }
        }
        if options.recordsCustomers { block.customers = Array(slice) }
        blocks.append(block)
      }
      return blocks
    }
  }
}
