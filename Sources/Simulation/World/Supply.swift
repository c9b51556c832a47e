import GSL

/// The products' stock as a kind of shared state: shelves that orders empty and deliveries fill.
///
/// To enter a stage that orders is a turn, and so is every choice that reads `in_stock`.
struct Supply: SharedKind {
  static let name = "stock"

  var shelves: Shelves
  private var rules: SupplyRules
  private let key: RandomKey
  private var schedule = SupplySchedule()
  /// Orders placed per product, to key their lead times.
  private var ordersPlaced: [UInt64]
  /// The most that a customer wanted of each product while the order did not matter.
  private var mostWanted: [Int] = []
  /// Whether anything was reordered meanwhile, which has its time.
  private var hasReordered = false

  init(_ rules: SupplyRules, key: RandomKey) {
    self.rules = rules
    self.key = key
    shelves = Shelves(units: rules.products.map(\.initial))
    ordersPlaced = [UInt64](repeating: 0, count: rules.products.count)
    for (index, product) in rules.products.enumerated() {
      if case .every(let hours) = product.rule {
        schedule.add(SupplyEvent(time: hours, kind: .reorder, subject: index, amount: 0))
      } else {
        reorderIfLow(index, at: 0)
      }
    }
  }

  /// Time of the next event that needs no customer; infinity when there is none.
  var nextEvent: Double { schedule.nextTime }

  mutating func advance() {
    guard let event = schedule.removeNext() else { return }
    switch event.kind {
    case .delivery:
      shelves.receive(event.amount, of: event.subject)
      reorderIfLow(event.subject, at: event.time)
    case .reorder:
      guard rules.products.indices.contains(event.subject),
        case .every(let hours) = rules.products[event.subject].rule
      else { return }
      reorder(event.subject, lots: 1, at: event.time)
      schedule.add(
        SupplyEvent(time: event.time + hours, kind: .reorder, subject: event.subject, amount: 0))
    }
  }

  /// Goes on under other rules of supply from a time on.
  ///
  /// What is on the shelves and under way stays, but of products that run out under one of the
  /// rules only: those are filled up, or begin with the new rule's stock.
  mutating func adopt(_ rules: SupplyRules, at time: Double) {
    let old = self.rules.products
    self.rules = rules
    shelves.adopt(rules.products.map(\.initial))
    while ordersPlaced.count < rules.products.count { ordersPlaced.append(0) }
    for (index, product) in rules.products.enumerated() {
      guard case .every(let hours) = product.rule else {
        reorderIfLow(index, at: time)
        continue
      }
      if old.indices.contains(index), case .every = old[index].rule { continue }
      schedule.add(SupplyEvent(time: time + hours, kind: .reorder, subject: index, amount: 0))
    }
  }

  /// Whether so many of each product are there.
  mutating func holds(_ goods: [(product: Int, count: Int)]) -> Bool {
    var areThere = true
    for goods in goods where !holds(goods) { areThere = false }
    return areThere
  }

  mutating func holds(_ goods: (product: Int, count: Int)) -> Bool {
    if !mostWanted.isEmpty {
      mostWanted[goods.product] = max(mostWanted[goods.product], goods.count)
    }
    return shelves.hold(goods)
  }

  /// Takes so many of each product off the shelves.
  mutating func take(_ goods: [(product: Int, count: Int)], at time: Double) {
    for goods in goods { take(goods, at: time) }
  }

  mutating func take(_ goods: (product: Int, count: Int), at time: Double) {
    shelves.take(goods.count, of: goods.product)
    reorderIfLow(goods.product, at: time)
  }

  /// Orders as many lots as bring stock and orders under way above the reorder level.
  private mutating func reorderIfLow(_ product: Int, at time: Double) {
    guard rules.products.indices.contains(product) else { return }
    let rule = rules.products[product]
    guard case .atOrBelow(let level) = rule.rule, rule.quantity > 0 else { return }
    let available = shelves.units[product] + shelves.underWay[product]
    guard available <= level else { return }
    reorder(product, lots: (level - available) / rule.quantity + 1, at: time)
  }

  private mutating func reorder(_ product: Int, lots: Int, at time: Double) {
    hasReordered = true
    let rule = rules.products[product]
    let seats = Seats(
      key: key, customer: ordersPlaced[product], place: rule.place, purpose: .leadTime)
    ordersPlaced[product] += 1
    let lead =
      rule.leadTime.map {
        max(0, $0.value(seats, TimeSeat.time.rawValue, part: TimeSeat.part.rawValue))
      } ?? 0
    let amount = lots * rule.quantity
    shelves.order(amount, of: product)
    if lead == 0 {
      shelves.receive(amount, of: product)
    } else {
      schedule.add(
        SupplyEvent(time: time + lead, kind: .delivery, subject: product, amount: amount))
    }
  }
}

// Turns in any order.
extension Supply {
  /// Customers who come to a second turn want more than was known.
  private static let reserve = 64

  mutating func beginAnyOrder(before end: Double, wanted: [Int]) -> Bool {
    guard nextEvent >= end else { return false }
    if shelves.areEmpty { return true }
    for product in shelves.units.indices where shelves.units[product] != Int.max {
      guard room(product) >= wanted[product] + wanted[product] / 4 + Self.reserve else {
        return false
      }
    }
    mostWanted = [Int](repeating: 1, count: shelves.units.count)
    hasReordered = false
    return true
  }

  mutating func endAnyOrder() -> Bool {
    defer { mostWanted = [] }
    // As much is left as anybody wanted: then it was there for everybody in any order.
    return mostWanted.isEmpty
      || !hasReordered
        && mostWanted.indices.allSatisfy { shelves.units[$0] >= mostWanted[$0] }
  }

  /// Units that may go before the shelf is empty or filled up.
  private func room(_ product: Int) -> Int {
    let units = shelves.units[product]
    let rule = rules.products[product]
    guard case .atOrBelow(let level) = rule.rule, rule.quantity > 0 else { return units }
    return min(units, units + shelves.underWay[product] - level - 1)
  }
}
