import MetaLearning
internal import Scenarios
import Support

/// Makes the learner of one description.
struct LearnerMaker {
  let spec: PolicySpec
  let frame: LearnerFrame
  let all: [PolicySpec]

  func learner() throws(ArgumentError) -> AnyPolicy {
    try checkOptions()
    switch spec.learner {
    case .statusQuo: return AnyPolicy(StatusQuoPolicy())
    case .uniform: return AnyPolicy(UniformPolicy())
    case .epsilonGreedy:
      return AnyPolicy(try MeanPolicy(.epsilonGreedy(option("epsilon", 0.1))))
    case .upperConfidence:
      // UCB1's own scale is for rewards in 0...1, whose deviation is at most one half.
      let scale = option("width", frame.isBinary ? 1 : 2)
      return try withFloor(MeanPolicy(.upperConfidence(scale: scale, horizon: nil)))
    case .betaThompson:
      try needsBinary()
      return try withFloor(BetaThompson(actions: frame.actions.count).drawing(draws), 0.01)
    case .linearUpperConfidence:
      return try linear(
        .nothing, isLogistic: false, rule: .upperConfidence(width: option("width", 1)), floor: 0)
    case .squareCB:
      // Gaps are in units of the reward's deviation, as VW's γ = 10 √t takes them.
      return try linear(
        .nothing, isLogistic: false,
        rule: .inverseGap(
          scale: option("scale", 10) / LearnerPriors.scale(of: frame),
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
    case .reptile: return try reptile()
    case .demand: return try demand()
    case .selector: return try selector()
    case .bestAction, .oracle, .external:
      throw ArgumentError(
        "policy \"\(spec.name)\"", found: "the learner \"\(spec.learner.rawValue)\"",
        allowed: "a learner that is made from its description alone")
    }
  }

  private var thompson: ChoiceRule { .thompson(draws: draws) }

  /// Number of draws; one out of range, or not a number, is left to the rule to refuse.
  private var draws: Int { whole("draws", 64) }

  private func whole(_ name: String, _ usual: Double) -> Int {
    let value = option(name, usual)
    return value.isNaN ? 0 : Int(min(max(value, 0), 1e6).rounded())
  }

  private func option(_ name: String, _ usual: Double) -> Double { spec.options[name] ?? usual }

  /// Widths of tasks: evidence about them comes from differences between tasks, which one has not.
  ///
  /// A mean that is drawn once and taken for true must leave a task room to lie far from it.
  private func widths(_ sharing: LinearSettings.Sharing) -> [Double] {
    if let width = spec.options["task deviation"] { return [width] }
    return switch sharing {
    case .nothing: [LearnerPriors.width]
    case .sampledMean: [LearnerPriors.widths.max() ?? 1]
    default: LearnerPriors.widths
    }
  }

  private func linear(
    _ sharing: LinearSettings.Sharing, isLogistic: Bool, rule: ChoiceRule, floor: Double = 0.01
  ) throws(ArgumentError) -> AnyPolicy {
    let taskFeatures = sharing == .nothing ? 0 : frame.taskFeatures.count
    let priors = LearnerPriors(
      frame: frame, isLogistic: isLogistic, hyperDeviation: spec.options["prior deviation"],
      widths: widths(sharing), taskFeatures: taskFeatures)
    return AnyPolicy(
      try LinearPolicy(
        LinearSettings(
          layout: .perAction(actions: frame.actions.count, features: frame.features.count),
          likelihood: priors.likelihood, sharing: sharing, hyperMean: priors.mean,
          hyperCovariance: priors.hyperCovariance, taskCovariances: priors.taskCovariances,
          taskFeatures: taskFeatures),
        rule: rule, floor: option("floor", floor), kind: spec.learner.rawValue))
  }

  private func demand() throws(ArgumentError) -> AnyPolicy {
    var values: [Double] = []
    for (action, value) in frame.values.enumerated() {
      guard let value, value.isFinite else {
        throw ArgumentError(
          "policy \"\(spec.name)\"",
          found: "the action \"\(frame.actions[action])\" without a value",
          allowed: "the learner \"demand\" where every action has a value, such as its price")
      }
      values.append(value)
    }
    let isLinear = option("linear", 0) != 0
    let priors = LearnerPriors(
      demandOf: frame, isLinear: isLinear, hyperDeviation: spec.options["prior deviation"],
      widths: widths(.everyBatch), taskFeatures: frame.taskFeatures.count)
    guard let slope = DemandPolicy.Slope(rawValue: Int(option("slope", -1).rounded())) else {
      throw ArgumentError("slope", found: "\(option("slope", -1))", allowed: "-1, 0 or 1")
    }
    return AnyPolicy(
      try DemandPolicy(
        LinearSettings(
          layout: .shared(features: 2 * frame.features.count), likelihood: priors.likelihood,
          sharing: .everyBatch, hyperMean: priors.mean, hyperCovariance: priors.hyperCovariance,
          taskCovariances: priors.taskCovariances, taskFeatures: frame.taskFeatures.count),
        values: values, slope: slope, cost: spec.options["cost"],
        reward: DemandPolicy.RewardScale(
          isBinary: frame.isBinary, mean: frame.rewardMean, deviation: frame.rewardDeviation),
        draws: draws, floor: option("floor", 0.01)))
  }

  private func reptile() throws(ArgumentError) -> AnyPolicy {
    let priors = LearnerPriors(
      frame: frame, isLogistic: frame.isBinary, hyperDeviation: nil, widths: [1], taskFeatures: 0)
    return AnyPolicy(
      try ReptilePolicy(
        actions: frame.actions.count, start: priors.mean, isLogistic: frame.isBinary,
        rule: spec.options["temperature"].map(ReptilePolicy.Rule.softmax)
          ?? .epsilonGreedy(option("epsilon", 0.1)),
        rate: option("rate", 0.05), passes: whole("passes", 3),
        metaRate: option("step", 0.3)))
  }

  private func selector() throws(ArgumentError) -> AnyPolicy {
    var candidates: [AnyPolicy] = []
    for index in spec.candidates {
      guard all.indices.contains(index), all[index].learner != .selector else {
        throw ArgumentError(
          "policy \"\(spec.name)\"", found: "a candidate that is unknown or itself a selector",
          allowed: "other policies of the file")
      }
      candidates.append(try PolicyFactory.make(all[index], frame: frame, all: all))
    }
    return AnyPolicy(
      try SelectorPolicy(candidates, rewardDeviation: LearnerPriors.scale(of: frame)))
  }

  private func withFloor(
    _ policy: some Policy, _ usual: Double = 0
  ) throws(ArgumentError) -> AnyPolicy {
    let floor = option("floor", usual)
    return floor == 0
      ? AnyPolicy(policy) : AnyPolicy(try FloorPolicy(AnyPolicy(policy), floor: floor))
  }

  private func needsBinary() throws(ArgumentError) {
    guard frame.isBinary else {
      throw ArgumentError(
        "policy \"\(spec.name)\"", found: "rewards that are not 0 or 1",
        allowed: "the reward conversion with the learner \"\(spec.learner.rawValue)\"")
    }
  }

  private func checkOptions() throws(ArgumentError) {
    let known = PolicyFactory.options(of: spec.learner)
    for name in spec.options.keys.sorted() {
      guard known.contains(name) else {
        throw ArgumentError(
          "policy \"\(spec.name)\"", found: "the option \"\(name)\"",
          allowed: known.isEmpty ? "no option" : known.joined(separator: ", "))
      }
      let value = option(name, 0)
      let least = name == "slope" ? -1.0 : 0
      guard value.isFinite, value >= least else {
        throw ArgumentError(
          "option \"\(name)\" of policy \"\(spec.name)\"", found: "\(value)",
          allowed: "a finite number from \(Int(least)) on")
      }
    }
  }
}
