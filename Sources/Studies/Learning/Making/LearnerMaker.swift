import MetaLearning
import Scenarios
import Support

struct LearnerMaker {
  let spec: PolicySpec
  let frame: LearnerFrame
  let all: [PolicySpec]

  func learner() throws(ArgumentError) -> AnyPolicy {
    try spec.checkOptions()
    switch spec.learner {
    case .statusQuo: return AnyPolicy(StatusQuoPolicy())
    case .uniform: return AnyPolicy(UniformPolicy())
    case .epsilonGreedy:
      return AnyPolicy(try MeanPolicy(.epsilonGreedy(try option(.epsilon))))
    case .upperConfidence:
      // UCB1's own scale is for rewards in 0...1, whose deviation is at most one half.
      let scale = spec.value(of: .width) ?? (frame.isBinary ? 1 : 2)
      return try withFloor(MeanPolicy(.upperConfidence(scale: scale, horizon: nil)))
    case .betaThompson:
      try needsBinary()
      return try withFloor(
        BetaThompson(actions: frame.actions.count).drawing(
          whole(.draws), scale: option(.drawScale)))
    case .linearUpperConfidence:
      return try linear(
        .nothing, isLogistic: false, rule: .upperConfidence(width: option(.width)))
    case .squareCB:
      // Gaps are in units of the reward's deviation, as VW's γ = 10 √t takes them.
      return try linear(
        .nothing, isLogistic: false,
        rule: .inverseGap(
          scale: option(.scale) / LearnerPriors.scale(of: frame),
          exponent: option(.exponent)))
    case .linearThompson: return try linear(.nothing, isLogistic: false, rule: thompson())
    case .logisticThompson:
      try needsBinary()
      return try linear(.nothing, isLogistic: true, rule: thompson())
    case .pooled:
      return AnyPolicy(
        PooledPolicy(try linear(.nothing, isLogistic: frame.isBinary, rule: thompson())))
    case .agnostic: return try linear(.nothing, isLogistic: frame.isBinary, rule: thompson())
    case .adaptive: return try linear(.taskStart, isLogistic: frame.isBinary, rule: thompson())
    case .metaThompson:
      return try linear(.sampledMean, isLogistic: frame.isBinary, rule: thompson())
    case .hierarchical:
      return try linear(.everyBatch, isLogistic: frame.isBinary, rule: thompson())
    case .reptile: return try reptile()
    case .demand: return try demand()
    case .selector: return try selector()
    case .bestAction, .oracle, .external:
      throw ArgumentError(
        "policy \"\(spec.name)\"", found: "the learner \"\(spec.learner.rawValue)\"",
        allowed: "a learner that is made from its description alone")
    }
  }

  private func thompson() throws(ArgumentError) -> ChoiceRule {
    .thompson(draws: try whole(.draws), scale: try option(.drawScale))
  }

  private func whole(_ option: LearnerOption) throws(ArgumentError) -> Int {
    Int(try self.option(option))
  }

  private func option(_ option: LearnerOption) throws(ArgumentError) -> Double {
    guard let value = spec.value(of: option) else {
      throw ArgumentError(
        "option \"\(option.name)\" of policy \"\(spec.name)\"", found: "none",
        allowed: "a value, because \"\(spec.learner.rawValue)\" has no default")
    }
    return value
  }

  /// The actions as prices, where the file says what a sale costs.
  private var prices: LearnerPriors.Prices? {
    spec.value(of: .cost).flatMap { LearnerPriors.Prices(frame.values, cost: $0) }
  }

  /// Structures of tasks: evidence about them comes from differences between tasks, which one has
  /// not.
  ///
  /// A mean that is drawn once and taken for true must leave a task room to lie far from it.
  private func structures(
    _ sharing: LinearSettings.Sharing, isLogistic: Bool
  ) -> [LearnerPriors.Structure] {
    if let width = spec.value(of: .taskDeviation) { return [.init(constant: width)] }
    return switch sharing {
    case .nothing: [.init(constant: LearnerPriors.width)]
    case .sampledMean: [.init(constant: LearnerPriors.widths.max() ?? 1)]
    case .everyBatch where spec.learner == .hierarchical:
      LearnerPriors.structures(
        actions: frame.actions.count, features: frame.features.count,
        taskFeatures: frame.taskFeatures.count, isLogistic: isLogistic,
        isPriced: prices != nil)
    default: LearnerPriors.widths.map { .init(constant: $0) }
    }
  }

  private func linear(
    _ sharing: LinearSettings.Sharing, isLogistic: Bool, rule: ChoiceRule
  ) throws(ArgumentError) -> AnyPolicy {
    let taskFeatures = sharing == .nothing ? 0 : frame.taskFeatures.count
    let priors = LearnerPriors(
      frame: frame, isLogistic: isLogistic, hyperDeviation: spec.value(of: .priorDeviation),
      structures: structures(sharing, isLogistic: isLogistic), taskFeatures: taskFeatures,
      prices: prices)
    return AnyPolicy(
      try LinearPolicy(
        LinearSettings(
          layout: .perAction(actions: frame.actions.count, features: frame.features.count),
          likelihood: priors.likelihood, sharing: sharing, hyperMean: priors.mean,
          hyperCovariance: priors.hyperCovariance, taskCovariances: priors.taskCovariances,
          jointCovariances: priors.jointCovariances, taskFeatures: taskFeatures),
        rule: rule, floor: option(.floor), kind: spec.learner.rawValue))
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
    let demand: LearnerPriors.Demand =
      switch try whole(.linear) {
      case 0: .logOdds
      case 1: .chance
      default: .amount(pay: values[frame.statusQuo] - (spec.value(of: .cost) ?? 0))
      }
    let priors = LearnerPriors(
      demandOf: frame, demand, hyperDeviation: spec.value(of: .priorDeviation),
      structures: structures(.everyBatch, isLogistic: demand == .logOdds),
      taskFeatures: frame.taskFeatures.count)
    let sign = try whole(.slope)
    guard let slope = DemandPolicy.Slope(rawValue: sign) else {
      throw ArgumentError("slope", found: "\(sign)", allowed: "-1, 0 or 1")
    }
    return AnyPolicy(
      try DemandPolicy(
        LinearSettings(
          layout: .shared(features: 2 * frame.features.count), likelihood: priors.likelihood,
          sharing: .everyBatch, hyperMean: priors.mean, hyperCovariance: priors.hyperCovariance,
          taskCovariances: priors.taskCovariances, taskFeatures: frame.taskFeatures.count),
        values: values, slope: slope, cost: spec.value(of: .cost),
        buysAmounts: demand.isAmount,
        reward: DemandPolicy.RewardScale(
          isBinary: frame.isBinary, mean: frame.rewardMean, deviation: frame.rewardDeviation),
        draws: whole(.draws), scale: option(.drawScale), floor: option(.floor)))
  }

  private func reptile() throws(ArgumentError) -> AnyPolicy {
    let priors = LearnerPriors(
      frame: frame, isLogistic: frame.isBinary, hyperDeviation: nil,
      structures: [.init(constant: 1)],
      taskFeatures: 0)
    let rule: ReptilePolicy.Rule
    if let temperature = spec.value(of: .temperature) {
      rule = .softmax(temperature: temperature)
    } else {
      rule = .epsilonGreedy(try option(.epsilon))
    }
    return AnyPolicy(
      try ReptilePolicy(
        actions: frame.actions.count, start: priors.mean, isLogistic: frame.isBinary, rule: rule,
        rate: option(.rate), passes: whole(.passes), metaRate: option(.step)))
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

  private func withFloor(_ policy: some Policy) throws(ArgumentError) -> AnyPolicy {
    let floor = try option(.floor)
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
}
