internal import GSL
import MetaLearning
internal import Scenarios
import Support

/// One decision point's policy, with its limits and the rewards that it waits for.
struct PointAgent {
  let index: Int
  let point: DecisionPoint
  let frame: PointFrame
  let limits: AgentLimits
  /// Whether rewards reach the policy at all.
  let learns: Bool
  /// Number of the market.
  let task: Int
  /// Where the policy's draws belong.
  let place: Place
  /// Where draws of actions from the policy's probabilities belong.
  let actionPlace: Place

  /// The policy in its limits that know rewards; nil while a budget holds it.
  var free: AnyPolicy?
  var budget: BudgetPolicy<AnyPolicy>?
  private var fairness: FairnessCap?
  var pending: PendingRewards
  let waitsForEnd: Bool
  var hasProvisional = false
  /// Indices of the agent's decisions at this point that may run out of time, oldest first.
  var running: [Int] = []
  var firstRunning = 0
  var isInOrder = true
  private var latest = -Double.infinity
  var previousInterventions = 0

  /// Decisions since the policy last learned.
  var sinceUpdate = 0
  /// Number of times that the policy has learned in this market.
  var version = 0

  init(
    index: Int, learning: Learning, scenario: Scenario, frame: PointFrame, policy: AnyPolicy,
    learner: Learner, delay: PolicySpec.DelayRule, task: Int, customers: Int
  ) throws(ArgumentError) {
    let point = learning.decisions[index]
    let lever = scenario.levers[point.lever]
    self.index = index
    self.point = point
    self.frame = frame
    self.task = task
    limits = AgentLimits(point, lever: lever)
    learns = learner.learns
    place = Place("decision", point.name)
    actionPlace = Place("action", point.name)
    let isWait = delay == .wait
    waitsForEnd = isWait && point.window == nil
    switch delay {
    case .naive: pending = try PendingRewards(.naive)
    case .exposure:
      pending = try PendingRewards(.exposure(meanDelay: max(frame.meanDelay, 1e-3)))
    case .wait:
      pending = try PendingRewards(.wait(window: point.window ?? .leastNonzeroMagnitude))
    }
    if let spread = point.limits.spread {
      fairness = try FairnessCap(
        spread: spread, segments: scenario.population.segments.count)
    }
    var inner = AnyPolicy(RewardScale(policy, frame: frame.learner))
    // Policies that know the truth, and business as usual, have nothing to be held back from.
    if let keep = point.limits.keep, learner.isJudged {
      guard frame.learner.rewardMean >= 0 else {
        throw ArgumentError(
          "keep at \"\(point.name)\"",
          found: "a status quo that brings \(frame.learner.rewardMean) per decision",
          allowed: "a limit on a status quo that brings 0 or more")
      }
      inner = AnyPolicy(
        try ConservativePolicy(inner, risk: 1 - keep, baseline: frame.learner.rewardMean))
    }
    if let amount = point.limits.budget {
      let costs = lever.values.map { max(0, $0 ?? 0) }
      // In units of the dearest action, so that the price moves alike in any currency.
      let unit = max(costs.max() ?? 0, .leastNormalMagnitude)
      let expected = max(1, (Double(customers) * frame.decisionsPerCustomer).rounded())
      budget = try BudgetPolicy(
        inner, costs: costs.map { $0 / unit }, budget: amount / unit,
        horizon: Int(min(expected, 1e15)),
        rate: learner.isJudged
          ? 0.05 * max(frame.learner.rewardDeviation, 1e-9) : .leastNormalMagnitude)
    } else {
      free = inner
    }
  }

  /// Whether each decision depends on the one before in the market's time.
  var needsTimeOrder: Bool { budget != nil || fairness != nil }

  /// Whether each decision depends on the one before in the order of asking.
  var isSequential: Bool { needsTimeOrder || point.limits.keep != nil }

  /// Answers refused so far, if the policy counts them.
  var violations: Int { Self.violations(of: budget?.base ?? free) }

  private static func violations(of policy: (any Policy)?) -> Int {
    switch policy {
    case let counter as any ViolationCounting: counter.violations
    case let any as AnyPolicy: violations(of: any.base)
    case let wrapper as any PolicyWrapper: violations(of: wrapper.base)
    default: 0
    }
  }

  /// The learner itself, without limits.
  var learner: AnyPolicy {
    var policy = budget?.base ?? free ?? AnyPolicy(StatusQuoPolicy())
    if let kept = policy.base as? ConservativePolicy<AnyPolicy> { policy = kept.base }
    if let scaled = policy.base as? RewardScale { policy = scaled.base }
    return policy
  }

  /// Forbids what a limit, the budget or what other segments are shown does not allow.
  ///
  /// - Returns: Whether anything was forbidden that was on offer.
  mutating func restrict(
    _ context: inout Context, exposures: Int, segment: Int
  ) -> Bool {
    var forbidden = limits.apply(to: &context, exposures: exposures)
    if let budget {
      for action in context.allowed.indices
      where context.allowed[action] && budget.costs[action] > budget.remaining {
        context.allowed[action] = false
        forbidden += 1
      }
      if !context.allowed.contains(true) { context.allowed[context.statusQuo] = true }
    }
    let values = limits.values
    forbidden += fairness?.mask(&context, values: values, segment: segment) ?? 0
    return forbidden > 0
  }

  /// Asks the policy for one decision.
  mutating func ask(
    _ context: Context, into probabilities: inout [Double], using stream: inout RandomStream
  ) {
    budget?.probabilities(for: context, into: &probabilities, using: &stream)
    free?.probabilities(for: context, into: &probabilities, using: &stream)
  }

  /// Asks the policy for many decisions that do not depend on each other.
  mutating func ask(
    _ contexts: [Context], into rows: inout [[Double]], stream: (Int) -> RandomStream
  ) {
    budget?.probabilities(for: contexts, into: &rows, stream: stream)
    free?.probabilities(for: contexts, into: &rows, stream: stream)
  }

  /// Whether the policy, left to itself, would have crossed a limit; asks a copy of it.
  func wouldCross(
    _ context: Context, allowed: [Bool], using stream: inout RandomStream, chance: Double
  ) -> Bool {
    var unlimited = context
    unlimited.allowed = allowed
    var copy = learner
    var probabilities: [Double] = []
    copy.probabilities(for: unlimited, into: &probabilities, using: &stream)
    let action = PolicyAgent.action(of: probabilities, chance: chance)
    return !(context.allowed.indices.contains(action) && context.allowed[action])
  }

  /// Whether the limit on what is risked moved the last decision to the status quo.
  mutating func wasHeldBack() -> Bool {
    let policy = budget?.base ?? free
    guard let kept = policy?.base as? ConservativePolicy<AnyPolicy> else { return false }
    defer { previousInterventions = kept.interventions }
    return kept.interventions > previousInterventions
  }

  /// The allowed action that looks best to the policy: by its model, else by its probabilities.
  mutating func favourite(_ context: Context, probabilities: [Double]) -> Int {
    let task = task
    var best = context.statusQuo
    var greatest = -Double.infinity
    for action in context.allowed.indices where context.allowed[action] {
      let features = context.row(for: action)
      let expected =
        budget != nil
        ? budget?.prediction(task: task, action: action, features: features)
        : free?.prediction(task: task, action: action, features: features)
      guard let expected else { return PolicyAgent.greatest(probabilities) }
      if expected.mean > greatest {
        greatest = expected.mean
        best = action
      }
    }
    return best
  }

  /// Notes the action taken.
  mutating func took(
    _ action: Int, context: Context, decision: Int, at time: Double, segment: Int
  ) {
    sinceUpdate += 1
    let value = limits.values[action]
    fairness?.showed(value, to: segment)
    budget?.spent(on: action)
    guard learns else { return }
    running.append(decision)
    if time < latest { isInOrder = false }
    latest = max(latest, time)
    guard !waitsForEnd else { return }
    pending.decided(
      UInt64(decision), Feedback(context, action: action, reward: 0), at: time)
  }
}
