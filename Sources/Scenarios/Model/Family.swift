/// A family of markets: what differs between them, and by which distribution.
///
/// A market of the family is a *task*. Its values are drawn by key, so that asking for more tasks
/// changes none that was there.
package struct Family: Sendable, Equatable, Codable {
  /// Markets to learn in before any is judged.
  package var trainingTasks: Int
  /// Markets on which policies are judged, each by itself after the training markets.
  package var testTasks: Int
  /// Customers of each market; nil takes the scenario's own arrivals.
  package var customers: Int?
  /// What is known of a market before its first customer, in file order; drawn first.
  package var features: [TaskFeature]
  package var variations: [Variation]

  package init(
    trainingTasks: Int, testTasks: Int, customers: Int? = nil, features: [TaskFeature] = [],
    variations: [Variation] = []
  ) {
    self.trainingTasks = trainingTasks
    self.testTasks = testTasks
    self.customers = customers
    self.features = features
    self.variations = variations
  }
}

/// A number that is known of a market before its first customer, such as its country's income.
package struct TaskFeature: Sendable, Equatable, Codable {
  package var name: String
  /// Its distribution over the markets of the family.
  package var law: DistributionSpec
}

/// A number of the scenario that differs between the markets of a family.
///
/// Its value is constant + Σ coefficient × feature + a draw from `law`.
package struct Variation: Sendable, Equatable, Codable {
  /// The path of the number, followed by a parameter's name for a number within a distribution.
  package var name: String
  /// The part that all markets have.
  package var constant: Double
  /// Coefficients of the family's features, in its order.
  package var coefficients: [Double]
  /// The distribution of what features do not tell; nil for nothing.
  package var law: DistributionSpec?
}
