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
    funnel: Funnel, log: EventLog? = nil, trace: JourneyTracer? = nil,
    notices: NoticeQueue? = nil
  ) {
    self.funnel = funnel
    self.trace = trace
    self.notices = notices
    self.log = log
  }

  var isTracing: Bool { trace != nil }
  /// Whether what happens goes into the log.
  var keepsEvents: Bool { isOn && log != nil }
  /// Whether what each order is made of is kept.
  var keepsOrders: Bool { isOn && log?.keepsOrders == true }

  /// Whether this customer's journey is written down.
  @inline(__always)
  func traces(_ customer: Int, in block: Block) -> Bool {
    guard let trace else { return false }
    return block.number[customer] == trace.target
  }

  /// Events that are kept and not yet taken.
  var eventCount: Int { log?.count ?? 0 }

  /// Takes what was logged so far of customers with numbers in a range.
  mutating func takeLog(
    of customers: Range<Int>
  ) -> (events: [EventRecord], orders: [OrderRecord]) {
    log?.take(of: customers) ?? ([], [])
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
    }
    guard isTracing else { return }
    for index in 0..<count where traces(Int(list[index]), in: block) {
      trace?.entered(stage, variant: arm, at: block.now[Int(list[index])])
    }
  }

  /// Logs visits once the customers have chosen what to look at, and the shipping that they chose.
  mutating func logVisits(
    _ table: StageTable, _ stage: Int, _ model: borrowing Model, in block: Block,
    _ list: Column<Int32>, _ count: Int
  ) {
    for index in 0..<count {
      let customer = Int(list[index])
      let hasCome = block.previous[customer] >= 0
      let cost =
        table.cost + (hasCome ? 0 : model.channelCost[Int(block.channel[customer])])
      log?.append(.enter, in: block, customer, stage) { $0.cost = cost }
    }
    guard model.shipping.count > 1 else { return }
    for choice in model.choices[table.choices.range] where choice.subject == .shipping {
      for index in 0..<count {
        log?.append(.chooseShipping, in: block, Int(list[index]), stage)
      }
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

  /// A customer who was refused at the end of one edge took another; both counted from a stage's
  /// first.
  mutating func changed(
    from refused: Int, to edge: Int, ofEdgesFrom first: Int, _ arm: Int, in block: Block,
    _ customer: Int
  ) {
    if isOn {
      let segment = Int(block.segment[customer])
      funnel.change(from: first + refused, to: first + edge, arm: arm, segment: segment)
    }
    if traces(customer, in: block) { trace?.changed(to: edge) }
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
      log?.append(items > 0 ? .addItem : .removeItem, in: block, customer, stage) {
        $0.product = UInt16(truncatingIfNeeded: product)
      }
    }
    if traces(customer, in: block) {
      trace?.changedBasket(by: items, product: product, goods: block.goods[customer])
    }
  }

  /// A basket that held something was emptied.
  @inline(__always)
  mutating func emptiedBasket(in block: Block, _ customer: Int, _ stage: Int) {
    if keepsEvents { log?.append(.emptyBasket, in: block, customer, stage) }
  }

  /// A voucher was given, in minor units.
  @inline(__always)
  mutating func gave(voucher: Int64, in block: Block, _ customer: Int, _ stage: Int) {
    guard keepsEvents else { return }
    log?.append(.voucher, in: block, customer, stage) {
      $0.voucher = Int32(truncatingIfNeeded: voucher)
    }
  }

  /// A basket was ordered: what was paid, of which the fee, what a voucher took off, and what the
  /// goods and the parcel cost, in minor units.
  @inline(__always)
  mutating func ordered(
    paid: Int64, fee: Int64, voucher: Int64, cost: Int64, in block: Block, _ customer: Int,
    _ stage: Int
  ) {
    if keepsEvents {
      log?.append(.order, in: block, customer, stage) {
        $0.amount = paid
        $0.cost = cost
        $0.fee = Int32(truncatingIfNeeded: fee)
        $0.voucher = Int32(truncatingIfNeeded: voucher)
      }
    }
    if traces(customer, in: block) { trace?.ordered(paid: paid) }
  }

  /// Keeps what the order that was recorded last is made of.
  mutating func keep(_ order: OrderRecord) { log?.append(order) }

  /// An order was refunded, at a cost beside it, in minor units.
  @inline(__always)
  mutating func refunded(
    _ amount: Int64, cost: Int64, shipping: Int32, in block: Block, _ customer: Int, _ stage: Int
  ) {
    if keepsEvents {
      log?.append(.refund, in: block, customer, stage) {
        $0.amount = -amount
        $0.cost = cost
        if $0.shipping != EventRecord.none { $0.shipping = UInt16(truncatingIfNeeded: shipping) }
      }
    }
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
