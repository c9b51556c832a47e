/// The stock of each product, shared by all customers of a market.
struct Shelves: Sendable {
  /// Units on the shelf; the largest integer for a product that never runs out.
  private(set) var units: [Int]
  /// Units ordered and not yet there.
  private(set) var underWay: [Int]

  init(units: [Int]) {
    self.units = units
    underWay = [Int](repeating: 0, count: units.count)
  }

  func hold(product: Int) -> Bool { units.isEmpty || units[product] > 0 }

  /// Whether anything can run out.
  var areLimited: Bool { !units.isEmpty }

  /// Whether so many of a product are there.
  func hold(_ goods: (product: Int, count: Int)) -> Bool { goods.count <= units[goods.product] }

  /// Whether nothing is there.
  var areEmpty: Bool { units.allSatisfy { $0 <= 0 } }

  mutating func take(_ count: Int, of product: Int) {
    if units[product] != Int.max { units[product] -= count }
  }

  /// Notes units ordered from the supplier.
  mutating func order(_ count: Int, of product: Int) { underWay[product] += count }

  /// Puts ordered units on the shelf.
  mutating func receive(_ count: Int, of product: Int) {
    underWay[product] -= count
    if units[product] != Int.max { units[product] += count }
  }

  /// Goes on under rules with these units at the start, the largest integer for no limit.
  mutating func adopt(_ initial: [Int]) {
    if units.isEmpty {
      self = Shelves(units: initial)
      return
    }
    for product in units.indices {
      let start = initial.isEmpty ? Int.max : initial[product]
      if start == Int.max || units[product] == Int.max { units[product] = start }
    }
  }
}
