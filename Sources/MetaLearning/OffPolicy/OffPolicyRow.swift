/// One logged decision, as an off-policy estimator sees it.
public struct OffPolicyRow: Sendable, Hashable {
  /// Reward of the action taken.
  public var reward: Double
  /// Probability with which the logging policy took it, above 0.
  public var propensity: Double
  /// Probability with which the evaluated policy would take it.
  public var target: Double
  /// Reward that the model predicts for it.
  public var predicted: Double
  /// Reward that the model predicts under the evaluated policy.
  public var direct: Double

  /// Wraps the five figures; the model's are 0 where there is none.
  public init(
    reward: Double, propensity: Double, target: Double, predicted: Double = 0, direct: Double = 0
  ) {
    self.reward = reward
    self.propensity = propensity
    self.target = target
    self.predicted = predicted
    self.direct = direct
  }

  /// Computes the model's figures from predictions for all actions.
  ///
  /// - Throws: ``LearningError`` if lengths differ, the action does not exist or the target
  ///   probabilities sum to 0.
  public init(
    reward: Double, action: Int, propensity: Double, targets: [Double], predictions: [Double]
  ) throws(LearningError) {
    try LearningError.checkLength("predictions", predictions.count, targets.count)
    guard targets.indices.contains(action) else {
      throw LearningError("action", found: "\(action)", allowed: "0 to \(targets.count - 1)")
    }
    var total = 0.0
    var sum = 0.0
    for (probability, prediction) in zip(targets, predictions) {
      total += probability
      sum += probability * prediction
    }
    try LearningError.checkPositive("sum of target probabilities", total)
    self.init(
      reward: reward, propensity: propensity, target: targets[action],
      predicted: predictions[action], direct: sum / total)
  }
}
