import Scenarios

/// Quantities whose value an arm fixes for every customer and visit.
struct ArmConstants {
  private let scenario: Scenario
  private let minorPerMajor: Double

  /// Hours at which the experiment begins, from which `after` counts.
  let start: Double

  init(scenario: Scenario, start: Double) {
    self.start = start
    self.scenario = scenario
    minorPerMajor = Double(scenario.market.currency.minorPerMajor)
  }

  /// The fixed value of a quantity, or nil where it depends on customer, offer or time.
  func value(of quantity: Quantity) -> Double? {
    switch quantity {
    case .trait, .state, .peak, .channel: nil
    case .productNumber(let index):
      scenario.products.allSatisfy { $0.numbers[index] == scenario.products[0].numbers[index] }
        ? scenario.products[0].numbers[index] : nil
    case .shop(let index): scenario.shop[index].value
    case .segment: scenario.population.segments.count == 1 ? 1 : nil
    case .product: scenario.products.count == 1 ? 1 : nil
    case .shipping: scenario.shipping.count == 1 ? 1 : nil
    case .after(let hours): start + hours == 0 ? 1 : nil
    case .attribute(let attribute): value(of: attribute)
    }
  }

  private func value(of attribute: Attribute) -> Double? {
    let onlyProduct = scenario.products.count == 1 ? scenario.products.first : nil
    let onlyShipping = scenario.shipping.count == 1 ? scenario.shipping.first : nil
    switch attribute {
    case .price: return onlyProduct.map { Double($0.price.minorUnits) / minorPerMajor }
    case .rivalPrice: return onlyProduct.map { Double($0.rivalPrice.minorUnits) / minorPerMajor }
    case .inStock: return scenario.products.allSatisfy { $0.stock == nil } ? 1 : nil
    case .shippingFee:
      guard !scenario.shipping.isEmpty else { return 0 }
      guard let option = onlyShipping else { return nil }
      if option.freeFrom == .zero || option.fee == .zero { return 0 }
      return option.freeFrom == nil ? Double(option.fee.minorUnits) / minorPerMajor : nil
    case .missingToFreeShipping, .nearFreeShipping:
      return scenario.shipping.allSatisfy { ($0.freeFrom ?? .zero) == .zero } ? 0 : nil
    case .promisedDays:
      guard !scenario.shipping.isEmpty else { return 0 }
      return onlyShipping.map { $0.promisedHours / 24 }
    case .collected:
      guard !scenario.shipping.isEmpty else { return 0 }
      return onlyShipping.map { $0.isCollected ? 1 : 0 }
    case .voucher: return scenario.journey.stages.allSatisfy { $0.voucher == nil } ? 0 : nil
    case .basketValue, .basketItems, .deliveryDays, .daysLate, .paid, .orders, .visits,
      .daysSinceArrival,
      .day:
      return nil
    }
  }

  /// Whether a quantity can change during a customer's journey.
  static func changesOnTheWay(_ quantity: Quantity) -> Bool {
    switch quantity {
    case .trait, .segment, .channel, .shop: false
    case .state, .peak, .productNumber, .product, .shipping, .attribute, .after: true
    }
  }
}
