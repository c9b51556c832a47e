import Scenarios

extension JourneyWalker {
  /// The value of a form whose monomials are fresh.
  @inline(__always)
  func value(of form: LinearForm) -> Double {
    var sum = form.constant
    for index in form.terms.range {
      let term = model.terms[index]
      sum += term.coefficient * slots[Int(term.slot)]
    }
    return sum
  }

  /// Brings the monomials that a form names up to date.
  mutating func refresh(_ form: LinearForm, world: borrowing World) {
    for index in form.refresh.range { refresh(model.refreshes[index], world: world) }
  }

  /// Evaluates a monomial that the shared world plays no part in.
  mutating func refresh(_ id: Int32) { refresh(id, world: World.withoutSharedState) }

  mutating func refresh(_ id: Int32, world: borrowing World) {
    let monomial = model.monomials[Int(id)]
    var product = 1.0
    for index in monomial.factors.range {
      let factor = model.factors[index]
      var inner = 1.0
      for power in factor.powers.range {
        let entry = model.powers[power]
        inner *= FormulaMath.power(value(of: entry.source, world: world), entry.exponent)
      }
      product *= FormulaMath.transform(inner, factor.transform)
    }
    slots[Int(monomial.slot)] = product
  }

  private func value(of source: QuantitySource, world: borrowing World) -> Double {
    switch source {
    case .constant(let value): value
    case .slot(let slot): slots[Int(slot)]
    case .segment(let index): customer.segment == Int(index) ? 1 : 0
    case .channel(let index): customer.channel == Int(index) ? 1 : 0
    case .product(let index): customer.product == Int(index) ? 1 : 0
    case .shipping(let index): customer.shipping == Int(index) ? 1 : 0
    case .after(let hours): customer.now >= hours ? 1 : 0
    case .attribute(let attribute): value(of: attribute, world: world)
    }
  }

  private func value(of attribute: Attribute, world: borrowing World) -> Double {
    switch attribute {
    case .price: money(model.products[customer.product].price)
    case .rivalPrice: money(model.products[customer.product].rivalPrice)
    case .inStock: world.shelves.hold(product: customer.product) ? 1 : 0
    case .basketValue: money(customer.basketValue)
    case .basketItems: Double(customer.basketItems)
    case .shippingFee:
      model.shipping.isEmpty
        ? 0 : money(model.shipping[customer.shipping].fee(forGoods: customer.basketValue))
    case .missingToFreeShipping: money(missingToFreeShipping)
    case .nearFreeShipping:
      missingToFreeShipping == 0
        ? 0
        : Double(customer.basketValue)
          / Double(customer.basketValue + missingToFreeShipping)
    case .promisedDays:
      model.shipping.isEmpty ? 0 : model.shipping[customer.shipping].promisedHours / 24
    case .collected:
      !model.shipping.isEmpty && model.shipping[customer.shipping].isCollected ? 1 : 0
    case .deliveryDays: customer.lastOrder.deliveryHours / 24
    case .daysLate: max(0, customer.lastOrder.deliveryHours - customer.lastOrder.promisedHours) / 24
    case .voucher: money(customer.voucher)
    case .orders: Double(customer.before.orders + customer.ledger.orders)
    case .visits: Double(visits[customer.stage])
    case .daysSinceArrival: (customer.now - customer.arrival) / 24
    case .day: customer.now / 24
    }
  }

  private func money(_ minorUnits: Int64) -> Double { Double(minorUnits) / model.minorPerMajor }

  private var missingToFreeShipping: Int64 {
    guard !model.shipping.isEmpty else { return 0 }
    let threshold = model.shipping[customer.shipping].freeFrom
    guard threshold != Int64.max else { return 0 }
    return max(0, threshold - customer.basketValue)
  }
}
