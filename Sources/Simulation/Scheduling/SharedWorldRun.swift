/// One world of a market with shared state, and what is gathered from it.
struct SharedWorldRun {
  let compiled: CompiledScenario
  let options: RunOptions
  let layout: CellLayout
  let kind: WorldKind
  let replication: Int

  /// Runs the world; what was gathered, and the rows of all its customers in number order.
  func run(
    into empty: RunTotals, isCancelled: () -> Bool, progress: (Int) -> Void
  ) throws(RunError) -> (runTotals: RunTotals, rows: [BlockRecord]) {
    let isObserved = kind == .split || !options.rollsOut
    guard isObserved else {
      let scheduler = try run(
        NoObserver(), into: empty, batch: replication - options.firstReplication, keepsRows: false,
        isCancelled: isCancelled, progress: progress)
      return (scheduler.runTotals, [])
    }
    let recorder = JourneyRecorder(funnel: empty.funnel, recordsEvents: options.recordsEvents)
    let scheduler = try run(
      recorder, into: empty, batch: nil,
      keepsRows: options.recordsEvents || options.recordsCustomers, isCancelled: isCancelled,
      progress: progress)
    var runTotals = scheduler.runTotals
    runTotals.funnel = scheduler.observer.funnel
    return (
      runTotals, scheduler.collector.rows(events: scheduler.observer.events, options: options)
    )
  }

  private func run<Observer: JourneyObserver>(
    _ observer: Observer, into empty: RunTotals, batch: Int?, keepsRows: Bool,
    isCancelled: () -> Bool, progress: (Int) -> Void
  ) throws(RunError) -> SharedScheduler<Observer, OutcomeCollector> {
    let customers = compiled.customers(seed: options.seed, replication: replication)
    let collector = OutcomeCollector(
      plan: compiled.plan, layout: layout, runTotals: empty, batch: batch, keepsRows: keepsRows,
      customers: customers, traitCount: compiled.traits.count)
    var scheduler = SharedScheduler(
      compiled: compiled, kind: kind,
      factory: compiled.factory(seed: options.seed, replication: replication),
      customers: customers, observer: observer, collector: collector)
    try scheduler.run(isCancelled: isCancelled, progress: progress)
    return scheduler
  }
}

extension SharedScheduler where Collector == OutcomeCollector {
  /// What was gathered, the walkers' counts included.
  var runTotals: RunTotals {
    var result = collector.runTotals
    for walker in walkers {
      result.transitions += walker.transitions
      result.drawsChecksum &+= walker.drawsChecksum
    }
    result.peakWaiting = peakWaiting
    result.bytesPerWaitingCustomer = bytesPerWaitingCustomer
    return result
  }
}
