/// The customers of a market that is run in its time order: who is still to come, and who waits.
///
/// Time is cut into windows. Those who arrive in a window walk on lists to their first turns; the
/// window's turns are taken one by one in the order (time, customer); whoever has passed the window's
/// end by then goes on, on lists, to the next turn. A window is a batch and no promise: its length
/// changes no result.
struct Crowd {
  var walk: Walk
  private let factory: CustomerFactory
  private var arrivals: ArrivalQueue
  private var turns: TurnQueue
  private let warmUp: Double
  /// Whether to enter the first stage is a turn.
  private let arrivesByTurn: Bool
  /// Places of the block that nobody has any more, and how many were ever used.
  private var free: [Int32] = []
  private var used = 0
  /// Greatest number of customers who waited at once.
  private(set) var peakWaiting = 0

  private static let firstCapacity = 1024

  /// As many windows as bring about a hundred turns each.
  private static func windows(customers: Int) -> Int { min(1 << 16, max(16, customers / 128)) }

  init(
    compiled: CompiledScenario, worlds: [World], factory: CustomerFactory, customers: Range<Int>,
    record: WalkRecord, windows: Int? = nil
  ) {
    self.factory = factory
    arrivals = ArrivalQueue(factory: factory, customers: customers)
    turns = TurnQueue(
      horizon: compiled.models[0].horizon,
      windows: windows ?? Self.windows(customers: customers.count))
    warmUp = compiled.warmUpHours
    arrivesByTurn = compiled.models.contains { model in
      model.stages[model.start].entryTouchesSharedState
        || !model.decisions.isEmpty && model.decisions[model.start] >= 0
    }
    walk = Walk(
      models: compiled.models, worlds: worlds, capacity: Self.firstCapacity, key: factory.key,
      record: record)
  }

  /// Bytes kept of every waiting customer.
  var bytesPerCustomer: Int {
    walk.block.bytesPerCustomer + MemoryLayout<TurnQueue.Entry>.stride
  }

  /// The same, before anybody waits.
  static func bytesPerCustomer(models: [Model]) -> Int {
    Block(models: models, capacity: 1).bytesPerCustomer + MemoryLayout<TurnQueue.Entry>.stride
  }

  /// When the next customer arrives or takes a turn; infinity when all is over.
  var nextTime: Double {
    min(arrivals.first?.time ?? .infinity, turns.first?.time ?? .infinity)
  }

  /// The end of the window that a time lies in.
  func windowEnd(after time: Double) -> Double { turns.end(after: time) }

  /// Lets those in who arrive before a time, each under an arm, and walks them to their first turns.
  ///
  /// Whose journeys are over must have been let go before.
  mutating func admit(
    before end: Double, isCancelled: () -> Bool, arm: (UInt64, Double) -> Int
  ) throws(RunError) {
    while let first = arrivals.first, first.time < end {
      var count = 0
      while count < Scratch.length, let arrival = arrivals.first, arrival.time < end {
        arrivals.removeFirst()
        // A larger block has other columns, but the list lies beside it.
        walk.scratch.list[count] = place()
        walk.scratch.number[count] = arrival.customer
        count += 1
      }
      walk.draw(count, factory: factory)
      let newcomers = (0..<count).map { walk.scratch.list[$0] }
      for customer in newcomers {
        let (number, time) = (
          UInt64(walk.block.number[Int(customer)]), walk.block.arrival[Int(customer)]
        )
        walk.block.arm[Int(customer)] = UInt16(truncatingIfNeeded: arm(number, time))
      }
      begin(newcomers)
    }
    try run(isCancelled: isCancelled)
  }

  /// Brings newcomers before the first stages of their models.
  private mutating func begin(_ newcomers: [Int32]) {
    for variant in walk.models.indices {
      var count = 0
      for customer in newcomers where self.variant(of: Int(customer)) == variant {
        walk.scratch.list[count] = customer
        count += 1
      }
      guard count > 0 else { continue }
      walk.arrive(variant, count)
      for index in 0..<count {
        let customer = walk.scratch.list[index]
        if arrivesByTurn {
          enqueue(customer, isArrival: true)
        } else {
          walk.setOut(customer, variant, walk.models[variant].start)
        }
      }
    }
  }

  /// The model under which a newcomer begins.
  private func variant(of customer: Int) -> Int {
    walk.block.arrival[customer] < warmUp ? walk.early : Int(walk.block.arm[customer])
  }

  /// Walks until all on lists wait for turns or are done.
  mutating func run(isCancelled: () -> Bool) throws(RunError) {
    try walk.run(isCancelled: isCancelled)
    while walk.hasWarmUp, walk.paused.count > 0 {
      joinExperiment()
      try walk.run(isCancelled: isCancelled)
    }
    park()
  }

  /// Brings those who paused before the experiment under their arms.
  private mutating func joinExperiment() {
    let newcomers = (0..<walk.paused.count).map { walk.paused.list[$0] }
    walk.paused.removeAll()
    for arm in walk.models.indices {
      var count = 0
      for customer in newcomers where walk.block.arm[Int(customer)] == arm {
        walk.beginExperiment(Int(customer))
        walk.scratch.list[count] = customer
        count += 1
        guard count == Scratch.length else { continue }
        walk.resume(arm, count)
        count = 0
      }
      walk.resume(arm, count)
    }
  }

  /// Notes the turns of those whom the walk set aside.
  mutating func park() {
    for index in 0..<walk.waiting.count { enqueue(walk.waiting.list[index]) }
    for index in 0..<walk.paused.count {
      walk.block.isBefore[Int(walk.paused.list[index])] = true
      enqueue(walk.paused.list[index])
    }
    walk.waiting.removeAll()
    walk.paused.removeAll()
    peakWaiting = max(peakWaiting, turns.count)
  }

  private mutating func enqueue(_ customer: Int32, isArrival: Bool = false) {
    let place = Int(customer)
    turns.insert(
      TurnQueue.Entry(
        time: walk.block.now[place], isArrival: isArrival, customer: walk.block.number[place],
        slot: UInt32(truncatingIfNeeded: customer)))
  }

  /// Brings what the window's turns will read to hand.
  mutating func lookAhead() {
    let present = turns.present
    walk.lookAhead(present.lazy.map { Int32(truncatingIfNeeded: $0.slot) })
  }

  /// Removes the next turn that comes before a time.
  mutating func removeTurn(before end: Double) -> (time: Double, customer: Int32)? {
    guard let turn = turns.first, turn.time < end else { return nil }
    turns.removeFirst()
    return (turn.time, Int32(truncatingIfNeeded: turn.slot))
  }

  /// Lets those go whose journeys are over.
  mutating func clearEnded() {
    for index in 0..<walk.ended.count {
      walk.emptyBasket(of: Int(walk.ended.list[index]))
      free.append(walk.ended.list[index])
    }
    walk.ended.removeAll()
  }

  private mutating func place() -> Int32 {
    if let place = free.popLast() { return place }
    if used == walk.block.capacity { walk.grow(to: 2 * used) }
    used += 1
    return Int32(truncatingIfNeeded: used - 1)
  }
}
