/// What a learner is told about its decision point before it starts.
///
/// Features and rewards reach policies standardised: features but the first centred and scaled,
/// real rewards as (reward − mean) / deviation, rewards of 0 and 1 as they are. The moments come
/// from the status quo's history, which a business has before it starts to learn.
public struct LearnerFrame: Sendable, Hashable, Codable {
  /// Names of the actions.
  public var actions: [String]
  /// What each action is worth or costs the customer, such as its price; nil where it has no number.
  public var values: [Double?]
  /// The action that business as usual takes.
  public var statusQuo: Int
  /// Names of the features; the first is the constant 1.
  public var features: [String]
  /// Names of what is known of a task before its first customer.
  public var taskFeatures: [String]
  /// Whether rewards are 0 or 1.
  public var isBinary: Bool
  /// Mean reward of the status quo, in the reward's own unit.
  public var rewardMean: Double
  /// Standard deviation of the status quo's reward, in the reward's own unit.
  public var rewardDeviation: Double

  /// Describes a decision point.
  public init(
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
  ///
  /// - Throws: ``LearningError`` if there is no action or feature, a length differs, the status quo
  ///   is not an action, or a moment is not finite.
  func validate() throws(LearningError) {
    guard !actions.isEmpty else {
      throw LearningError("actions", found: "none", allowed: "at least one")
    }
    guard !features.isEmpty else {
      throw LearningError("features", found: "none", allowed: "the constant at least")
    }
    try LearningError.checkLength("values", values.count, actions.count)
    guard actions.indices.contains(statusQuo) else {
      throw LearningError(
        "statusQuo", found: "\(statusQuo)", allowed: "0 to \(actions.count - 1)")
    }
    try LearningError.check("rewardMean", rewardMean, "a finite number") { _ in true }
    try LearningError.check("rewardDeviation", rewardDeviation, "a number from 0 on") { $0 >= 0 }
  }
}
