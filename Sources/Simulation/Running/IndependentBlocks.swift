import GSL
import Scenarios

/// Runs a market whose customers share nothing, block by block.
///
/// The customers of a block are drawn once and walk through the worlds asked for one after the other.
struct IndependentBlocks {
  /// Customers of a block, the unit of work and of writing.
  static let blockSize = 4096
  /// Parts of each replication's roll-out, by customer number, whose spread gives its error.
  static let batchesPerReplication = 20
  /// Most counts of visits that are kept at once.
  private static let mostCounts = 1 << 21

  /// What became of a customer before the experiment.
  private enum Past: UInt8, BitwiseCopyable {
    /// Nothing; the customer arrives within it.
    case none
    /// The journey waits before the first stage within it.
    case paused
    /// No stage was entered within it, but the journey lasted into it.
    case over
    /// The journey ended before it.
    case gone
  }

  let compiled: CompiledScenario
  let options: RunOptions
  let layout: CellLayout
  private var runTotals: RunTotals
  private var walk: Walk
  /// The block as it stood when the experiment began.
  private let atStart: Block?
  private var basketsAtStart = Baskets()
  private var outcomes: OutcomeColumns
  private let store = ColumnStore()
  private let assigned: Column<UInt16>
  private let past: Column<Past>
  /// Measures by customer and arm, and those under the recorded arm; only where rows are kept.
  private let potential: Column<Int64>
  private let own: Column<Int64>
  /// Whether the horizon cut off the journey under the recorded arm, by customer.
  private let wasCensored: Column<Bool>
  private let capacity: Int

  /// Makes room for blocks; without `forks` every arm is walked from the start.
  init(
    compiled: CompiledScenario, options: RunOptions, layout: CellLayout, runTotals: RunTotals,
    forks: Bool = true
  ) {
    self.compiled = compiled
    self.options = options
    self.layout = layout
    self.runTotals = runTotals
    let capacity = max(
      64, min(Self.blockSize, Self.mostCounts / compiled.scenario.journey.stages.count))
    self.capacity = capacity
    walk = Walk(
      models: compiled.models, worlds: [World.withoutSharedState], capacity: capacity,
      key: RandomKey(seed: options.seed, replication: UInt32(options.firstReplication)),
      record: WalkRecord(
        funnel: runTotals.funnel,
        log: options.recordsEvents
          ? EventLog(models: compiled.models, keepsOrders: options.recordsOrders) : nil))
    if forks, options.rollsOut, layout.arms > 1, compiled.sharing.beginsAlike {
      walk.fork = Fork(
        differs: compiled.sharing.differs, models: walk.models, capacity: capacity)
    }
    // Only who walks from the start more than once has to come back there.
    atStart =
      compiled.warmUpHours > 0 && walk.fork == nil
      ? Block(models: walk.models, capacity: capacity) : nil
    outcomes = OutcomeColumns(plan: compiled.plan, capacity: capacity)
    assigned = store.column(UInt16.self, count: capacity)
    past = store.column(Past.self, count: capacity)
    wasCensored = store.column(Bool.self, count: capacity)
    let width = options.recordsCustomers ? compiled.plan.measures.count * capacity : 0
    own = store.column(Int64.self, count: width)
    potential = store.column(
      Int64.self, count: options.rollsOut ? width * layout.arms : 0)
  }

  /// What was gathered, the walk's counts included.
  func finished() -> RunTotals {
    var result = runTotals
    result.funnel = walk.record.funnel
    result.transitions += walk.transitions
    result.drawsChecksum &+= walk.drawsChecksum
    if let fork = walk.fork {
      // What was walked once for all arms counts for each.
      result.transitions += (layout.arms - 1) * fork.transitions
      result.drawsChecksum &+= UInt64(layout.arms - 1) &* fork.drawsChecksum
    }
    return result
  }

  /// Runs the customers of a block in a replication of the market.
  mutating func run(
    customers: Range<Int>, block: Int, replication: Int, factory: borrowing CustomerFactory,
    isCancelled: () -> Bool
  ) throws(RunError) -> BlockRecord {
    var record = BlockRecord(index: block)
    walk.key = RandomKey(seed: options.seed, replication: UInt32(replication))
    let number = replication - options.firstReplication
    let isObserved = number == 0 && options.worlds != .rollOuts
    for first in stride(from: customers.lowerBound, to: customers.upperBound, by: capacity) {
      let part = first..<min(first + capacity, customers.upperBound)
      draw(part, factory)
      try walkEarly(part.count, isCancelled)
      if isObserved {
        try observe(part.count, isCancelled)
        keepEvents(part, in: &record)
      } else if walk.fork != nil {
        try lead(part.count, replication: number, isCancelled)
      }
      if options.rollsOut {
        for arm in 0..<layout.arms {
          try walkOthers(
            arm, part.count, isObserved: isObserved, replication: number, isCancelled)
        }
      }
      if isObserved || options.worlds == .rollOuts {
        keepCustomers(part.count, isObserved: isObserved, in: &record)
      }
    }
    return record
  }

  /// Draws who the customers of a part are.
  private func draw(_ customers: Range<Int>, _ factory: borrowing CustomerFactory) {
    for first in stride(from: 0, to: customers.count, by: Scratch.length) {
      let count = min(Scratch.length, customers.count - first)
      for index in 0..<count {
        walk.scratch.list[index] = Int32(truncatingIfNeeded: first + index)
        walk.scratch.number[index] = UInt64(customers.lowerBound + first + index)
      }
      walk.draw(count, factory: factory, assigned: assigned)
    }
  }

  /// Walks those who arrive before the experiment under the control, up to it.
  private mutating func walkEarly(
    _ count: Int, _ isCancelled: () -> Bool
  ) throws(RunError) {
    past.fill(.none, count: count)
    guard compiled.warmUpHours > 0 else { return }
    let start = compiled.warmUpHours
    restart(baskets: Baskets())
    let arrival = walk.block.arrival
    join(walk.early, count) { arrival[$0] < start }
    try walk.run(isCancelled: isCancelled)
    for index in 0..<walk.paused.count {
      past[Int(walk.paused.list[index])] = .paused
      walk.beginExperiment(Int(walk.paused.list[index]))
    }
    for index in 0..<walk.ended.count {
      let customer = Int(walk.ended.list[index])
      let lasted = walk.block.now[customer] >= start
      past[customer] = lasted ? .over : .gone
      if lasted { walk.beginExperiment(customer) }
    }
    atStart?.copy(from: walk.block)
    basketsAtStart = walk.baskets
  }

  /// Walks the experiment, each customer under one arm.
  private mutating func observe(_ count: Int, _ isCancelled: () -> Bool) throws(RunError) {
    begin(isRecorded: true)
    walk.fork?.begin(count)
    let assigned = assigned
    for arm in 0..<layout.arms {
      switch options.worlds {
      case .experiment, .rollOuts, .split, .blocks, .dividedStock:
        // Blocks of time and divided stock are run in time order; here they are the split.
        join(arm, count) { assigned[$0] == arm }
      case .rollOut(let rolledOut):
        if arm == rolledOut { join(arm, count) { _ in true } }
      }
    }
    try walk.run(isCancelled: isCancelled)
    walk.fork?.isLed = false
    for place in 0..<count where options.recordsCustomers {
      wasCensored[place] = walk.block.isCensored[place]
    }
    gather(replication: 0) { blocks, list in
      blocks.runTotals.observe(
        blocks.outcomes, of: blocks.walk.block, list, layout: blocks.layout)
      if blocks.options.recordsCustomers { blocks.outcomes.copy(to: blocks.own, list) { $0 } }
      if blocks.options.worlds == .experiment { blocks.rollOut(list, replication: 0) }
    }
  }

  /// Walks everybody under the first arm, as far as the others go the same way for all arms.
  private mutating func lead(
    _ count: Int, replication: Int, _ isCancelled: () -> Bool
  ) throws(RunError) {
    begin(isRecorded: false)
    walk.fork?.begin(count)
    join(0, count) { _ in true }
    try walk.run(isCancelled: isCancelled)
    walk.fork?.isLed = false
    gather(replication: replication) { blocks, list in
      blocks.rollOut(list, replication: replication)
    }
  }

  /// Hands over the journeys of the leaders that are over; those that were the same under all arms
  /// are added to the other arms' roll-outs, too.
  private mutating func gather(
    replication: Int, _ body: (inout Self, Column<Int32>) -> Void
  ) {
    let ended = walk.ended.list
    var same = walk.ended.count
    if let fork = walk.fork {
      same = 0
      for index in 0..<walk.ended.count where !fork.hasParted[Int(ended[index])] {
        (ended[same], ended[index]) = (ended[index], ended[same])
        same += 1
      }
    }
    outcomes.fill(walk.block, ended, same)
    body(&self, ended)
    guard walk.fork != nil else { return }
    // Each goes round all arms, and at last comes back to the own.
    for round in 1...layout.arms {
      for index in 0..<same {
        let arm = walk.block.arm[Int(ended[index])] + 1
        walk.block.arm[Int(ended[index])] = arm < layout.arms ? arm : 0
      }
      if round < layout.arms { rollOut(ended, replication: replication) }
    }
    outcomes.fill(walk.block, ended.from(same), walk.ended.count - same)
    body(&self, ended.from(same))
  }

  /// Walks an arm's roll-out, but those customers whose journeys under the arm are known already.
  private mutating func walkOthers(
    _ arm: Int, _ count: Int, isObserved: Bool, replication: Int, _ isCancelled: () -> Bool
  ) throws(RunError) {
    begin(isRecorded: false)
    let assigned = assigned
    if walk.fork == nil {
      join(arm, count) { !isObserved || assigned[$0] != arm }
    } else {
      goOn(arm) { (isObserved ? Int(assigned[$0]) : 0) != arm }
    }
    try walk.run(isCancelled: isCancelled)
    outcomes.fill(walk.block, walk.ended.list, walk.ended.count)
    rollOut(walk.ended.list, replication: replication)
  }

  /// Lets those of the parted customers go on under an arm whom a test picks.
  private mutating func goOn(_ arm: Int, where isPicked: (Int) -> Bool) {
    walk.baskets = Baskets()
    guard let parted = walk.fork?.parted else { return }
    var picked = 0
    for index in 0..<parted.count where isPicked(Int(parted.list[index])) {
      walk.scratch.list[picked] = parted.list[index]
      picked += 1
      guard picked == Scratch.length else { continue }
      walk.goOn(arm, picked)
      picked = 0
    }
    walk.goOn(arm, picked)
  }

  /// Adds the journeys of the walk to the roll-outs of their arms.
  private mutating func rollOut(_ list: Column<Int32>, replication: Int) {
    let (block, layout) = (walk.block, layout)
    let first = replication * Self.batchesPerReplication
    outcomes.assign(list) {
      layout.rollOut(
        batch: first + Int(block.number[$0]) % Self.batchesPerReplication,
        arm: Int(block.arm[$0]), segment: Int(block.segment[$0]))
    }
    runTotals.rollOut(outcomes)
    guard options.recordsCustomers, replication == 0 || options.worlds == .rollOuts else { return }
    outcomes.copy(to: potential, list) { $0 * layout.arms + Int(block.arm[$0]) }
  }

  /// Makes the walk ready for another way through the experiment.
  private mutating func begin(isRecorded: Bool) {
    restart(baskets: basketsAtStart)
    if let atStart { walk.block.copy(from: atStart) }
    walk.records = isRecorded
  }

  /// Begins with nobody on the way and these baskets.
  private mutating func restart(baskets: Baskets) {
    walk.baskets = baskets
    walk.paused.removeAll()
    walk.ended.removeAll()
  }

  /// Puts the customers whom a test picks on their ways under an arm.
  private mutating func join(_ arm: Int, _ count: Int, where isPicked: (Int) -> Bool) {
    for wanted in [Past.none, .paused, .over] {
      if wanted != .none, compiled.warmUpHours == 0 { break }
      var picked = 0
      for place in 0..<count where past[place] == wanted && isPicked(place) {
        walk.block.arm[place] = UInt16(truncatingIfNeeded: arm)
        walk.scratch.list[picked] = Int32(truncatingIfNeeded: place)
        picked += 1
        guard picked == Scratch.length else { continue }
        setOut(arm, wanted, picked)
        picked = 0
      }
      setOut(arm, wanted, picked)
    }
  }

  private mutating func setOut(_ arm: Int, _ past: Past, _ count: Int) {
    switch past {
    case .none:
      walk.arrive(arm, count)
      for index in 0..<count {
        walk.setOut(walk.scratch.list[index], arm, walk.models[arm].start)
      }
    case .paused: walk.resume(arm, count)
    case .over: walk.ended.add(walk.scratch.list, count)
    case .gone: break
    }
  }

  private mutating func keepEvents(_ customers: Range<Int>, in record: inout BlockRecord) {
    guard options.recordsEvents else { return }
    let (events, orders) = walk.record.takeLog(of: customers)
    if record.events.isEmpty { record.events = events } else { record.events += events }
    record.eventArms += events.map { walk.block.arm[Int($0.customer) - customers.lowerBound] }
    record.orders += orders
  }

  private func keepCustomers(
    _ count: Int, isObserved: Bool, in record: inout BlockRecord
  ) {
    guard options.recordsCustomers else { return }
    for place in 0..<count where past[place] != .gone {
      record.customers.append(row(place, isObserved: isObserved))
    }
  }

  private func row(_ place: Int, isObserved: Bool) -> CustomerRecord {
    let block = walk.block
    let measures = outcomes.measures
    let all = measures * layout.arms
    return CustomerRecord(
      customer: UInt64(block.number[place]), arrival: block.arrival[place],
      segment: Int(block.segment[place]), channel: Int(block.channel[place]),
      arm: Int(assigned[place]), isCensored: isObserved && wasCensored[place],
      traits: (0..<compiled.traits.count).map { block.slot(1 + $0)[place] },
      measures: isObserved ? (0..<measures).map { own[place * measures + $0] } : [],
      potentialMeasures: potential.count == 0
        ? [] : (0..<all).map { potential[place * all + $0] })
  }
}
