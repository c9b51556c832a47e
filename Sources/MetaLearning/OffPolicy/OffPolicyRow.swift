package import Support

/// One logged decision, as an off-policy estimator sees it.
package struct OffPolicyRow: Sendable, Hashable {
  /// Reward of the action taken.
  package var reward: Double
  /// Probability with which the logging policy took it, above 0.
  package var propensity: Double
  /// Probability with which the evaluated policy would take it.
  package var target: Double
  /// Reward that the model predicts for it.
  package var predicted: Double
  /// Reward that the model predicts under the evaluated policy.
  package var direct: Double

  /// Wraps the five numbers; the model's are 0 where there is none.
  package init(
    reward: Double, propensity: Double, target: Double, predicted: Double = 0, direct: Double = 0
  ) {
    self.reward = reward
    self.propensity = propensity
    self.target = target
    self.predicted = predicted
    self.direct = direct
  }

  /// Computes the model's numbers from predictions for all actions.
  ///
  /// - Throws: ``ArgumentError`` if lengths differ, the action does not exist or the target
  ///   probabilities sum to 0.
  package init(
    reward: Double, action: Int, propensity: Double, targets: [Double], predictions: [Double]
  ) throws(ArgumentError) {
    try ArgumentError.checkLength("predictions", predictions.count, targets.count)
    guard targets.indices.contains(action) else {
      throw ArgumentError("action", found: "\(action)", allowed: "0 to \(targets.count - 1)")
    }
    var total = 0.0
    var sum = 0.0
    for (probability, prediction) in zip(targets, predictions) {
      total += probability
      sum += probability * prediction
    }
    try ArgumentError.checkPositive("sum of target probabilities", total)
    self.init(
      reward: reward, propensity: propensity, target: targets[action],
      predicted: predictions[action], direct: sum / total)
  }
}
