/// The customers of a market that is run in its time order: who is still to come, and who waits.
///
/// Time is cut into windows. Those who arrive in a window walk on lists to their first turns; the
/// window's turns are taken one by one in the order (time, customer); whoever has passed the window's
/// end by then goes on, on lists, to the next turn. A window is a batch and no promise: its length
/// changes no result. Who waits for a window to come takes a row instead of a place in the block.
struct Crowd {
  var walk: Walk
  private let factory: CustomerFactory
  private let windows: Windows
  private var arrivals: ArrivalQueue
  /// Turns of the present window.
  private var turns = TurnQueue()
  private var present = 0
  /// Customers in the block whose turns are in windows to come.
  private var leaving: [Int32] = []
  private var rows: Rows
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
    record: WalkRecord, windows: Int? = nil, sharing: StageSharing? = nil
  ) {
    self.factory = factory
    self.windows = Windows(
      horizon: compiled.models[0].horizon,
      count: windows ?? Self.windows(customers: customers.count))
    arrivals = ArrivalQueue(factory: factory, customers: customers, windows: self.windows)
    warmUp = compiled.warmUpHours
    arrivesByTurn = compiled.models.contains { model in
      model.stages[model.start].entryTouchesSharedState
        || !model.decisions.isEmpty && model.decisions[model.start] >= 0
    }
    walk = Walk(
      models: compiled.models, worlds: worlds, capacity: Self.firstCapacity, key: factory.key,
      record: record, sharing: sharing)
    rows = Rows(of: walk.block, windows: self.windows.count, customers: customers.count)
  }

  /// The same crowd in memory of its own; nobody may be on a list.
  func copied() -> Crowd {
    var crowd = self
    crowd.walk = walk.copied()
    crowd.rows = rows.copied()
    return crowd
  }

  /// Bytes kept of every waiting customer.
  var bytesPerCustomer: Int { Rows.bytes(of: walk.block) }

  /// The most that a waiting customer may take, before anybody waits.
  static func mostBytesPerCustomer(models: [Model]) -> Int {
    Rows.mostBytes(of: Block(models: models, capacity: 1))
  }

  /// When the next customer arrives or takes a turn; infinity when all is over.
  var nextTime: Double { min(arrivals.nextTime, turns.first?.time ?? .infinity) }

  /// When the next of those takes a turn who are in the block; nil for nobody.
  var nextTurn: Double? { turns.first?.time }

  /// The end of the window that a time lies in.
  func windowEnd(after time: Double) -> Double { windows.end(after: time) }

  /// Lets those in who arrive before a time, each under an arm, and walks them to their first turns.
  mutating func admit(
    before end: Double, isCancelled: () -> Bool, arm: (UInt64, Double) -> Int
  ) throws(RunError) {
    while arrivals.nextTime < end {
      let number = walk.scratch.number
      var count = 0
      _ = arrivals.take(before: end, most: Scratch.length) { customer in
        number[count] = UInt64(customer)
        count += 1
      }
      // A larger block has other columns, but the list lies beside it.
      for index in 0..<count { walk.scratch.list[index] = place() }
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
          enqueue(customer)
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
    if turns.isEmpty { moveOn() }
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
    peakWaiting = max(peakWaiting, turns.count + leaving.count + rows.count)
  }

  private mutating func enqueue(_ customer: Int32) {
    let place = Int(customer)
    let time = walk.block.now[place]
    guard windows.window(of: time) <= present else { return leaving.append(customer) }
    turns.insert(
      TurnQueue.Entry(
        time: time, isArrival: walk.block.isBefore[place] && walk.block.previous[place] < 0,
        customer: walk.block.number[place], slot: UInt32(truncatingIfNeeded: customer)))
  }

  /// Removes the next turn that comes before a time.
  mutating func removeTurn(before end: Double) -> (time: Double, customer: Int32)? {
    if turns.isEmpty { moveOn() }
    guard let turn = turns.first, turn.time < end else { return nil }
    turns.removeFirst()
    return (turn.time, Int32(truncatingIfNeeded: turn.slot))
  }

  /// Whether the turns before a time may be taken in any order, and begins to watch that it is so.
  mutating func beginAnyOrder(before end: Double) -> Bool {
    // Products that customers of each world want.
    var wanted = [[Int]](
      repeating: [Int](repeating: 0, count: walk.models[0].products.count),
      count: walk.worlds.count)
    for turn in turns.all where turn.time < end {
      let customer = Int(turn.slot)
      let world = walk.world(of: customer)
      for (product, count) in walk.contents(of: customer) { wanted[world][product] += count }
    }
    for world in walk.worlds.indices
    where !walk.worlds[world].beginAnyOrder(before: end, wanted: wanted[world]) {
      for other in 0..<world { _ = walk.worlds[other].endAnyOrder() }
      return false
    }
    return true
  }

  /// Takes the turns before a time on lists; whether their order did not matter indeed.
  mutating func takeInAnyOrder(
    before end: Double, isCancelled: () -> Bool
  ) throws(RunError) -> Bool {
    walk.anyOrderEnd = end
    let present = Array(turns.all)
    turns.removeAll()
    for turn in present {
      if turn.time < end {
        walk.setOutForTurn(Int32(truncatingIfNeeded: turn.slot))
      } else {
        turns.insert(turn)
      }
    }
    try run(isCancelled: isCancelled)
    walk.anyOrderEnd = -.infinity
    var didNotMatter = true
    for world in walk.worlds.indices where !walk.worlds[world].endAnyOrder() {
      didNotMatter = false
    }
    return didNotMatter
  }

  /// Brings those back into the block who wait for the next window in which anybody does.
  private mutating func moveOn() {
    pack()
    guard let window = rows.firstWindow(from: present) else { return }
    present = window
    while rows.count(in: window) > 0 {
      let count = min(Scratch.length, rows.count(in: window))
      for index in 0..<count { walk.scratch.list[index] = place() }
      rows.unpack(from: window, walk.scratch.list, count, into: walk.block)
      factory.number(walk.scratch.list, count, in: walk.block)
      let back = (0..<count).map { walk.scratch.list[$0] }
      for customer in back { enqueue(customer) }
      walk.complete(back)
    }
  }

  /// Gives rows to those who wait for windows to come.
  private mutating func pack() {
    let (list, now, windows) = (walk.scratch.list, walk.block.now, windows)
    for first in stride(from: 0, to: leaving.count, by: Scratch.length) {
      let count = min(Scratch.length, leaving.count - first)
      for index in 0..<count { list[index] = leaving[first + index] }
      rows.pack(list, count, of: walk.block) { windows.window(of: now[$0]) }
    }
    free += leaving
    leaving.removeAll(keepingCapacity: true)
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
