import Scenarios

/// What happens to customers, in time order for each of them.
struct EventLog {
  /// What a customer has seen of the offer after a visit to one of these stages.
  private struct Showing {
    var product: [Int] = []
    var shipping: [Int] = []

    init(_ model: Model) {
      for (index, stage) in model.stages.enumerated() {
        let subjects = model.choices[stage.choices.range].map(\.subject)
        let effects = model.effects[stage.effects.range]
        if subjects.contains(.product) || effects.contains(.addItem) { product.append(index) }
        if subjects.contains(.shipping) || effects.contains(.order) { shipping.append(index) }
      }
      if model.shipping.isEmpty { shipping = [] }
    }
  }

  private var events: [EventRecord] = []
  private var orders: [OrderRecord] = []
  /// By arm; the control's counts for the time before an experiment too.
  private let showings: [Showing]
  /// Whether what each order is made of is kept beside its event.
  let keepsOrders: Bool

  init(models: [Model], keepsOrders: Bool = false) {
    showings = models.map(Showing.init)
    self.keepsOrders = keepsOrders
  }

  /// Events that are kept and not yet taken.
  var count: Int { events.count }

  /// Adds an event, to which `change` adds what only events of its kind have.
  @inline(__always)
  mutating func append(
    _ kind: EventRecord.Kind, in block: Block, _ customer: Int, _ stage: Int,
    _ change: (inout EventRecord) -> Void = { _ in }
  ) {
    let variant = Int(block.variant[customer])
    let showing = showings[variant < showings.count ? variant : 0]
    func hasSeen(_ stages: [Int]) -> Bool {
      for stage in stages where block.visits(stage)[customer] > 0 { return true }
      return false
    }
    var event = EventRecord(
      time: block.now[customer], arrival: block.arrival[customer],
      customer: UInt64(block.number[customer]), basketValue: block.goods[customer],
      stage: UInt16(truncatingIfNeeded: stage),
      product: hasSeen(showing.product) ? block.product[customer] : EventRecord.none,
      shipping: hasSeen(showing.shipping)
        ? UInt16(block.shipping[customer]) : EventRecord.none,
      basketItems: UInt16(truncatingIfNeeded: block.items[customer]),
      segment: block.segment[customer], channel: block.channel[customer], kind: kind)
    change(&event)
    events.append(event)
  }

  /// Adds what the order of the event added last was made of.
  mutating func append(_ order: OrderRecord) { orders.append(order) }

  /// Takes the events and orders by customer and, within a customer, in the order of happening.
  mutating func take(of customers: Range<Int>) -> (events: [EventRecord], orders: [OrderRecord]) {
    let sorted = (
      Self.sorted(events, of: customers) { $0.customer },
      Self.sorted(orders, of: customers) { $0.customer }
    )
    events.removeAll(keepingCapacity: true)
    orders.removeAll(keepingCapacity: true)
    return sorted
  }

  /// Sorts by customer; what belongs to one customer keeps its order.
  private static func sorted<Row>(
    _ rows: [Row], of customers: Range<Int>, by customer: (Row) -> UInt64
  ) -> [Row] {
    guard !rows.isEmpty else { return [] }
    let first = UInt64(customers.lowerBound)
    var starts = [Int](repeating: 0, count: customers.count + 1)
    for row in rows { starts[Int(customer(row) - first) + 1] += 1 }
    for place in 0..<customers.count { starts[place + 1] += starts[place] }
    var order = [Int](repeating: 0, count: rows.count)
    for index in rows.indices {
      let place = Int(customer(rows[index]) - first)
      order[starts[place]] = index
      starts[place] += 1
    }
    return order.map { rows[$0] }
  }
}
