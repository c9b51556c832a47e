/// An article on sale.
package struct Product: Sendable, Equatable, Codable {
  package var name: String
  package var price: Money
  /// What one costs the shop.
  package var unitCost: Money
  /// Weight in the choice of a product; greater than 0.
  package var popularity: Double
  /// A rival's price for the same article; the own price of the base scenario where none is given.
  package var rivalPrice: Money
  /// Stock, or nil when it never runs out.
  package var stock: Stock?
  /// Further numbers, such as the quality, in the order of ``Scenario/productNumbers``.
  package var numbers: [Double]
}

/// A stock that customers share.
package struct Stock: Sendable, Equatable, Codable {
  /// An amount of units, fixed or in proportion to the expected number of customers.
  package enum Amount: Sendable, Equatable, Codable {
    case units(Int)
    /// This many units per expected customer; rounded down.
    case perCustomer(Double)
  }

  /// When stock is ordered.
  package enum Rule: Sendable, Equatable, Codable {
    case never
    /// At fixed intervals in hours, the first after one interval.
    case every(hours: Double)
    /// As soon as stock and orders under way together are at most this.
    case atOrBelow(Amount)
  }

  /// Units at the start.
  package var initial: Amount
  /// When to order.
  package var rule: Rule
  /// Units of one order.
  package var quantity: Amount
  /// Time from order to shelf in hours; nil means at once.
  package var leadTime: DistributionSpec?
}

/// A way to get the goods to the customer.
package struct ShippingOption: Sendable, Equatable, Codable {
  package var name: String
  /// What a customer pays below the free-shipping threshold.
  package var fee: Money
  /// Goods value from which the fee is waived; nil is never, zero is always.
  package var freeFrom: Money?
  /// What a parcel costs the shop.
  package var cost: Money
  /// What is kept back from a refund, at most all of it.
  package var returnFee: Money
  /// What the shop pays for a parcel that comes back.
  package var returnCost: Money
  /// Promised time in hours.
  package var promisedHours: Double
  /// Actual time in hours.
  package var actual: DistributionSpec
  /// Whether the customer collects the goods in the shop.
  package var isCollected: Bool
}

/// A named decision of the business: a path into the scenario and the values it may take.
package struct Lever: Sendable, Equatable, Codable {
  package var name: String
  /// The path that the lever sets.
  package var path: String
  /// Names of the allowed actions, in file order.
  package var actions: [String]
  /// What each action sets the path to, where that is a number, such as a price; the `cost` of an
  /// action that sets a stage.
  package var values: [Double?]
}
