import Simulation

/// A market drawn from the family, ready to be run.
struct DrawnMarket: Sendable {
  /// Number among all tasks, training first.
  var index: Int
  /// Whether policies are judged in it.
  var isTest: Bool
  /// Seed of its customers.
  var seed: UInt64
  /// What is known of it before its first customer, standardised over the family.
  var features: [Double]
  /// The market.
  var market: DecisionMarket
}
