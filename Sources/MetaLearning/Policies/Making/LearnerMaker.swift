internal import Scenarios

/// Makes the learner of one description.
struct LearnerMaker {
  let spec: PolicySpec
  let frame: LearnerFrame
  let all: [PolicySpec]

  func learner() throws(LearningError) -> AnyPolicy {
    try checkOptions()
    switch spec.learner {
    case .statusQuo: return AnyPolicy(StatusQuoPolicy())
    case .uniform: return AnyPolicy(UniformPolicy())
    case .epsilonGreedy:
      return AnyPolicy(try MeanPolicy(.epsilonGreedy(option("epsilon", 0.1))))
    case .upperConfidence:
      let means = try MeanPolicy(.upperConfidence(scale: option("scale", 1), horizon: nil))
      return try withFloor(means, 0)
    case .betaThompson:
      try needsBinary()
      let beta = try BetaThompson(actions: frame.actions.count)
      return try withFloor(beta.drawing(draws), 0.01)
    case .linearUpperConfidence:
      return try linear(
        .nothing, isLogistic: false, rule: .upperConfidence(width: option("width", 1)), floor: 0)
    case .squareCB:
      // Gaps are in units of the reward's deviation, as VW's γ = 10 √t takes them.
      return try linear(
        .nothing, isLogistic: false,
        rule: .inverseGap(
          scale: option("scale", 10) / priors(isLogistic: false).scale,
          exponent: option("exponent", 0.5)), floor: 0)
    case .linearThompson: return try linear(.nothing, isLogistic: false, rule: thompson)
    case .logisticThompson:
      try needsBinary()
      return try linear(.nothing, isLogistic: true, rule: thompson)
    case .pooled:
      return AnyPolicy(
        PooledPolicy(try linear(.nothing, isLogistic: frame.isBinary, rule: thompson)))
    case .agnostic: return try linear(.nothing, isLogistic: frame.isBinary, rule: thompson)
    case .adaptive: return try linear(.taskStart, isLogistic: frame.isBinary, rule: thompson)
    case .metaThompson:
      return try linear(.sampledMean, isLogistic: frame.isBinary, rule: thompson)
    case .hierarchical:
      return try linear(.everyBatch, isLogistic: frame.isBinary, rule: thompson)
    case .reptile, .demand, .selector, .bestAction, .oracle, .external:
      throw LearningError(
        "policy \"\(spec.name)\"", found: "the learner \"\(spec.learner.rawValue)\"",
        allowed: "a learner that is made from its description alone")
    }
  }

  var thompson: ChoiceRule { .thompson(draws: draws) }

  /// Number of draws; one out of range, or not a number, is left to the rule to refuse.
  private var draws: Int {
    let draws = option("draws", 64)
    return draws.isNaN ? 0 : Int(min(max(draws, 0), 1e6).rounded())
  }

  func option(_ name: String, _ usual: Double) -> Double { spec.options[name] ?? usual }

  func priors(isLogistic: Bool) -> LearnerPriors {
    LearnerPriors(
      frame: frame, isLogistic: isLogistic, hyperDeviation: spec.options["prior deviation"],
      widths: spec.options["task deviation"].map { [$0] })
  }

  /// Makes a linear policy; one that learns alone takes the widest task width into its prior.
  func linear(
    _ sharing: LinearSettings.Sharing, isLogistic: Bool, rule: ChoiceRule, floor: Double = 0.01
  ) throws(LearningError) -> AnyPolicy {
    let priors = priors(isLogistic: isLogistic)
    // Evidence about the width comes from differences between tasks, which one alone has none of.
    let covariances =
      sharing == .nothing
      ? [priors.taskCovariances[max(priors.taskCovariances.count - 2, 0)]]
      : priors.taskCovariances
    return AnyPolicy(
      try LinearPolicy(
        LinearSettings(
          layout: .perAction(actions: frame.actions.count, features: frame.features.count),
          likelihood: isLogistic ? .logistic : .gaussian(noiseVariance: priors.noiseVariance),
          sharing: sharing, hyperMean: priors.mean, hyperCovariance: priors.hyperCovariance,
          taskCovariances: covariances),
        rule: rule, floor: option("floor", floor), kind: spec.learner.rawValue))
  }

  private func withFloor(
    _ policy: some Policy, _ usual: Double
  ) throws(LearningError) -> AnyPolicy {
    let floor = option("floor", usual)
    return floor == 0
      ? AnyPolicy(policy) : AnyPolicy(try FloorPolicy(AnyPolicy(policy), floor: floor))
  }

  private func needsBinary() throws(LearningError) {
    guard frame.isBinary else {
      throw LearningError(
        "policy \"\(spec.name)\"", found: "rewards that are not 0 or 1",
        allowed: "the reward conversion with the learner \"\(spec.learner.rawValue)\"")
    }
  }

  private func checkOptions() throws(LearningError) {
    let known = PolicyFactory.options(of: spec.learner)
    for name in spec.options.keys.sorted() where !known.contains(name) {
      throw LearningError(
        "policy \"\(spec.name)\"", found: "the option \"\(name)\"",
        allowed: known.isEmpty ? "no option" : known.joined(separator: ", "))
    }
  }
}
