/// A family of markets: what differs between them, and by which law.
///
/// A market of the family is a *task*. Its values are drawn by key, so that asking for more tasks
/// changes none that was there.
public struct Family: Sendable, Equatable {
  /// Markets to learn in before any is judged.
  public var trainingTasks: Int
  /// Markets on which policies are judged, each by itself after the training markets.
  public var testTasks: Int
  /// Customers of each market; nil takes the scenario's own arrivals.
  public var customers: Int?
  /// What is known of a market before its first customer, in file order; drawn first.
  public var features: [TaskFeature]
  /// What differs between markets, in file order.
  public var variations: [Variation]

  /// Describes a family.
  public init(
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

/// A figure that is known of a market before its first customer, such as its country's income.
public struct TaskFeature: Sendable, Equatable {
  /// Name as in the file.
  public var name: String
  /// The law over the markets of the family.
  public var law: DistributionSpec
}

/// A number of the scenario that differs between the markets of a family.
///
/// Its value is constant + Σ coefficient × feature + a draw from the law.
public struct Variation: Sendable, Equatable {
  /// The path of the number, followed by a parameter's name for a number within a distribution.
  public var name: String
  /// The part that all markets have.
  public var constant: Double
  /// Coefficients of the family's features, in its order.
  public var coefficients: [Double]
  /// The law of what features do not tell; nil for nothing.
  public var law: DistributionSpec?
}
