package import Support

/// What a learner is told about its decision point before it starts.
///
/// Features and rewards reach policies standardised: features but the first centred and scaled,
/// real rewards as (reward − mean) / deviation, rewards of 0 and 1 as they are. The moments come
/// from the status quo's history, which a business has before it starts to learn.
package struct LearnerFrame: Sendable, Hashable, Codable {
  package var actions: [String]
  /// What each action is worth or costs the customer, such as its price; nil where it has no number.
  package var values: [Double?]
  package var statusQuo: Int
  /// Names of the features; the first is the constant 1.
  package var features: [String]
  /// Names of what is known of a task before its first customer.
  package var taskFeatures: [String]
  /// Whether rewards are 0 or 1.
  package var isBinary: Bool
  /// Mean reward of the status quo, in the reward's own unit.
  package var rewardMean: Double
  /// Standard deviation of the status quo's reward, in the reward's own unit.
  package var rewardDeviation: Double

  package init(
    actions: [String], values: [Double?], statusQuo: Int = 0, features: [String] = ["constant"],
    taskFeatures: [String] = [], isBinary: Bool, rewardMean: Double = 0,
    rewardDeviation: Double = 1
  ) {
    self.actions = actions
    self.values = values
    self.statusQuo = statusQuo
    self.features = features
    self.taskFeatures = taskFeatures
    self.isBinary = isBinary
    self.rewardMean = rewardMean
    self.rewardDeviation = rewardDeviation
  }

  /// Checks what the learners rely on.
  /// - Throws: ``ArgumentError`` if there is no action or feature, a length differs, the status quo
  ///   is not an action, or a moment is not finite.
  package func validate() throws(ArgumentError) {
    guard !actions.isEmpty else {
      throw ArgumentError("actions", found: "none", allowed: "at least one")
    }
    guard !features.isEmpty else {
      throw ArgumentError("features", found: "none", allowed: "the constant at least")
    }
    try ArgumentError.checkLength("values", values.count, actions.count)
    guard actions.indices.contains(statusQuo) else {
      throw ArgumentError(
        "statusQuo", found: "\(statusQuo)", allowed: "0 to \(actions.count - 1)")
    }
    try ArgumentError.check("rewardMean", rewardMean, "a finite number") { _ in true }
    try ArgumentError.check("rewardDeviation", rewardDeviation, "a number from 0 on") { $0 >= 0 }
  }
}
