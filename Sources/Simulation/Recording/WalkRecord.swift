import Scenarios

/// Records the visits of the experiment: the funnel, and the event log when one is kept.
struct WalkRecord {
  var funnel: Funnel
  /// Whether what happens is recorded.
  var isOn = false
  private(set) var log: EventLog?
  /// Writes down one customer's journey; nil for none.
  var trace: JourneyTracer?
  /// What a decision maker is to hear; nil where nobody decides.
  var notices: NoticeQueue?

  init(
    funnel: Funnel, recordsEvents: Bool = false, trace: JourneyTracer? = nil,
    notices: NoticeQueue? = nil
  ) {
    self.funnel = funnel
    self.trace = trace
    self.notices = notices
    if recordsEvents { log = EventLog() }
  }

  var isTracing: Bool { trace != nil }
  private var keepsEvents: Bool { isOn && log != nil }

  /// Whether this customer's journey is written down.
  @inline(__always)
  func traces(_ customer: Int, in block: Block) -> Bool {
    guard let trace else { return false }
    return block.number[customer] == trace.target
  }

  /// Events that are kept and not yet taken.
  var eventCount: Int { log?.count ?? 0 }

  /// Takes the events logged so far of customers with numbers in a range.
  mutating func takeEvents(of customers: Range<Int>) -> [EventRecord] {
    log?.take(of: customers) ?? []
  }

  /// Tells a decision maker what came of a customer who has met a decision.
  @inline(__always)
  mutating func tells(
    of customer: Int, in block: Block, orders: Int = 0, revenue: Int64 = 0, margin: Int64 = 0,
    isLast: Bool = false
  ) {
    guard notices != nil, block.decisions[customer] > 0 else { return }
    notices?.insert(
      OutcomeNotice(
        customer: UInt64(block.number[customer]), time: block.now[customer], orders: orders,
        revenue: revenue, margin: margin, isLast: isLast))
  }

  mutating func entered(
    _ stage: Int, _ arm: Int, in block: Block, _ list: Column<Int32>, _ count: Int
  ) {
    if isOn {
      funnel.enter(stage, arm: arm, in: block, list, count)
      if log != nil {
        for index in 0..<count { log?.append(.enter, in: block, Int(list[index]), stage) }
      }
    }
    guard isTracing else { return }
    for index in 0..<count where traces(Int(list[index]), in: block) {
      trace?.entered(stage, variant: arm, at: block.now[Int(list[index])])
    }
  }

  /// Visits got their lengths.
  mutating func stays(
    in stage: Int, _ arm: Int, of block: Block, _ list: Column<Int32>, hours: Column<Double>,
    _ count: Int
  ) {
    if isOn { funnel.stay(in: stage, arm: arm, of: block, list, hours: hours, count) }
  }

  /// Customers left a stage by edges, counted from the stage's first; -1 for none.
  mutating func left(
    _ table: StageTable, _ arm: Int, in block: Block, _ list: Column<Int32>,
    edges: Column<Int32>, _ count: Int
  ) {
    if isOn {
      funnel.leave(Int(table.edges.start), arm: arm, in: block, list, edges: edges, count)
    }
    if isTracing {
      for index in 0..<count where traces(Int(list[index]), in: block) {
        trace?.left(by: Int(edges[index]), at: block.now[Int(list[index])])
      }
    }
  }

  @inline(__always)
  mutating func chose(
    _ choice: Int, in block: Block, _ customer: Int, subject: StageChoice.Subject
  ) {
    guard traces(customer, in: block) else { return }
    switch subject {
    case .product: trace?.looks(atProduct: Int(block.product[customer]))
    case .shipping: trace?.chooses(shipping: Int(block.shipping[customer]))
    }
  }

  /// An item went into or out of a basket.
  @inline(__always)
  mutating func changedBasket(
    by items: Int, product: Int, in block: Block, _ customer: Int, _ stage: Int
  ) {
    if keepsEvents {
      log?.append(
        items > 0 ? .addItem : .removeItem, in: block, customer, stage, product: product)
    }
    if traces(customer, in: block) {
      trace?.changedBasket(by: items, product: product, goods: block.goods[customer])
    }
  }

  @inline(__always)
  mutating func ordered(paid: Int64, in block: Block, _ customer: Int, _ stage: Int) {
    if keepsEvents { log?.append(.order, in: block, customer, stage, amount: paid) }
    if traces(customer, in: block) { trace?.ordered(paid: paid) }
  }

  /// An order was refunded, in minor units.
  @inline(__always)
  mutating func refunded(_ amount: Int64, in block: Block, _ customer: Int, _ stage: Int) {
    if keepsEvents { log?.append(.refund, in: block, customer, stage, amount: -amount) }
    if traces(customer, in: block) { trace?.refunded(amount) }
  }

  mutating func censored(_ stage: Int, _ arm: Int, in block: Block, _ customer: Int) {
    if isOn {
      funnel.censor(stage, arm: arm, segment: Int(block.segment[customer]))
      log?.append(.censored, in: block, customer, stage)
    }
    if traces(customer, in: block) { trace?.censored() }
  }

  /// A shelf without what the customer wants turned the customer away.
  mutating func metEmptyShelf(_ stage: Int, in block: Block, _ customer: Int) {
    if keepsEvents { log?.append(.stockOut, in: block, customer, stage) }
    if traces(customer, in: block) { trace?.metEmptyShelf() }
  }
}
