import GSL
import Scenarios

/// How one product is supplied, read off its stock.
struct PlainSupply {
  /// Units at the start; nil for a product that never runs out.
  var initial: Int?
  /// Hours between orders, where there is a rhythm.
  var interval: Double?
  /// Units on the shelf and under way at which an order is placed.
  var level: Int?
  var quantity = 0
  var leadTime: Distribution?

  /// Reads the supply of a scenario's products.
  ///
  /// Of amounts, only what lies between two shares of the whole counts, rounded at the borders.
  static func read(
    _ scenario: Scenario, customers: Double, from lower: Double = 0, to upper: Double = 1
  ) throws -> [PlainSupply] {
    func units(_ amount: Stock.Amount) -> Int {
      let whole =
        switch amount {
        case .units(let count): Double(count)
        case .perCustomer(let share): (share * customers + 1e-9).rounded(.down)
        }
      guard lower > 0 || upper < 1 else { return Int(whole) }
      return Int((whole * upper + 1e-6).rounded(.down))
        - Int((whole * lower + 1e-6).rounded(.down))
    }
    return try scenario.products.map { product in
      guard let stock = product.stock else { return PlainSupply() }
      var supply = PlainSupply(initial: units(stock.initial), quantity: units(stock.quantity))
      switch stock.rule {
      case .never: break
      case .every(let hours): supply.interval = hours
      case .atOrBelow(let level): supply.level = units(level)
      }
      supply.leadTime = try stock.leadTime?.made()
      return supply
    }
  }
}

/// The shelves that some customers buy from.
struct PlainShelves {
  let index: Int
  let places: [Place]
  let key: RandomKey
  private(set) var rules: [PlainSupply]
  /// Units on the shelf; nil for a product that never runs out.
  private(set) var units: [Int?]
  private var underWay: [Int]
  private var ordersPlaced: [UInt64]
  /// What the shelves have set in motion since it was last collected.
  var toCome: [PlainHappening] = []

  init(index: Int, products: [String], rules: [PlainSupply], key: RandomKey) {
    self.index = index
    self.key = key
    self.rules = rules
    places = products.map { Place("product", $0) }
    units = rules.map(\.initial)
    underWay = rules.map { _ in 0 }
    ordersPlaced = rules.map { _ in 0 }
    for product in rules.indices {
      if let interval = rules[product].interval {
        toCome.append(happening(.reorder, product, at: interval))
      }
      reorderIfLow(product, at: 0)
    }
  }

  /// Whether a basket of products can be taken.
  func hold(_ basket: [Int]) -> Bool {
    Set(basket).allSatisfy { product in
      guard let there = units[product] else { return true }
      return basket.count { $0 == product } <= there
    }
  }

  mutating func take(_ basket: [Int], at time: Double) {
    for product in Set(basket).sorted() {
      units[product]? -= basket.count { $0 == product }
      reorderIfLow(product, at: time)
    }
  }

  mutating func receive(_ amount: Int, of product: Int, at time: Double) {
    underWay[product] -= amount
    units[product]? += amount
    reorderIfLow(product, at: time)
  }

  mutating func reorderInRhythm(_ product: Int, at time: Double) {
    guard let interval = rules[product].interval else { return }
    reorder(product, lots: 1, at: time)
    toCome.append(happening(.reorder, product, at: time + interval))
  }

  /// Goes on under other rules; only what begins or ceases to run out changes its stock.
  mutating func adopt(_ new: [PlainSupply], at time: Double) {
    let old = rules
    rules = new
    for product in new.indices {
      if new[product].initial == nil || units[product] == nil {
        units[product] = new[product].initial
      }
      if let interval = new[product].interval, old[product].interval == nil {
        toCome.append(happening(.reorder, product, at: time + interval))
      }
      reorderIfLow(product, at: time)
    }
  }

  private func happening(
    _ kind: PlainHappening.Kind, _ product: Int, at time: Double, amount: Int = 0
  ) -> PlainHappening {
    PlainHappening(time: time, kind: kind, subject: product, amount: amount, shelves: index)
  }

  private mutating func reorderIfLow(_ product: Int, at time: Double) {
    let rule = rules[product]
    guard let level = rule.level, rule.quantity > 0, let there = units[product] else { return }
    var lots = 0
    while there + underWay[product] + lots * rule.quantity <= level { lots += 1 }
    if lots > 0 { reorder(product, lots: lots, at: time) }
  }

  private mutating func reorder(_ product: Int, lots: Int, at time: Double) {
    let address = PlainWords.Address(
      customer: ordersPlaced[product], place: places[product], purpose: .leadTime)
    ordersPlaced[product] += 1
    let amount = lots * rules[product].quantity
    let lead = max(
      0,
      rules[product].leadTime.map {
        PlainWords(key: key).draw($0, address, seat: 0, part: 1)
      } ?? 0)
    if lead > 0 {
      underWay[product] += amount
      toCome.append(happening(.delivery, product, at: time + lead, amount: amount))
    } else {
      units[product]? += amount
    }
  }
}
