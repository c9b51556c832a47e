import Simulation

/// A market drawn from the family, ready to be run.
struct DrawnMarket: Sendable {
  /// Number among all tasks, training first.
  var index: Int
  var isTest: Bool
  var seed: UInt64
  /// What is known of it before its first customer, as it is.
  var rawFeatures: [Double]
  /// What is known of it before its first customer, standardised over the family.
  var features: [Double]
  var market: DecisionMarket
  /// Its customers before their first decisions; nil where that cannot be kept.
  var start: MarketStart?
  /// When it changes for all of its customers.
  var times: TimeCuts
}
