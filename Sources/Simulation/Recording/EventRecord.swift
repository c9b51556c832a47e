/// One thing that happened to a customer, as a business could log it.
public struct EventRecord: Sendable, Equatable {
  /// What happened.
  public enum Kind: UInt8, Sendable {
    /// A visit to a stage began.
    case enter
    /// An item went into the basket.
    case addItem
    /// An item went out of the basket.
    case removeItem
    /// An order was paid.
    case order
    /// An order was refunded.
    case refund
    /// An empty shelf turned the customer away.
    case stockOut
    /// The horizon cut the journey off.
    case censored
  }

  /// Hours since the start of the market.
  public var time: Double
  /// Number of the customer.
  public var customer: UInt64
  /// Money of an order or refund, in minor units; else 0.
  public var amount: Int64
  /// Goods value of the basket after the event, in minor units.
  public var basketValue: Int64
  /// Index of the stage.
  public var stage: UInt16
  /// Index of the product looked at, added or removed.
  public var product: UInt16
  /// Items in the basket after the event.
  public var basketItems: UInt16
  /// Index of the channel.
  public var channel: UInt8
  /// What happened.
  public var kind: Kind
}

/// One customer as a business sees the customer, with what only a simulation knows beside it.
public struct CustomerRecord: Sendable, Equatable {
  /// Number of the customer.
  public var customer: UInt64
  /// Hours from the start of the market to arrival.
  public var arrival: Double
  /// Index of the segment.
  public var segment: Int
  /// Index of the channel.
  public var channel: Int
  /// Index of the arm the customer was assigned to.
  public var arm: Int
  /// Whether the horizon cut the journey off.
  public var isCensored: Bool
  /// The latent traits, in the scenario's order.
  public var traits: [Double]
  /// Measures under the assigned arm, in the plan's order.
  public var measures: [Int64]
  /// Latent measures under every arm, arm-major; empty when customers share state.
  public var potentialMeasures: [Int64]
}

/// Rows of one block of customers, in customer order; within a customer, in time order.
public struct BlockRecord: Sendable {
  /// Number of the block.
  public var index: Int
  /// Customers of the block.
  public var customers: [CustomerRecord] = []
  /// Events of the block.
  public var events: [EventRecord] = []
  /// The arm of each event's customer, by event.
  public var eventArms: [UInt16] = []
}
