/// Customers who wait for shared state, in as few bytes as their model allows.
///
/// A walker carries one customer; between two of a customer's turns only what differs from a fresh
/// start is kept here. Ledgers and last orders are kept only of customers who have one.
///
/// What every customer has lies in one row of words, because a resumed customer is seldom in the
/// cache and each further table would be waited for: two words of small fields, the arrival, traits
/// and states, and a byte for each count of visits and items.
struct ParkedCustomers: Sendable {
  /// The small fields of a row.
  private struct Core: Sendable {
    /// Place of the ledger plus 1; 0 for a fresh one.
    var ledger: UInt32
    var stage: UInt16
    var product: UInt16
    var baskets: UInt16
    var segment: UInt8
    var channel: UInt8
    var shipping: UInt8
    var arm: UInt8

    var words: (UInt64, UInt64) {
      (
        UInt64(ledger) | UInt64(stage) << 32 | UInt64(product) << 48,
        UInt64(baskets) << 16 | UInt64(segment) << 32 | UInt64(channel) << 40
          | UInt64(shipping) << 48 | UInt64(arm) << 56
      )
    }
  }

  /// What only customers have who ordered, or hold a voucher.
  private struct Purchase: Sendable {
    var lastOrder: LastOrder
    var voucher: Int64
  }

  /// Counts too large for a byte.
  private struct LongCounts: Sendable {
    var visits: [UInt32]
    var basket: [UInt16]
  }

  /// What only customers have who were there before the experiment.
  private struct Before: Sendable {
    var ledger: Ledger
    /// Visits to each stage; empty while the experiment has not begun for the customer.
    var visits: [UInt32]
  }

  private static let firstState = 3

  private let keepsPurchases: Bool
  private let stateWidth: Int
  /// Words per row, and the first of them that holds counts.
  private let width: Int
  private let firstCount: Int
  private var rows: [UInt64] = []
  private var ledgers = Pool<Ledger>()
  private var purchases: [UInt32: Purchase] = [:]
  private var longCounts: [UInt32: LongCounts] = [:]
  /// Items of several products in the order of adding, where that is kept.
  private var mixedBaskets: [UInt32: [UInt16]] = [:]
  private var befores: [UInt32: Before] = [:]
  private var free: [UInt32] = []

  /// Makes room for customers of a market; what an arm cannot change is the same in all its models.
  init(models: [Model]) {
    stateWidth = models[0].traitCount + models[0].stateLimits.count
    keepsPurchases = models.contains(where: \.needsLastOrder)
    firstCount = Self.firstState + stateWidth
    width = firstCount + (models[0].stages.count + models[0].products.count + 7) / 8
  }

  /// Bytes kept for every waiting customer, the queue's entry included.
  var bytesPerCustomer: Int {
    MemoryLayout<VisitQueue.Entry>.stride + width * MemoryLayout<UInt64>.stride
  }

  func arm(at slot: UInt32) -> Int { Int(rows[Int(slot) * width + 1] >> 56) }

  /// Parks the walker's customer; the slot to find the customer by.
  mutating func park(_ walker: inout JourneyWalker) -> UInt32 {
    let slot: UInt32
    if let reused = free.popLast() {
      slot = reused
    } else {
      slot = UInt32(rows.count / width)
      rows.append(contentsOf: repeatElement(0, count: width))
    }
    update(slot, &walker)
    return slot
  }

  /// Overwrites a parked customer with the walker's.
  mutating func update(_ slot: UInt32, _ walker: inout JourneyWalker) {
    let first = Int(slot) * width
    let customer = walker.customer
    let (ledger, baskets) = keep(
      customer.ledger, at: UInt32(truncatingIfNeeded: rows[first]),
      cost: walker.model.channelCost[customer.channel])
    let core = Core(
      ledger: ledger, stage: UInt16(customer.stage), product: UInt16(customer.product),
      baskets: baskets, segment: UInt8(customer.segment), channel: UInt8(customer.channel),
      shipping: UInt8(customer.shipping), arm: UInt8(walker.arm))
    (rows[first], rows[first + 1]) = core.words
    rows[first + 2] = customer.arrival.bitPattern
    for offset in 0..<stateWidth {
      rows[first + Self.firstState + offset] = walker.slots[1 + offset].bitPattern
    }
    keepCounts(of: &walker, in: slot)
    if keepsPurchases {
      let hasNone = customer.lastOrder == LastOrder() && customer.voucher == 0
      let purchase = Purchase(lastOrder: customer.lastOrder, voucher: customer.voucher)
      if !hasNone || purchases[slot] != nil { purchases[slot] = hasNone ? nil : purchase }
    }
    // A basket of one kind is in order as it is.
    if walker.added.contains(where: { $0 != walker.added[0] }) {
      mixedBaskets[slot] = walker.added
    } else if !mixedBaskets.isEmpty {
      mixedBaskets[slot] = nil
    }
    if customer.isWarmingUp || !walker.visitsBefore.isEmpty {
      befores[slot] = Before(ledger: customer.before, visits: walker.visitsBefore)
    }
  }

  /// Keeps a ledger that is more than a number of baskets and the channel's cost; its place plus 1,
  /// and the baskets.
  private mutating func keep(
    _ ledger: Ledger, at place: UInt32, cost: Int64
  ) -> (place: UInt32, baskets: UInt16) {
    if place > 0 {
      ledgers[place - 1] = ledger
      return (place, 0)
    }
    let isFresh =
      ledger.orders == 0 && ledger.stockOuts == 0 && ledger.returns == 0
      && ledger.baskets <= UInt16.max && ledger.margin == -cost
    return isFresh ? (0, UInt16(ledger.baskets)) : (ledgers.insert(ledger) + 1, 0)
  }

  private mutating func keepCounts(of walker: inout JourneyWalker, in slot: UInt32) {
    var word = Int(slot) * width + firstCount
    var packed: UInt64 = 0
    var shift: UInt64 = 0
    var all: UInt32 = 0
    for count in walker.visits {
      all |= count
      packed |= UInt64(count & 0xff) << shift
      shift += 8
      if shift == 64 {
        rows[word] = packed
        (word, packed, shift) = (word + 1, 0, 0)
      }
    }
    for count in walker.basket {
      all |= UInt32(count)
      packed |= UInt64(count & 0xff) << shift
      shift += 8
      if shift == 64 {
        rows[word] = packed
        (word, packed, shift) = (word + 1, 0, 0)
      }
    }
    if shift > 0 { rows[word] = packed }
    if all > 0xff {
      longCounts[slot] = LongCounts(visits: walker.visits, basket: walker.basket)
    } else if !longCounts.isEmpty {
      longCounts[slot] = nil
    }
  }

  /// Brings a parked customer back into a walker.
  mutating func resume(
    _ slot: UInt32, number: UInt64, time: Double, into walker: inout JourneyWalker
  ) {
    let first = Int(slot) * width
    let fields = (rows[first], rows[first + 1])
    var customer = CustomerState()
    customer.number = number
    customer.arrival = Double(bitPattern: rows[first + 2])
    customer.now = time
    customer.entered = time
    customer.stage = Int(UInt16(truncatingIfNeeded: fields.0 >> 32))
    customer.product = Int(fields.0 >> 48)
    customer.segment = Int(UInt8(truncatingIfNeeded: fields.1 >> 32))
    customer.channel = Int(UInt8(truncatingIfNeeded: fields.1 >> 40))
    customer.shipping = Int(UInt8(truncatingIfNeeded: fields.1 >> 48))
    let ledger = UInt32(truncatingIfNeeded: fields.0)
    if ledger > 0 {
      customer.ledger = ledgers[ledger - 1]
    } else {
      customer.ledger.margin = -walker.model.channelCost[customer.channel]
      customer.ledger.baskets = Int32(UInt16(truncatingIfNeeded: fields.1 >> 16))
    }
    for offset in 0..<stateWidth {
      walker.slots[1 + offset] = Double(bitPattern: rows[first + Self.firstState + offset])
    }
    if let long = longCounts.isEmpty ? nil : longCounts[slot] {
      walker.visits = long.visits
      walker.basket = long.basket
    } else {
      let stages = walker.visits.count
      for stage in 0..<stages { walker.visits[stage] = UInt32(count(stage, first)) }
      for product in walker.basket.indices {
        walker.basket[product] = UInt16(count(stages + product, first))
      }
    }
    walker.added.removeAll(keepingCapacity: true)
    if let mixed = mixedBaskets.isEmpty ? nil : mixedBaskets[slot] { walker.added = mixed }
    for product in walker.basket.indices where walker.basket[product] > 0 {
      let count = walker.basket[product]
      if walker.model.removesItems, walker.added.isEmpty {
        walker.added += repeatElement(UInt16(product), count: Int(count))
      }
      customer.basketItems += Int32(count)
      customer.basketValue += Int64(count) * walker.model.products[product].price
    }
    if keepsPurchases, let purchase = purchases[slot] {
      customer.lastOrder = purchase.lastOrder
      customer.voucher = purchase.voucher
    }
    if let before = befores.isEmpty ? nil : befores[slot] {
      customer.isWarmingUp = before.visits.isEmpty
      customer.before = before.ledger
      walker.visitsBefore = before.visits
    } else if !walker.visitsBefore.isEmpty {
      walker.visitsBefore = []
    }
    walker.customer = customer
    walker.hasChoiceWord = false
    walker.refreshFixedSlots()
  }

  /// A count of the row that begins at a word.
  @inline(__always)
  private func count(_ index: Int, _ first: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: rows[first + firstCount + index >> 3] >> UInt64((index & 7) * 8))
  }

  mutating func release(_ slot: UInt32) {
    let first = Int(slot) * width
    let ledger = UInt32(truncatingIfNeeded: rows[first])
    if ledger > 0 { ledgers.remove(ledger - 1) }
    rows[first] = 0
    if keepsPurchases { purchases[slot] = nil }
    if !longCounts.isEmpty { longCounts[slot] = nil }
    if !mixedBaskets.isEmpty { mixedBaskets[slot] = nil }
    if !befores.isEmpty { befores[slot] = nil }
    free.append(slot)
  }
}
