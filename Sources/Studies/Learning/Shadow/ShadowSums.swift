import GSL
import MetaLearning
import Scenarios
import Support

/// Gathers what was seen in all markets, in their order.
struct ShadowSums {
  struct Decision {
    var point: Int
    var customer: UInt64
    var segment: Int
    var running: [Double]
    var candidate: [Double]
    var action: Int
    var reward: Double
    /// Reward that the candidate predicts for each action; nil without a model.
    var predictions: [Double?]
    var isOutside: Bool

    init(
      _ decision: AgentDecision, of agent: PolicyAgent, candidate: [Double],
      predictions: [Double?], isOutside: Bool
    ) {
      point = decision.point
      customer = agent.accounts[decision.account].customer
      segment = decision.segment
      running = decision.probabilities
      self.candidate = candidate
      action = decision.action
      reward = decision.reward
      self.predictions = predictions
      self.isOutside = isOutside
    }

    /// Reward of the candidate less the running policy's, as this decision tells it.
    var gain: Double {
      let predicted = predictions[action] ?? 0
      let direct = zip(candidate, predictions).reduce(0) { $0 + $1.0 * ($1.1 ?? 0) }
      // A chance that rounding left at 0 was never meant to be drawn.
      let weight = running[action] > 0 ? candidate[action] / running[action] : 0
      return direct + weight * (reward - predicted) - reward
    }
  }

  struct Market {
    var decisions: [Decision] = []
    /// Seconds of each call of the candidate.
    var calls: [Double] = []
    var violations = 0
    var customers: [CanaryRule.Customer] = []
  }

  /// What one replication brought.
  struct Part {
    var card: ModelCard
    var markets: [Market] = []
  }

  private let setup: LearningSetup
  private let running: PolicySpec
  private let candidate: PolicySpec
  private let plan: ShadowStudy.Plan
  private var card: ModelCard?
  private var markets: [Market] = []

  /// Groups of decisions by predicted reward.
  private static let groups = 10

  init(
    _ setup: LearningSetup, running: PolicySpec, candidate: PolicySpec, plan: ShadowStudy.Plan
  ) {
    self.setup = setup
    self.running = running
    self.candidate = candidate
    self.plan = plan
  }

  mutating func add(_ part: Part) {
    card = card ?? part.card
    markets += part.markets
  }

  func outcome() throws -> ShadowOutcome {
    let decisions = markets.flatMap(\.decisions)
    guard let card, !decisions.isEmpty else {
      throw ArgumentError(
        "decisions", found: "none in \(markets.count) markets", allowed: "at least one to watch")
    }
    let clusters = self.clusters
    let size = Double(decisions.count)
    let overlaps = decisions.map {
      zip($0.running, $0.candidate).reduce(0) { $0 + min($1.0, $1.1) }
    }
    let agreed = decisions.reduce(0) { $0 + $1.candidate[$1.action] }
    let customers = markets.flatMap(\.customers)
    return ShadowOutcome(
      title: setup.scenario.title, seed: setup.options.seed, reward: setup.learning.reward,
      currency: setup.scenario.market.currency, running: running.name, candidate: candidate.name,
      markets: markets.count, customers: customers.count, decisions: decisions.count,
      overlap: overlaps.reduce(0, +) / size, agreement: agreed / size, shares: shares,
      calibration: calibration(decisions), bias: bias(decisions, clusters),
      value: difference(decisions.map(\.gain), clusters, alpha: plan.alpha),
      truth: difference(
        customers.map { $0.candidate - $0.running }, Array(repeating: nil, count: customers.count),
        alpha: plan.alpha), segments: segments(decisions, clusters),
      violations: markets.reduce(0) { $0 + $1.violations },
      outside: Double(decisions.count(where: \.isOutside)) / size, latency: latency,
      canary: canary, card: card)
  }

  /// A number for each customer of each market.
  private var clusters: [Int?] {
    var numbers: [Int?] = []
    var next = 0
    for market in markets {
      var known: [UInt64: Int] = [:]
      for decision in market.decisions {
        let number = known[decision.customer] ?? next
        if known.updateValue(number, forKey: decision.customer) == nil { next += 1 }
        numbers.append(number)
      }
    }
    return numbers
  }

  private func difference(
    _ values: [Double], _ clusters: [Int?], alpha: Double
  ) -> ShadowOutcome.Difference {
    let sums = ClusterSums(clusters: clusters)
    let size = Double(max(values.count, 1))
    let mean = values.reduce(0, +) / size
    let scale = values.reduce(0) { $0 + abs($1) } / size
    let error = sums.error(of: values.map { $0 - mean }, scale: scale)
    let quantile = sums.quantile(alpha: alpha)
    return ShadowOutcome.Difference(
      mean: mean, standardError: error, lower: error.map { mean - quantile * $0 },
      upper: error.map { mean + quantile * $0 }, customers: sums.count, decisions: values.count)
  }

  private var shares: [[String: [Double]]] {
    setup.frames.indices.map { point in
      let own = markets.flatMap(\.decisions).filter { $0.point == point }
      let size = Double(max(own.count, 1))
      func share(_ action: Int, _ row: (Decision) -> [Double]) -> Double {
        own.reduce(0) { $0 + row($1)[action] } / size
      }
      return Dictionary(
        setup.frames[point].learner.actions.enumerated().map { action, name in
          (name, [share(action, \.running), share(action, \.candidate)])
        }
      ) { first, _ in first }
    }
  }

  private func bias(_ decisions: [Decision], _ clusters: [Int?]) -> ShadowOutcome.Difference? {
    var gaps: [Double] = []
    for decision in decisions {
      guard let predicted = decision.predictions[decision.action] else { return nil }
      gaps.append(decision.reward - predicted)
    }
    return difference(gaps, clusters, alpha: plan.alpha)
  }

  private func calibration(_ decisions: [Decision]) -> [ShadowOutcome.Calibration] {
    let known = decisions.compactMap { decision in
      decision.predictions[decision.action].map { (predicted: $0, observed: decision.reward) }
    }.sorted { $0.predicted < $1.predicted }
    guard known.count == decisions.count else { return [] }
    let groups = min(Self.groups, max(1, known.count / 50))
    return (0..<groups).map { group in
      let part = known[(group * known.count / groups)..<((group + 1) * known.count / groups)]
      let (observed, error) = Statistics.meanAndError(part.map(\.observed))
      return ShadowOutcome.Calibration(
        decisions: part.count,
        predicted: part.reduce(0) { $0 + $1.predicted } / Double(max(part.count, 1)),
        observed: observed, standardError: error.isFinite ? error : nil)
    }
  }

  private func segments(
    _ decisions: [Decision], _ clusters: [Int?]
  ) -> [ShadowOutcome.Segment] {
    let names = setup.scenario.population.segments.map(\.name)
    guard names.count > 1 else { return [] }
    return names.enumerated().compactMap { segment, name in
      let own = decisions.indices.filter { decisions[$0].segment == segment }
      guard !own.isEmpty else { return nil }
      return ShadowOutcome.Segment(
        name: name,
        difference: difference(
          own.map { decisions[$0].gain }, own.map { clusters[$0] },
          alpha: plan.alpha / Double(names.count)))
    }
  }

  private var latency: ShadowOutcome.Latency {
    let calls = markets.flatMap(\.calls).sorted()
    let decisions = markets.reduce(0) { $0 + $1.decisions.count }
    let total = calls.reduce(0, +)
    func part(_ share: Double) -> Double {
      calls.isEmpty ? 0 : calls[min(calls.count - 1, Int(share * Double(calls.count)))]
    }
    return ShadowOutcome.Latency(
      batch: candidate.external?.batch ?? 1, median: part(0.5), ninetyNinth: part(0.99),
      decisionsPerSecond: total > 0 ? Double(decisions) / total : 0)
  }

  private var canary: CanaryOutcome {
    let rule = CanaryRule(shares: plan.shares, harm: plan.harm, alpha: plan.alpha)
    let releases = markets.map { rule.release($0.customers) }
    var ends: [String: Int] = [:]
    for release in releases { ends[release.verdict.rawValue, default: 0] += 1 }
    let exposed = releases.reduce(0) { $0 + $1.exposed }
    return CanaryOutcome(
      stages: releases.first?.stages ?? [], verdict: releases.first?.verdict ?? .unclear,
      planned: plan.shares, harm: plan.harm, markets: ends,
      exposed: Double(exposed) / Double(max(releases.count, 1)))
  }
}
