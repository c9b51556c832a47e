import GSL
import MetaLearning
import Scenarios
import Support

/// One decision point's policy, with its limits and the rewards that it waits for.
struct PointAgent {
  /// The learner, told of rewards in their own unit, and held back where the point has `keep`.
  typealias Held = ConservativePolicy<RewardScale>

  let index: Int
  let point: DecisionPoint
  let frame: PointFrame
  let limits: AgentLimits
  /// Whether rewards reach the policy at all.
  let learns: Bool
  let task: Int
  /// Where the policy's draws belong.
  let place: Place
  /// Where draws of actions from the policy's probabilities belong.
  let actionPlace: Place

  /// The policy in its limits that know rewards; nil while a budget holds it.
  var free: Held?
  var budget: BudgetPolicy<Held>?
  var fairness: FairnessCap?
  var pending: PendingRewards
  var hasProvisional = false
  /// Indices of the agent's decisions at this point that are not final yet.
  var running: [Int] = []
  var previousInterventions = 0

  /// Decisions since the policy last learned.
  var sinceUpdate = 0
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
    switch delay {
    case .naive: pending = try PendingRewards(.naive)
    case .exposure:
      pending = try PendingRewards(.exposure(meanDelay: max(frame.meanDelay, 1e-3)))
    case .wait:
      // Without a window nothing is settled before the market closes.
      pending = try PendingRewards(.wait(window: point.window ?? .greatestFiniteMagnitude))
    }
    if let spread = point.limits.spread {
      fairness = try FairnessCap(
        spread: spread, segments: scenario.population.segments.count)
    }
    // Policies that know the truth, and business as usual, have nothing to be held back from.
    let keep = learner.isJudged ? point.limits.keep : nil
    guard keep == nil || frame.learner.rewardMean >= 0 else {
      throw ArgumentError(
        "keep at \"\(point.name)\"",
        found: "a status quo that brings \(frame.learner.rewardMean) per decision",
        allowed: "a limit on a status quo that brings 0 or more")
    }
    let held = try ConservativePolicy(
      RewardScale(policy, frame: frame), risk: keep.map { 1 - $0 },
      baseline: keep == nil ? 0 : frame.learner.rewardMean)
    if let amount = point.limits.budget {
      let costs = lever.values.map { max(0, $0 ?? 0) }
      // In units of the dearest action, so that the price moves alike in any currency.
      let unit = max(costs.max() ?? 0, .leastNormalMagnitude)
      let expected = max(1, (Double(customers) * frame.decisionsPerCustomer).rounded())
      budget = try BudgetPolicy(
        held, costs: costs.map { $0 / unit }, budget: amount / unit,
        horizon: Int(min(expected, 1e15)),
        rate: learner.isJudged
          ? 0.05 * max(frame.learner.rewardDeviation, 1e-9) : .leastNormalMagnitude)
    } else {
      free = held
    }
  }

  /// Whether each decision depends on the one before in the market's time.
  var needsTimeOrder: Bool { budget != nil || fairness != nil }

  /// Whether each decision depends on the one before in the order of asking.
  var isSequential: Bool { needsTimeOrder || point.limits.keep != nil }
  var violations: Int { budget?.violations ?? free?.violations ?? 0 }
  var learner: AnyPolicy { (budget?.base ?? free)?.base.base ?? AnyPolicy(StatusQuoPolicy()) }

  /// Forbids what a limit, the budget or what others are shown does not allow.
  ///
  /// True if anything was forbidden that was on offer.
  mutating func restrict(
    _ context: inout Context, exposures: Int
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
    forbidden += fairness?.mask(&context, values: values) ?? 0
    return forbidden > 0
  }

  mutating func ask(
    _ context: Context, into probabilities: inout [Double], using stream: inout RandomStream
  ) {
    budget?.probabilities(for: context, into: &probabilities, using: &stream)
    free?.probabilities(for: context, into: &probabilities, using: &stream)
  }

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
    let action = ChoiceRule.action(of: probabilities, chance: chance)
    return !(context.allowed.indices.contains(action) && context.allowed[action])
  }

  /// Whether the limit on what is risked moved the last decision to the status quo.
  mutating func wasHeldBack() -> Bool {
    let interventions = budget?.base.interventions ?? free?.interventions ?? 0
    defer { previousInterventions = interventions }
    return interventions > previousInterventions
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

  mutating func took(
    _ action: Int, context: Context, decision: Int, at time: Double
  ) {
    sinceUpdate += 1
    let value = limits.values[action]
    fairness?.showed(value)
    budget?.spent(on: action)
    guard learns else { return }
    running.append(decision)
    pending.decided(
      UInt64(decision), Feedback(context, action: action, reward: 0), at: time)
  }
}
