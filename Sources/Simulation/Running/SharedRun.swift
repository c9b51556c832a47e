import GSL
import Scenarios

/// Runs one world of a market whose customers share state, and gathers what comes of it.
struct SharedRun {
  private let compiled: CompiledScenario
  private let options: RunOptions
  private let layout: CellLayout
  private let kind: WorldKind
  private let replication: Int
  /// The part of the roll-out to add to; nil for the experiment.
  private let batch: Int?
  private let factory: CustomerFactory
  private let customers: Int
  private(set) var crowd: Crowd
  private var runTotals: RunTotals
  private var outcomes: OutcomeColumns
  /// The rules that the worlds take up when the warm-up is over; none once it is.
  private var rulesToCome: [WorldRules] = []
  private var rows: [CustomerRecord] = []
  /// Whether turns are taken in their order even where it seems not to matter.
  let isOrdered: Bool
  private let empty: RunTotals
  private let target: Int?
  private let windows: Int?
  /// What came of the customer whose journey is written down.
  private(set) var traced: (isCensored: Bool, measures: [Int64])?

  private static let room = 4096

  /// Prepares a world of a replication, optionally to write down one customer's journey, and with a
  /// number of windows in place of the usual one.
  init(
    compiled: CompiledScenario, options: RunOptions, layout: CellLayout, kind: WorldKind,
    replication: Int, into empty: RunTotals, tracing target: Int? = nil, windows: Int? = nil,
    isOrdered: Bool = false
  ) {
    self.replication = replication
    self.empty = empty
    self.target = target
    self.windows = windows
    self.isOrdered = isOrdered
    self.compiled = compiled
    self.options = options
    self.layout = layout
    self.kind = kind
    runTotals = empty
    let isObserved = kind == .split || !options.rollsOut
    batch = isObserved ? nil : replication - options.firstReplication
    factory = compiled.factory(seed: options.seed, replication: replication)
    customers = compiled.customers(seed: options.seed, replication: replication)
    outcomes = OutcomeColumns(plan: compiled.plan, capacity: Self.room)
    crowd = Crowd(
      compiled: compiled, worlds: kind.worlds(of: compiled, key: factory.key), factory: factory,
      customers: 0..<customers,
      record: WalkRecord(
        funnel: empty.funnel,
        log: isObserved && options.recordsEvents
          ? EventLog(models: compiled.models, keepsOrders: options.recordsOrders) : nil,
        trace: target.map { JourneyTracer(target: $0, compiled: compiled) }), windows: windows)
    crowd.walk.records = isObserved
    if compiled.warmUpHours > 0 { rulesToCome = kind.rules(of: compiled, inExperiment: true) }
    if keepsRows { rows.reserveCapacity(min(customers, options.mostRowBytes / Self.customerBytes)) }
  }

  private var keepsRows: Bool {
    batch == nil && (options.recordsCustomers || options.recordsEvents)
  }

  /// Runs the world to its end; `progress` is told now and then how many more journeys have ended.
  /// - Throws: `RunError` when cancelled, or when a journey does not end.
  mutating func run(isCancelled: () -> Bool, progress: (Int) -> Void) throws(RunError) {
    let (kind, factory) = (kind, factory)
    while crowd.nextTime < .infinity {
      if isCancelled() { throw RunError(code: .cancelled) }
      let end = crowd.windowEnd(after: crowd.nextTime)
      try crowd.admit(before: end, isCancelled: isCancelled) { number, arrival in
        kind.arm(of: number, arrival: arrival, factory: factory)
      }
      if takesInAnyOrder(before: end) {
        guard try crowd.takeInAnyOrder(before: end, isCancelled: isCancelled) else {
          return try runInOrder(isCancelled: isCancelled)
        }
      } else {
        while let (time, customer) = crowd.removeTurn(before: end) {
          advanceWorlds(to: time)
          try crowd.walk.take(turnOf: customer, before: end)
          crowd.park()
        }
        try crowd.run(isCancelled: isCancelled)
      }
      progress(crowd.walk.ended.count)
      collect()
      try checkRows()
    }
  }

  /// Bytes that a row of a customer and one of an event take at most, copies for sorting included.
  private static let (customerBytes, eventBytes) = (400, 250)

  private func checkRows() throws(RunError) {
    guard keepsRows else { return }
    let bytes =
      rows.count * Self.customerBytes + crowd.walk.record.eventCount * Self.eventBytes
    guard bytes <= options.mostRowBytes else {
      throw RunError(code: .tooManyRows(bytes: options.mostRowBytes))
    }
  }

  /// Whether the turns of the window that ends here may be taken in any order.
  private mutating func takesInAnyOrder(before end: Double) -> Bool {
    guard !isOrdered, let first = crowd.nextTurn, first < end,
      rulesToCome.isEmpty || end <= compiled.warmUpHours
    else { return false }
    advanceWorlds(to: first)
    return crowd.beginAnyOrder(before: end)
  }

  /// Begins again where the order of turns mattered after all, which almost never happens.
  private mutating func runInOrder(isCancelled: () -> Bool) throws(RunError) {
    self = SharedRun(
      compiled: compiled, options: options, layout: layout, kind: kind, replication: replication,
      into: empty, tracing: target, windows: windows, isOrdered: true)
    try run(isCancelled: isCancelled, progress: { _ in })
  }

  /// Lets happen what happens to the worlds without a customer, up to a turn.
  private mutating func advanceWorlds(to time: Double) {
    if !rulesToCome.isEmpty, time >= compiled.warmUpHours {
      for (index, rules) in rulesToCome.enumerated() {
        crowd.walk.worlds[index].adopt(rules, at: compiled.warmUpHours)
      }
      rulesToCome = []
    }
    for index in crowd.walk.worlds.indices { crowd.walk.worlds[index].advance(to: time) }
  }

  /// Gathers the outcomes of journeys that are over, and lets the customers go.
  private mutating func collect() {
    let ended = crowd.walk.ended.list
    var units = 0
    for index in 0..<crowd.walk.ended.count where isUnit(Int(ended[index])) {
      (ended[units], ended[index]) = (ended[index], ended[units])
      units += 1
    }
    for first in stride(from: 0, to: units, by: Self.room) {
      collect(ended.from(first), min(Self.room, units - first))
    }
    crowd.clearEnded()
  }

  /// Whether a customer whose journey is over is part of the experiment: whoever left before it
  /// began is not.
  private func isUnit(_ customer: Int) -> Bool {
    guard Int(crowd.walk.block.variant[customer]) == crowd.walk.early else { return true }
    guard crowd.walk.block.now[customer] >= compiled.warmUpHours else { return false }
    crowd.walk.beginExperiment(customer)
    return true
  }

  private mutating func collect(_ list: Column<Int32>, _ count: Int) {
    let (block, layout) = (crowd.walk.block, layout)
    outcomes.fill(block, list, count)
    if let batch {
      outcomes.assign(list) {
        layout.rollOut(batch: batch, arm: Int(block.arm[$0]), segment: Int(block.segment[$0]))
      }
      runTotals.rollOut(outcomes)
    } else {
      runTotals.observe(outcomes, of: block, list, layout: layout)
    }
    for index in 0..<count {
      let customer = Int(list[index])
      if crowd.walk.record.traces(customer, in: block) {
        traced = (block.isCensored[customer], outcomes.row(index))
      }
      if keepsRows { rows.append(row(customer, outcomes.row(index))) }
    }
  }

  private func row(_ customer: Int, _ measures: [Int64]) -> CustomerRecord {
    let block = crowd.walk.block
    return CustomerRecord(
      customer: UInt64(block.number[customer]), arrival: block.arrival[customer],
      segment: Int(block.segment[customer]), channel: Int(block.channel[customer]),
      arm: Int(block.arm[customer]), isCensored: block.isCensored[customer],
      traits: (0..<compiled.traits.count).map { block.slot(1 + $0)[customer] },
      measures: measures, potentialMeasures: [])
  }

  /// What was gathered, and the rows of all customers in blocks in number order.
  mutating func finished() -> (runTotals: RunTotals, rows: [BlockRecord]) {
    var result = runTotals
    result.funnel = crowd.walk.record.funnel
    result.transitions += crowd.walk.transitions
    result.drawsChecksum &+= crowd.walk.drawsChecksum
    result.peakWaiting = crowd.peakWaiting
    result.bytesPerWaitingCustomer = crowd.bytesPerCustomer
    return (result, blocks())
  }

  private mutating func blocks() -> [BlockRecord] {
    guard keepsRows else { return [] }
    rows.sort { $0.customer < $1.customer }
    let (events, orders) = crowd.walk.record.takeLog(of: 0..<customers)
    var blocks: [BlockRecord] = []
    var (next, nextOrder) = (0, 0)
    let size = IndependentBlocks.blockSize
    for start in stride(from: 0, to: rows.count, by: size) {
      var block = BlockRecord(index: blocks.count)
      let slice = rows[start..<min(start + size, rows.count)]
      for customer in slice {
        while next < events.count, events[next].customer == customer.customer {
          block.events.append(events[next])
          block.eventArms.append(UInt16(customer.arm))
          next += 1
        }
        while nextOrder < orders.count, orders[nextOrder].customer == customer.customer {
          block.orders.append(orders[nextOrder])
          nextOrder += 1
        }
      }
      if options.recordsCustomers { block.customers = Array(slice) }
      blocks.append(block)
    }
    return blocks
  }
}
