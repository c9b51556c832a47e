/// Customers who wait for shared state, in as few bytes as their model allows.
///
/// A walker carries one customer; between two of a customer's turns only what differs from a fresh
/// start is kept here. Ledgers and last orders are kept only of customers who have one.
struct ParkedCustomers: Sendable {
  /// What every waiting customer has.
  private struct Core: Sendable {
    var ledger: UInt32
    var stage: UInt16
    var product: UInt16
    var lastAdded: UInt16
    var baskets: UInt16
    var segment: UInt8
    var channel: UInt8
    var shipping: UInt8
    var arm: UInt8
  }

  /// What only customers have who ordered, or hold a voucher.
  private struct Purchase: Sendable {
    var lastOrder: LastOrder
    var voucher: Int64
  }

  private let model: Model
  private let keepsPurchases: Bool
  private let stateWidth: Int
  private var cores: [Core] = []
  private var states: [Double] = []
  private var visits: [UInt16] = []
  private var baskets: [UInt16] = []
  private var ledgers = Pool<Ledger>()
  private var purchases: [UInt32: Purchase] = [:]
  /// Visit counts of journeys too long for 16 bits.
  private var longJourneys: [UInt32: [UInt32]] = [:]
  private var free: [UInt32] = []

  init(model: Model) {
    self.model = model
    stateWidth = model.traitCount + model.stateLimits.count
    keepsPurchases = model.needsLastOrder
  }

  /// Bytes kept for every waiting customer, the queue's entry included.
  var bytesPerCustomer: Int {
    MemoryLayout<VisitQueue.Entry>.stride + MemoryLayout<Core>.stride
      + stateWidth * MemoryLayout<Double>.stride
      + (model.stages.count + model.products.count) * MemoryLayout<UInt16>.stride
  }

  /// The arm of a parked customer.
  func arm(at slot: UInt32) -> Int { Int(cores[Int(slot)].arm) }

  /// Parks the walker's customer; the slot to find the customer by.
  mutating func park(_ walker: borrowing JourneyWalker, arm: Int) -> UInt32 {
    let slot: UInt32
    if let reused = free.popLast() {
      slot = reused
    } else {
      slot = UInt32(cores.count)
      cores.append(
        Core(
          ledger: 0, stage: 0, product: 0, lastAdded: 0, baskets: 0, segment: 0, channel: 0,
          shipping: 0, arm: 0))
      states.append(contentsOf: repeatElement(0, count: stateWidth))
      visits.append(contentsOf: repeatElement(0, count: model.stages.count))
      baskets.append(contentsOf: repeatElement(0, count: model.products.count))
    }
    update(slot, walker, arm: arm)
    return slot
  }

  /// Overwrites a parked customer with the walker's.
  mutating func update(_ slot: UInt32, _ walker: borrowing JourneyWalker, arm: Int) {
    let index = Int(slot)
    let customer = walker.customer
    cores[index].stage = UInt16(customer.stage)
    cores[index].product = UInt16(customer.product)
    cores[index].lastAdded = UInt16(truncatingIfNeeded: customer.lastAdded)
    cores[index].segment = UInt8(customer.segment)
    cores[index].channel = UInt8(customer.channel)
    cores[index].shipping = UInt8(customer.shipping)
    cores[index].arm = UInt8(arm)
    store(customer.ledger, in: index)
    for offset in 0..<stateWidth {
      states[index * stateWidth + offset] = walker.slots[1 + offset]
    }
    var isLong = false
    for stage in 0..<model.stages.count {
      let count = walker.visits[stage]
      isLong = isLong || count > UInt16.max
      visits[index * model.stages.count + stage] = UInt16(truncatingIfNeeded: count)
    }
    if isLong { longJourneys[slot] = walker.visits }
    for product in 0..<model.products.count {
      baskets[index * model.products.count + product] = walker.basket[product]
    }
    if keepsPurchases, customer.ledger.orders > 0 || customer.voucher > 0 {
      purchases[slot] = Purchase(lastOrder: customer.lastOrder, voucher: customer.voucher)
    }
  }

  private mutating func store(_ ledger: Ledger, in index: Int) {
    let isFresh =
      ledger.orders == 0 && ledger.stockOuts == 0 && ledger.returns == 0
      && ledger.baskets <= UInt16.max
    if isFresh, cores[index].ledger == 0 {
      cores[index].baskets = UInt16(ledger.baskets)
    } else if cores[index].ledger == 0 {
      cores[index].ledger = ledgers.insert(ledger) + 1
    } else {
      ledgers[cores[index].ledger - 1] = ledger
    }
  }

  /// Brings a parked customer back into a walker.
  mutating func resume(
    _ slot: UInt32, number: UInt64, time: Double, arrival: Double, into walker: inout JourneyWalker
  ) {
    let index = Int(slot)
    let core = cores[index]
    var customer = CustomerState()
    customer.number = number
    customer.arrival = arrival
    customer.now = time
    customer.entered = time
    customer.stage = Int(core.stage)
    customer.segment = Int(core.segment)
    customer.channel = Int(core.channel)
    customer.product = Int(core.product)
    customer.shipping = Int(core.shipping)
    customer.lastAdded = core.lastAdded == .max ? -1 : Int32(core.lastAdded)
    if core.ledger > 0 {
      customer.ledger = ledgers[core.ledger - 1]
    } else {
      customer.ledger.margin = -model.channelCost[customer.channel]
      customer.ledger.baskets = Int32(core.baskets)
    }
    for offset in 0..<stateWidth {
      walker.slots[1 + offset] = states[index * stateWidth + offset]
    }
    for stage in 0..<model.stages.count {
      walker.visits[stage] = UInt32(visits[index * model.stages.count + stage])
    }
    if let long = longJourneys[slot] { walker.visits = long }
    for product in 0..<model.products.count {
      let count = baskets[index * model.products.count + product]
      walker.basket[product] = count
      if count > 0 {
        customer.basketItems += Int32(count)
        customer.basketValue += Int64(count) * model.products[product].price
      }
    }
    if keepsPurchases, let purchase = purchases[slot] {
      customer.lastOrder = purchase.lastOrder
      customer.voucher = purchase.voucher
    }
    walker.customer = customer
    walker.hasChoiceWord = false
    walker.refreshFixedSlots()
  }

  /// Frees a slot.
  mutating func release(_ slot: UInt32) {
    let index = Int(slot)
    if cores[index].ledger > 0 {
      ledgers.remove(cores[index].ledger - 1)
      cores[index].ledger = 0
    }
    if keepsPurchases { purchases[slot] = nil }
    if !longJourneys.isEmpty { longJourneys[slot] = nil }
    free.append(slot)
  }
}

/// Values whose places are used again.
struct Pool<Element: Sendable>: Sendable {
  private var elements: [Element] = []
  private var free: [UInt32] = []

  /// Keeps a value; the place to find it by.
  mutating func insert(_ element: Element) -> UInt32 {
    if let place = free.popLast() {
      elements[Int(place)] = element
      return place
    }
    elements.append(element)
    return UInt32(elements.count - 1)
  }

  /// Frees a place.
  mutating func remove(_ place: UInt32) { free.append(place) }

  /// The value at a place.
  subscript(place: UInt32) -> Element {
    get { elements[Int(place)] }
    set { elements[Int(place)] = newValue }
  }
}
