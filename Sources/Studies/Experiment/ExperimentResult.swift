package import Experiments
package import Scenarios
package import Simulation

/// What an experiment found: what was asked, what was counted, and the analysis of it.
package struct ExperimentResult: Sendable, Equatable, Codable {
  package let input: RunInput
  package let scenario: Scenario
  package let armScenarios: [Scenario]
  package let outcome: ExperimentOutcome
  /// What customers share, in words; empty when they share nothing.
  package let sharedResources: [String]
  /// Name of the state variable that the funnel averages, if any.
  package let followedState: String?
  package let metrics: [PlannedMetric]
  package let primary: Int
  /// The observed statistics by arm and metric, in all and by segment.
  package let data: ExperimentData
  /// By metric, the cap in its unit or the days to which a mean time is restricted; nil for others.
  package let limits: [Double?]
  /// Estimates and verdicts; nil with a single arm.
  package fileprivate(set) var analysis: Analysis?
  /// Roll-out truth over all customers.
  package let truth: Truth
  /// Whether its error is as small as it is meant to be.
  package let isTruthSettled: Bool
  package let segmentTruths: [Truth]
  /// Whether the split can be trusted; nil with a single arm.
  package fileprivate(set) var validity: SplitValidity?
  package fileprivate(set) var health: HealthReport?
  package fileprivate(set) var looks: ExperimentLooks?

  /// Starts with what needs no comparison.
  init(
    input: RunInput, compiled: CompiledScenario, assembly: ExperimentAssembly, rollOut: RollOut
  ) throws {
    self.input = input
    outcome = assembly.outcome
    scenario = compiled.scenario
    armScenarios = compiled.arms
    sharedResources = outcome.sharesState ? compiled.sharedResources : []
    followedState = compiled.followedState
    metrics = outcome.plan.metrics.map {
      PlannedMetric($0.metric, currency: compiled.scenario.market.currency)
    }
    primary = outcome.plan.primary
    data = try assembly.data()
    limits = assembly.derived.limits
    truth = rollOut.truth
    isTruthSettled = rollOut.isSettled
    segmentTruths = try scenario.population.segments.indices.compactMap { segment in
      try assembly.truth(segment: segment)
    }
  }

  mutating func compare(_ assembly: ExperimentAssembly, plan: AnalysisPlan) throws {
    looks = try ExperimentLooks(assembly: assembly, plan: plan)
    let atTheEnd = try Analysis(plan: plan, data: data)
    let decided = looks.map { atTheEnd.deciding(by: $0.followed) } ?? atTheEnd
    let checked = HealthReport(
      analysis: decided, data: data, evidence: assembly.evidence(plan: plan, data: data))
    health = checked
    let whole = decided.heeding(checked).attaching(truth)
    let found = SplitValidity(analysis: whole, sharedState: sharedResources)
    analysis = whole.withdrawingVerdicts(where: found)
    validity = found
  }

  /// The effect of a roll-out beside an estimate, over all customers or in the same segment.
  package func truth(for comparison: Comparison) -> TruthComparison? {
    guard let segment = comparison.segment else { return comparison.truth }
    guard segmentTruths.indices.contains(segment),
      let effect = segmentTruths[segment].effects[comparison.treatment][comparison.metric]
    else { return nil }
    return TruthComparison(effect: effect, comparison: comparison)
  }

  /// An arm's value in the experiment, over all customers or one segment; nil without one.
  ///
  /// In a market whose customers share state they are no independent units. The value of a single
  /// arm is that of all replications, and its error is between them; one of several arms shows the
  /// greater of that error and the one between its customers, as these compete with the others'.
  package func estimate(arm: Int, metric: Int, segment: Int? = nil) -> PointEstimate? {
    let samples = segment.map { data.segments[$0].samples } ?? data.samples
    let alpha = scenario.experiment.alpha
    let found = PointEstimate.estimate(samples[arm][metric], alpha: alpha).value
    guard outcome.sharesState else { return found }
    let level = (segment.map { segmentTruths[$0] } ?? truth).level(of: arm, metric: metric)
    guard let analysis else { return level.map { PointEstimate($0) } }
    guard let found, let level else { return found }
    let between = PointEstimate(
      value: found.value, beside: level, share: analysis.plan.arms[arm].share, alpha: alpha,
      bounds: metrics[metric].bounds)
    return (between.standardError ?? 0) > (found.standardError ?? 0) ? between : found
  }

  package var armNames: [String] { scenario.experiment.arms.map(\.name) }

  package var customers: Int { data.counts.reduce(0, +) }
}
