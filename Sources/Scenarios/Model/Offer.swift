/// An article on sale.
public struct Product: Sendable, Equatable {
  /// Name as in the file.
  public var name: String
  /// What a customer pays for one.
  public var price: Money
  /// What one costs the shop.
  public var unitCost: Money
  /// Weight in the choice of a product; greater than 0.
  public var popularity: Double
  /// A rival's price for the same article; the own price of the base scenario where none is given.
  public var rivalPrice: Money
  /// Stock, or nil when it never runs out.
  public var stock: Stock?
}

/// A stock that customers share.
public struct Stock: Sendable, Equatable {
  /// An amount of units, fixed or in proportion to the expected number of customers.
  public enum Amount: Sendable, Equatable {
    /// This many units.
    case units(Int)
    /// This many units per expected customer; rounded down.
    case perCustomer(Double)
  }

  /// When stock is ordered.
  public enum Rule: Sendable, Equatable {
    /// Never.
    case never
    /// At fixed intervals in hours, the first after one interval.
    case every(hours: Double)
    /// As soon as stock and orders under way together are at most this.
    case atOrBelow(Amount)
  }

  /// Units at the start.
  public var initial: Amount
  /// When to order.
  public var rule: Rule
  /// Units of one order.
  public var quantity: Amount
  /// Time from order to shelf in hours; nil means at once.
  public var leadTime: DistributionSpec?
}

/// A way to get the goods to the customer.
public struct ShippingOption: Sendable, Equatable {
  /// Name as in the file.
  public var name: String
  /// What a customer pays below the free-shipping threshold.
  public var fee: Money
  /// Goods value from which the fee is waived; nil is never, zero is always.
  public var freeFrom: Money?
  /// What a parcel costs the shop.
  public var cost: Money
  /// What the shop pays for a parcel that comes back.
  public var returnCost: Money
  /// Promised time in hours.
  public var promisedHours: Double
  /// Actual time in hours.
  public var actual: DistributionSpec
  /// Whether the customer collects the goods in the shop.
  public var isCollected: Bool
}

/// A named decision of the business: a path into the scenario and the values it may take.
public struct Lever: Sendable, Equatable {
  /// Name as in the file.
  public var name: String
  /// The path that the lever sets.
  public var path: String
  /// Names of the allowed actions, in file order.
  public var actions: [String]
  /// What each action sets the path to, where that is a number, such as a price; the `cost` of an
  /// action that sets a stage.
  public var values: [Double?]
}
