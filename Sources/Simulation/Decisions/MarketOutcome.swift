/// What came of a market's customers under a decision maker.
package struct MarketOutcome: Sendable, Equatable {
  /// One row per customer, in number order.
  package var customers: [CustomerOutcome]
  /// Steps along edges.
  package var transitions: Int
  /// Fingerprint of all draws behind choices.
  package var drawsChecksum: UInt64
}

package struct CustomerOutcome: Sendable, Equatable {
  package var customer: UInt64
  /// Hours from the start of the market to the customer's arrival.
  package var arrival: Double
  package var segment: Int
  package var channel: Int
  package var orders = 0
  /// Money received, in minor units.
  package var revenue: Int64 = 0
  /// Revenue less costs, the channel's included, in minor units.
  package var margin: Int64 = 0
  package var decisions = 0
  package var isCensored = false
}
