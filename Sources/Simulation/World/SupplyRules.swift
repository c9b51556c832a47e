import GSL
import Scenarios

/// How each product's stock begins and is filled up.
struct SupplyRules: Sendable, Equatable {
  /// When a product is ordered.
  enum Rule: Sendable, Equatable {
    case never
    case every(hours: Double)
    case atOrBelow(Int)
  }

  /// One product; `initial` is the largest integer when it never runs out.
  struct ProductSupply: Sendable, Equatable {
    var place: Place
    var initial: Int
    var rule: Rule
    var quantity: Int
    var leadTime: QuantileSampler?
  }

  /// One entry per product; none where no product has a stock.
  let products: [ProductSupply]

  init(products: [ProductSupply]) { self.products = products }

  init(scenario: Scenario, expectedCustomers: Double) throws(CompileError) {
    guard scenario.products.contains(where: { $0.stock != nil }) else {
      products = []
      return
    }
    var products: [ProductSupply] = []
    for product in scenario.products {
      let place = DrawPlace.product(product.name)
      guard let stock = product.stock else {
        products.append(
          ProductSupply(place: place, initial: Int.max, rule: .never, quantity: 0, leadTime: nil))
        continue
      }
      let path = ["catalogue", product.name, "stock"]
      func units(_ amount: Stock.Amount) throws(CompileError) -> Int {
        let value: Double =
          switch amount {
          case .units(let count): Double(count)
          case .perCustomer(let share): (share * expectedCustomers + 1e-9).rounded(.down)
          }
        guard value >= 0, value < 1e15 else {
          throw CompileError(path: path, message: "more units than 10^15")
        }
        return Int(value)
      }
      let rule: Rule =
        switch stock.rule {
        case .never: .never
        case .every(let hours): .every(hours: hours)
        case .atOrBelow(let level): .atOrBelow(try units(level))
        }
      var leadTime: QuantileSampler?
      if let spec = stock.leadTime {
        leadTime = QuantileSampler(
          try DistributionCompiler.compile(spec, path: path + ["reorder", "lead"]))
      }
      products.append(
        ProductSupply(
          place: place, initial: try units(stock.initial), rule: rule,
          quantity: try units(stock.quantity), leadTime: leadTime))
    }
    self.products = products
  }
}
