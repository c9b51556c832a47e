import MetaLearning
import Scenarios
import Support

/// What is known of a decision point before policies start: names, and the status quo's history.
struct PointFrame: Sendable, Hashable, Codable {
  var learner: LearnerFrame
  var contextMeans: [Double]
  /// Standard deviation of each context term in the history; 1 for a term that never changes.
  var contextDeviations: [Double]
  /// Mean hours from a decision to a reward, for the exposure of decisions without one.
  var meanDelay: Double
  /// Decisions per customer of the market, to spread a budget by.
  var decisionsPerCustomer: Double
  /// Whether the policy gets context and rewards as they are; no saved state is of such a policy.
  var isRaw = false

  private enum CodingKeys: String, CodingKey {
    case learner, contextMeans, contextDeviations, meanDelay, decisionsPerCustomer
  }

  init(point: Int, of learning: Learning, in scenario: Scenario) {
    let decision = learning.decisions[point]
    let lever = scenario.levers[decision.lever]
    learner = LearnerFrame(
      actions: lever.actions, values: lever.values, statusQuo: decision.statusQuo,
      features: ["constant"] + decision.context.map(\.text),
      taskFeatures: scenario.family?.features.map(\.name) ?? [],
      isBinary: learning.reward == .conversion)
    contextMeans = Array(repeating: 0, count: decision.context.count)
    contextDeviations = Array(repeating: 1, count: decision.context.count)
    meanDelay = 1
    decisionsPerCustomer = 1
  }

  /// Checks what features are made with.
  /// - Throws: ``ArgumentError`` if a list does not fit the learner's features, or a number is not
  ///   finite, or a deviation not above 0.
  func validate() throws(ArgumentError) {
    let terms = learner.features.count - 1
    try ArgumentError.checkLength("contextMeans", contextMeans.count, terms)
    try ArgumentError.checkLength("contextDeviations", contextDeviations.count, terms)
    for mean in contextMeans {
      try ArgumentError.check("contextMeans", mean, "finite") { _ in true }
    }
    for deviation in contextDeviations {
      try ArgumentError.checkPositive("contextDeviations", deviation)
    }
    try ArgumentError.check("meanDelay", meanDelay, "a number from 0 on") { $0 >= 0 }
    try ArgumentError.check("decisionsPerCustomer", decisionsPerCustomer, "a number from 0 on") {
      $0 >= 0
    }
  }

  /// The features of a context: 1, and the context, standardised unless it is wanted raw.
  func features(of context: [Double]) -> [Double] {
    guard !isRaw else { return [1] + context }
    var features = [1.0]
    features.reserveCapacity(context.count + 1)
    for (term, value) in context.enumerated() where contextMeans.indices.contains(term) {
      features.append((value - contextMeans[term]) / contextDeviations[term])
    }
    return features
  }

  /// By what the policy's rewards are standardised: nothing for rewards of 0 and 1 and raw ones.
  var rewardMoments: (mean: Double, deviation: Double) {
    guard !isRaw, !learner.isBinary else { return (0, 1) }
    return (learner.rewardMean, learner.rewardDeviation > 0 ? learner.rewardDeviation : 1)
  }
}
