/// What came of a market's customers under a decision maker.
public struct MarketOutcome: Sendable, Equatable {
  /// One row per customer, in number order.
  public var customers: [CustomerOutcome]
  /// Steps along edges.
  public var transitions: Int
  /// Fingerprint of all draws behind choices.
  public var drawsChecksum: UInt64
}

/// What came of one customer.
public struct CustomerOutcome: Sendable, Equatable {
  /// Number of the customer in the market, from 0.
  public var customer: UInt64
  /// Hours from the start of the market to the customer's arrival.
  public var arrival: Double
  /// Index of the customer's segment.
  public var segment: Int
  /// Index of the channel that brought the customer.
  public var channel: Int
  /// Orders placed.
  public var orders = 0
  /// Money received, in minor units.
  public var revenue: Int64 = 0
  /// Revenue less costs, the channel's included, in minor units.
  public var margin: Int64 = 0
  /// Decisions met.
  public var decisions = 0
  /// Whether the horizon cut the journey off.
  public var isCensored = false
}
