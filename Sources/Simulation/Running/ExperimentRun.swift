import GSL
import Scenarios
package import Support
import Synchronization

/// Runs a compiled scenario: the experiment, and the truth beside it.
package struct ExperimentRun: Sendable {
  let compiled: CompiledScenario
  let options: RunOptions
  /// Whether arms are walked once for all until they differ; no result tells.
  var forks = true

  package init(compiled: CompiledScenario, options: RunOptions) {
    self.compiled = compiled
    self.options = options
  }

  /// Number of journeys the run simulates, over all worlds and replications.
  package var journeys: Int {
    let customers = customers
    guard options.rollsOut else { return customers }
    let worlds = replications * compiled.arms.count
    let hasSplit = compiled.sharesState && options.worlds == .experiment
    return customers * (hasSplit ? worlds + 1 : worlds)
  }

  package var replications: Int {
    guard options.rollsOut else { return 1 }
    return compiled.replications(requested: options.replications, customers: customers)
  }

  /// Customers of the first replication.
  private var customers: Int {
    compiled.customers(seed: options.seed, replication: options.firstReplication)
  }

  /// Runs all worlds on the options' threads: exact sums, the same for any number of threads.
  ///
  /// The sink takes customer and event rows, if the options ask for them.
  /// - Throws: `RunError`, or what the sink throws.
  package func run<Sink: BlockSink>(
    sink: Sink, progress: @escaping ProgressHandler = { _ in },
    isCancelled: @escaping StopCheck = { false }
  ) throws -> ExperimentOutcome {
    let customers = customers
    guard customers > 0 || options.worlds == .rollOuts else {
      throw RunError(code: .noCustomers)
    }
    guard customers <= CompiledScenario.largestCustomers else {
      throw RunError(code: .tooManyCustomers)
    }
    try checkRules()
    let meter = ProgressMeter(total: journeys, report: progress)
    let runTotals: RunTotals
    if runsInOrder {
      runTotals = try runShared(sink: sink, meter: meter, isCancelled: isCancelled)
    } else {
      runTotals = try runIndependent(
        customers: customers, sink: sink, meter: meter, isCancelled: isCancelled)
    }
    if runTotals.hasOverflowed { throw RunError(code: .numbersTooLarge) }
    let units = Int(runTotals.observed.counts.reduce(0, +))
    guard units > 0 || options.worlds == .rollOuts else { throw RunError(code: .noCustomers) }
    return ExperimentOutcome(
      customers: compiled.warmUpHours > 0 ? units : customers, plan: compiled.plan, cells: layout,
      observed: runTotals.observed,
      rollOut: options.rollsOut ? runTotals.rollOut : nil, replications: replications,
      funnel: runTotals.funnel, daily: runTotals.daily, shapes: runTotals.details.shapes,
      values: runTotals.details.values, rollOutValues: runTotals.details.rollOutValues,
      looks: runTotals.details.looks, strata: runTotals.details.strata,
      sharesState: compiled.sharesState, transitions: runTotals.transitions,
      drawsChecksum: runTotals.drawsChecksum, peakWaiting: runTotals.peakWaiting,
      bytesPerWaitingCustomer: runTotals.bytesPerWaitingCustomer)
  }

  /// Throws where arms with stocks of their own would share shelves.
  private func checkRules() throws(RunError) {
    switch options.worlds {
    case .experiment, .split, .blocks:
      guard let arm = compiled.armWithOwnRules else { return }
      throw RunError(code: .ownSupply(arm: compiled.scenario.experiment.arms[arm].name))
    case .rollOut, .rollOuts, .dividedStock: return
    }
  }

  /// Whether customers are simulated together in time order rather than one by one.
  private var runsInOrder: Bool {
    switch options.worlds {
    case .experiment, .rollOuts, .split, .rollOut: compiled.sharesState
    case .blocks, .dividedStock: true
    }
  }

  private var layout: CellLayout {
    let parts = compiled.sharesState ? 1 : IndependentBlocks.batchesPerReplication
    return compiled.cells(batches: options.rollsOut ? replications * parts : 1)
  }

  private var empty: RunTotals {
    RunTotals(
      models: compiled.models, plan: compiled.plan, layout: layout,
      hasRollOut: options.rollsOut, stateSlot: compiled.followedStateSlot)
  }

  private func runIndependent<Sink: BlockSink>(
    customers: Int, sink: Sink, meter: ProgressMeter, isCancelled: @escaping StopCheck
  ) throws -> RunTotals {
    let size = IndependentBlocks.blockSize
    let compiled = compiled
    let options = options
    let first = options.firstReplication
    let replications = replications
    let sizes = (0..<replications).map {
      compiled.customers(seed: options.seed, replication: first + $0)
    }
    // The blocks of all replications in one row, the first replication's first.
    let blockCounts = sizes.map { ($0 + size - 1) / size }
    let firstBlocks = blockCounts.indices.map { blockCounts[..<$0].reduce(0, +) }
    let blocks = blockCounts.reduce(0, +)
    let total = Mutex(empty)
    let writer = OrderedWriter(sink: sink)
    let layout = layout
    let start = empty
    let keepsRows = options.recordsEvents || options.recordsCustomers
    let forks = forks
    let keptBlocks =
      replications == 1 || options.worlds == .rollOuts ? blocks : firstBlocks[1]
    try WorkerTeam(threads: options.threads).run(items: blocks) { source throws in
      var walk = IndependentBlocks(
        compiled: compiled, options: options, layout: layout, runTotals: start, forks: forks)
      var factory = compiled.factory(seed: options.seed, replication: first)
      var current = 0
      while let block = source.next() {
        if isCancelled() { throw RunError(code: .cancelled) }
        let replication = (firstBlocks.firstIndex { $0 > block } ?? replications) - 1
        if replication != current {
          factory = compiled.factory(seed: options.seed, replication: first + replication)
          current = replication
        }
        let local = block - firstBlocks[replication]
        let range = local * size..<min((local + 1) * size, sizes[replication])
        let record = try walk.run(
          customers: range, block: local, replication: first + replication, factory: factory,
          isCancelled: isCancelled)
        if keepsRows, block < keptBlocks {
          try writer.put(sink.format(record), at: block, room: options.threads * 4)
        }
        meter.add(range.count * (options.rollsOut ? layout.arms : 1))
      }
      let gathered = walk.finished()
      total.withLock { $0.add(gathered) }
    } onFailure: {
      writer.abandon()
    }
    return total.withLock { $0 }
  }

  private func runShared<Sink: BlockSink>(
    sink: Sink, meter: ProgressMeter, isCancelled: @escaping StopCheck
  ) throws -> RunTotals {
    let first = options.firstReplication
    var worlds: [(kind: WorldKind, replication: Int)] = []
    switch options.worlds {
    case .experiment, .split: worlds = [(.split, first)]
    case .rollOuts: break
    case .rollOut(let arm): worlds = [(.rollOut(arm: arm), first)]
    case .blocks(let blocks): worlds = [(.blocks(blocks), first)]
    case .dividedStock: worlds = [(.dividedStock, first)]
    }
    if options.rollsOut {
      for replication in first..<first + replications {
        for arm in compiled.arms.indices { worlds.append((.rollOut(arm: arm), replication)) }
      }
    }
    let total = Mutex(empty)
    let start = empty
    let compiled = compiled
    let options = options
    let layout = layout
    let plan = worlds
    try WorkerTeam(threads: options.threads).run(items: worlds.count) { source throws in
      while let index = source.next() {
        var world = SharedRun(
          compiled: compiled, options: options, layout: layout, kind: plan[index].kind,
          replication: plan[index].replication, into: start)
        try world.run(isCancelled: isCancelled, progress: meter.add)
        let result = world.finished()
        for block in result.rows { try sink.write(sink.format(block)) }
        total.withLock { $0.add(result.runTotals) }
      }
    } onFailure: {
    }
    return total.withLock { $0 }
  }
}
