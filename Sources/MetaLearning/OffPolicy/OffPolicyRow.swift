import Support

/// One logged decision, as an off-policy estimator sees it.
struct OffPolicyRow: Sendable, Hashable {
  var reward: Double
  /// Probability with which the logging policy took it, above 0.
  var propensity: Double
  /// Probability with which the evaluated policy would take it.
  var target: Double
  /// Reward that the model predicts for it; 0 without a model.
  var predicted = 0.0
  /// Reward that the model predicts under the evaluated policy; 0 without a model.
  var direct = 0.0
  /// What the row belongs to whose rows depend on each other, such as a customer; nil for itself.
  var cluster: Int?
  /// Version of the logging policy, in the order of time.
  var version = 0
  /// Σ target² / propensity over the actions: how much the row's weight is expected to vary.
  var spread = 1.0

  var weight: Double { target / propensity }
}

extension OffPolicyRow {
  /// Computes the model's numbers from predictions for all actions.
  /// - Throws: ``ArgumentError`` if lengths differ, the action does not exist or the target
  ///   probabilities sum to 0.
  init(
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
