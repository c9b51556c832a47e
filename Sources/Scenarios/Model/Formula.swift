/// A linear predictor: a sum of coefficients times products of named quantities.
package struct Formula: Sendable, Equatable, Codable {
  /// The terms in file order; an empty formula is 0.
  package var terms: [Term]

  package init(terms: [Term] = []) {
    self.terms = terms
  }

  package var quantities: [Quantity] { terms.flatMap(\.quantities) }
}

/// One coefficient with its quantities.
package struct Term: Sendable, Equatable, Codable {
  /// The key as written, such as `price_sensitivity * log(price / rival_price)`.
  package var text: String
  /// The factors that are multiplied; none for the constant.
  package var factors: [Factor]
  package var coefficient: Double

  package var quantities: [Quantity] { factors.flatMap { $0.powers.map(\.quantity) } }
}

/// A transform of a product of powers of quantities.
package struct Factor: Sendable, Equatable, Codable {
  /// What is done to the product of powers.
  package enum Transform: String, Sendable, Equatable, CaseIterable, Codable {
    case identity
    /// Natural logarithm, of values below 1e-6 that of 1e-6.
    case log
    /// Square root, of negative values 0.
    case sqrt
    /// Exponential, of values above 50 that of 50.
    case exp
    /// Logarithm of the odds, of values beyond 1e-6 and 1 - 1e-6 that of these.
    case logit
    /// Logarithm of one more than the value, of sums below 1e-6 that of 1e-6.
    case log1p
    /// What is above 0, else 0: a kink.
    case plus

    /// Those that a file names.
    package static let written = allCases.filter { $0 != .identity }

    package var meaning: String {
      switch self {
      case .identity: "The value itself."
      case .log: "Natural logarithm; of values below 1e-6 that of 1e-6."
      case .sqrt: "Square root; of negative values 0."
      case .exp: "Exponential; of values above 50 that of 50."
      case .logit: "Logarithm of the odds of a share; kept within 1e-6 of 0 and 1."
      case .log1p: "Logarithm of one more than the value; of sums below 1e-6 that of 1e-6."
      case .plus: "What the value is above 0, else 0: losses can weigh more than gains."
      }
    }
  }

  package var transform: Transform
  /// Quantities with their whole-number exponents (negative below a division line); a division
  /// by a value nearer to 0 than 1e-6 divides by 1e-6 of the same sign.
  package var powers: [Power]
}

/// A quantity raised to a whole power.
package struct Power: Sendable, Equatable, Codable {
  package var quantity: Quantity
  /// The exponent, in -4...4 and not 0.
  package var exponent: Int
}

/// Something a formula can name.
package enum Quantity: Sendable, Equatable, Hashable, Codable {
  /// A trait, by index into the population's traits.
  case trait(Int)
  /// A state variable, by index into the population's states.
  case state(Int)
  /// The value of a state that was farthest from its start so far: `peak(mood)`.
  case peak(Int)
  /// A further number of the product looked at or considered, by index.
  case productNumber(Int)
  /// A number of the shop, by index.
  case shop(Int)
  case attribute(Attribute)
  /// 1 for customers of this segment, else 0: `segment(regulars)`.
  case segment(Int)
  /// 1 for customers who came by this channel, else 0: `channel(email)`.
  case channel(Int)
  /// 1 while this shipping option is chosen or considered, else 0: `shipping(express)`.
  case shipping(Int)
  /// 1 while this product is looked at or considered, else 0: `product(mug)`.
  case product(Int)
  /// 1 from this hour of the experiment on, before that 0: `after(30 days)`.
  case after(hours: Double)
}

/// Quantities that every scenario has.
///
/// Money is in major units, times are in days.
package enum Attribute: String, Sendable, Equatable, Hashable, CaseIterable, Codable {
  case price
  case rivalPrice = "rival_price"
  case inStock = "in_stock"
  case basketValue = "basket_value"
  case basketItems = "basket_items"
  case shippingFee = "shipping_fee"
  case missingToFreeShipping = "missing_to_free_shipping"
  case nearFreeShipping = "near_free_shipping"
  case promisedDays = "promised_days"
  case collected
  case deliveryDays = "delivery_days"
  case daysLate = "days_late"
  case voucher
  case paid
  case orders
  case visits
  case daysSinceArrival = "days_since_arrival"
  case day

  package var meaning: String {
    switch self {
    case .price: "Price of the product looked at."
    case .rivalPrice: "The rival's price of the product looked at."
    case .inStock: "1 while the product looked at is in stock, else 0; shared between customers."
    case .basketValue: "Goods value of the basket."
    case .basketItems: "Items in the basket."
    case .shippingFee:
      "Fee of the shipping option for the basket as it is; of the first option before one is chosen."
    case .missingToFreeShipping:
      "Goods value missing to free shipping; 0 when it is reached, or where there is none."
    case .nearFreeShipping:
      "Share of the free-shipping threshold in a basket that has not reached it, else 0."
    case .promisedDays: "Promised time of the shipping option in days."
    case .collected: "1 for a shipping option that is collected in the shop, else 0."
    case .deliveryDays: "Actual time of the last order's delivery in days; 0 before an order."
    case .daysLate: "Days by which the last delivery came after its promise; 0 when in time."
    case .voucher: "Value of the voucher that the customer holds."
    case .paid: "What was paid for the last order; 0 before one."
    case .orders: "Orders of the customer so far."
    case .visits: "Visits to the present stage so far, this one included."
    case .daysSinceArrival: "Days since the customer arrived."
    case .day: "Days since the start of the market."
    }
  }
}
