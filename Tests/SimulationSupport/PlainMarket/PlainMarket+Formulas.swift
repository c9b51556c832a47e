import Foundation
import Scenarios

extension PlainMarket {
  /// The value of a formula for a customer as the customer stands.
  func value(of formula: Formula, _ customer: PlainCustomer) -> Double {
    formula.terms.reduce(0) { $0 + value(of: $1, customer) }
  }

  func value(of term: Term, _ customer: PlainCustomer) -> Double {
    term.factors.reduce(term.coefficient) { $0 * value(of: $1, customer) }
  }

  private func value(of factor: Factor, _ customer: PlainCustomer) -> Double {
    let product = factor.powers.reduce(1) { product, power in
      let value = value(of: power.quantity, customer)
      let factor = (0..<abs(power.exponent)).reduce(1) { part, _ in
        part * (power.exponent < 0 && abs(value) < 1e-6 ? value < 0 ? -1e-6 : 1e-6 : value)
      }
      return product * (power.exponent < 0 ? 1 / factor : factor)
    }
    return switch factor.transform {
    case .identity: product
    case .log: log(max(product, 1e-6))
    case .sqrt: max(product, 0).squareRoot()
    case .exp: exp(min(product, 50))
    case .logit:
      log(min(max(product, 1e-6), 1 - 1e-6) / (1 - min(max(product, 1e-6), 1 - 1e-6)))
    case .log1p: log(max(1 + product, 1e-6))
    case .plus: max(product, 0)
    }
  }

  private func value(of quantity: Quantity, _ customer: PlainCustomer) -> Double {
    func indicator(_ holds: Bool) -> Double { holds ? 1 : 0 }
    return switch quantity {
    case .trait(let index): customer.traits[index]
    case .state(let index): customer.states[index]
    case .peak(let index): customer.peaks[index]
    case .productNumber(let index):
      arms[customer.variant].products[customer.product].numbers[index]
    case .shop(let index): arms[customer.variant].shop[index].value
    case .segment(let index): indicator(customer.segment == index)
    case .channel(let index): indicator(customer.channel == index)
    case .shipping(let index): indicator(customer.shipping == index)
    case .product(let index): indicator(customer.product == index)
    case .after(let hours): indicator(customer.now >= warmUp + hours)
    case .attribute(let attribute): value(of: attribute, customer)
    }
  }

  private func value(of attribute: Attribute, _ customer: PlainCustomer) -> Double {
    let variant = customer.variant
    func money(_ amount: Int64) -> Double {
      Double(amount) / Double(base.market.currency.minorPerMajor)
    }
    var option: ShippingOption? {
      let options = arms[variant].shipping
      return options.isEmpty ? nil : options[customer.shipping]
    }
    var goods: Int64 { basketValue(customer) }
    var missing: Int64 { option?.freeFrom.map { max(0, $0.minorUnits - goods) } ?? 0 }
    switch attribute {
    case .price: return money(arms[variant].products[customer.product].price.minorUnits)
    case .rivalPrice:
      return money(arms[variant].products[customer.product].rivalPrice.minorUnits)
    case .inStock:
      return shelves[shelves(of: customer)].hold([customer.product]) ? 1 : 0
    case .basketValue: return money(goods)
    case .basketItems: return Double(customer.basket.count)
    case .shippingFee: return option.map { money(Self.fee($0, goods: goods)) } ?? 0
    case .missingToFreeShipping: return money(missing)
    case .nearFreeShipping:
      return missing == 0 ? 0 : Double(goods) / Double(goods + missing)
    case .promisedDays: return (option?.promisedHours ?? 0) / 24
    case .collected: return option?.isCollected == true ? 1 : 0
    case .deliveryDays: return (customer.lastOrder?.deliveryHours ?? 0) / 24
    case .daysLate:
      let order = customer.lastOrder
      return max(0, (order?.deliveryHours ?? 0) - (order?.promisedHours ?? 0)) / 24
    case .voucher: return money(customer.voucher)
    case .paid: return money(customer.lastOrder?.paid ?? 0)
    case .orders: return Double(customer.book.orders)
    case .visits: return customer.stage.map { Double(customer.book.visits[$0]) } ?? 0
    case .daysSinceArrival: return (customer.now - customer.arrival) / 24
    case .day: return customer.now / 24
    }
  }
}
