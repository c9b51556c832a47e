import GSL

/// Runs a market whose customers share nothing: one customer after the other, block by block.
///
/// Each customer is drawn once and sent through the worlds asked for, back to back.
struct IndependentScheduler {
  static let blockSize = 4096
  /// Parts of each replication's roll-out, by customer number, whose spread gives its error.
  static let batchesPerReplication = 20

  let compiled: CompiledScenario
  let options: RunOptions
  let layout: CellLayout
  var runTotals: RunTotals
  private var walkers: [JourneyWalker]
  private var recorder: JourneyRecorder
  private var silence = NoObserver()
  private var row: OutcomeRow
  private var world = World.withoutSharedState
  private var traits: [Double]
  /// Walks customers under the control up to the experiment.
  private var early: JourneyWalker

  init(compiled: CompiledScenario, options: RunOptions, layout: CellLayout, runTotals: RunTotals) {
    self.compiled = compiled
    self.options = options
    self.layout = layout
    self.runTotals = runTotals
    let key = RandomKey(seed: options.seed, replication: UInt32(options.firstReplication))
    walkers = compiled.walkers(key: key)
    early = JourneyWalker(model: compiled.models[0], key: key)
    recorder = JourneyRecorder(funnel: runTotals.funnel, recordsEvents: options.recordsEvents)
    row = OutcomeRow(plan: compiled.plan)
    traits = [Double](repeating: 0, count: 1 + compiled.traits.count)
  }

  /// What was gathered, the walkers' counts included.
  func finished() -> RunTotals {
    var result = runTotals
    result.funnel = recorder.funnel
    for walker in walkers + [early] {
      result.transitions += walker.transitions
      result.drawsChecksum &+= walker.drawsChecksum
    }
    return result
  }

  /// Runs the customers of a block in a replication of the market.
  /// - Throws: `RunError` when cancelled, or when a journey does not end.
  mutating func run(
    customers: Range<Int>, block: Int, replication: Int, factory: borrowing CustomerFactory,
    isCancelled: () -> Bool
  ) throws(RunError) -> BlockRecord {
    var record = BlockRecord(index: block)
    let part = replication - options.firstReplication
    let firstBatch = part * Self.batchesPerReplication
    let key = RandomKey(seed: options.seed, replication: UInt32(replication))
    for index in walkers.indices { walkers[index].key = key }
    early.key = key
    for number in customers {
      if isCancelled() { throw RunError(code: .cancelled) }
      try runCustomer(
        UInt64(number), batch: firstBatch + number % Self.batchesPerReplication,
        isObserved: part == 0 && options.worlds != .rollOuts, factory: factory, record: &record)
    }
    return record
  }

  private mutating func runCustomer(
    _ number: UInt64, batch: Int, isObserved: Bool, factory: borrowing CustomerFactory,
    record: inout BlockRecord
  ) throws(RunError) {
    let segment = factory.segment(of: number)
    let visitor = Visitor(
      number: number, segment: segment, channel: factory.channel(of: number),
      arrival: factory.arrival(of: number))
    factory.drawTraits(of: number, segment: segment, into: &traits)
    let assigned = factory.arm(of: number)
    let isEarly = visitor.arrival < compiled.warmUpHours
    var past = EarlyLife.none
    if isEarly {
      let lived = walkEarly(visitor)
      if let error = early.runaway { throw error }
      guard let lived else { return }
      past = lived
    }
    let recordsCustomer =
      (isObserved || options.worlds == .rollOuts) && options.recordsCustomers
    var potential: [Int64] = []
    var own: [Int64] = []
    var isCensored = false
    for arm in arms(assigned: assigned) {
      let isOwn = isObserved && (arm == assigned || options.worlds == .rollOut(arm: arm))
      var end = JourneyEnd()
      if isEarly { walkers[arm].takeOver(from: early) }
      if isOwn {
        end = walkers[arm].live(
          visitor, after: past, traits: traits, world: &world, observer: &recorder)
        fillRow(arm, end)
        runTotals.observe(
          row.values, arm: arm, segment: segment, channel: visitor.channel,
          arrival: visitor.arrival, layout: layout)
        isCensored = end.isCensored
        own = recordsCustomer ? row.values : []
        if options.recordsEvents {
          record.events += recorder.events
          record.eventArms += repeatElement(UInt16(arm), count: recorder.events.count)
          recorder.events.removeAll(keepingCapacity: true)
        }
      } else {
        end = walkers[arm].live(
          visitor, after: past, traits: traits, world: &world, observer: &silence)
        fillRow(arm, end)
      }
      if end.isCensored, let error = walkers[arm].runaway { throw error }
      if options.rollsOut {
        runTotals.rollOut(row.values, at: layout.rollOut(batch: batch, arm: arm, segment: segment))
        if recordsCustomer { potential += row.values }
      }
    }
    if recordsCustomer {
      record.customers.append(
        CustomerRecord(
          customer: number, arrival: visitor.arrival, segment: segment, channel: visitor.channel,
          arm: assigned, isCensored: isCensored, traits: Array(traits.dropFirst()),
          measures: own, potentialMeasures: potential))
    }
  }

  /// Walks a customer under the control up to the experiment; nil if the journey ended before it.
  private mutating func walkEarly(_ visitor: Visitor) -> EarlyLife? {
    for index in 1..<max(1, traits.count) { early.slots[index] = traits[index] }
    var pausing = WarmUpObserver()
    if let end = early.walk(visitor, world: &world, observer: &pausing) {
      return early.endWarmUp() ? .over(end) : nil
    }
    let life = EarlyLife.paused(before: early.pausedBefore, previous: early.customer.stage)
    early.beginExperiment()
    return life
  }

  private mutating func fillRow(_ arm: Int, _ end: JourneyEnd) {
    row.fill(
      walkers[arm].customer, visits: walkers[arm].visitsInExperiment, endedFrom: end.lastStage)
  }

  private func arms(assigned: Int) -> Range<Int> {
    switch options.worlds {
    case .experiment, .rollOuts: 0..<walkers.count
    // Blocks of time and divided stock are run in time order; here they are the split.
    case .split, .blocks, .dividedStock: assigned..<assigned + 1
    case .rollOut(let arm): arm..<arm + 1
    }
  }
}
