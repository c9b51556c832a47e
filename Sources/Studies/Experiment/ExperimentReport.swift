package import Experiments
package import Scenarios
package import Simulation

/// All that one run has to say: what was asked, what was found, and the analysis of it.
package struct ExperimentReport: Sendable {
  /// What went in.
  package let input: RunInput
  /// The base scenario.
  package let scenario: Scenario
  /// The scenario as each arm changes it.
  package let armScenarios: [Scenario]
  /// What the simulation counted.
  package let outcome: ExperimentOutcome
  /// What customers share, in words; empty when they share nothing.
  package let sharedResources: [String]
  /// Name of the state variable that the funnel averages, if any.
  package let followedState: String?
  /// The metrics as the analysis knows them.
  package let metrics: [PlannedMetric]
  /// Index of the metric that decides.
  package let primary: Int
  /// The observed statistics by arm and metric, in all and by segment.
  package let data: ExperimentData
  /// Estimates and verdicts; nil with a single arm.
  package let analysis: Analysis?
  /// Roll-out truth over all customers; nil when not run or with a single arm.
  package let truth: Truth?
  /// Roll-out truth by segment.
  package let segmentTruths: [Truth]
  /// Whether the split can be trusted; nil with a single arm.
  package let validity: SplitValidity?
  /// Every check of the data; nil with a single arm.
  package let health: HealthReport?
  /// The looks at the running experiment; nil where the plan looks once.
  package let looks: ExperimentLooks?
  /// By metric, the cap in its unit or the days to which a mean time is restricted; nil for others.
  package let limits: [Double?]

  /// Analyses what a run found.
  /// - Throws: `RunError` when sums over segments are too large, `ArgumentError` for a scenario whose
  ///   experiment no analysis fits.
  package init(
    input: RunInput, compiled: CompiledScenario, outcome: ExperimentOutcome
  ) throws {
    let assembly = ExperimentAssembly(scenario: compiled.scenario, outcome: outcome)
    self.input = input
    self.outcome = outcome
    scenario = compiled.scenario
    armScenarios = compiled.arms
    sharedResources = outcome.sharesState ? compiled.sharedResources : []
    followedState = compiled.followedState
    metrics = assembly.metrics
    primary = assembly.primary
    data = try assembly.data()
    limits = assembly.derived.limits
    guard scenario.experiment.arms.count > 1 else {
      analysis = nil
      truth = nil
      segmentTruths = []
      validity = nil
      health = nil
      looks = nil
      return
    }
    let plan = try assembly.plan()
    let looks = try ExperimentLooks(assembly: assembly, plan: plan)
    self.looks = looks
    let atTheEnd = try Analysis(plan: plan, data: data)
    let estimated = looks.map { atTheEnd.deciding(by: $0.paths) } ?? atTheEnd
    let evidence = assembly.evidence(plan: plan, data: data)
    health = HealthReport(analysis: estimated, data: data, evidence: evidence)
    truth = try assembly.truth(plan: plan, segment: nil)
    segmentTruths = try scenario.population.segments.indices.compactMap { segment in
      try assembly.truth(plan: plan, segment: segment)
    }
    let whole = truth.map(estimated.attaching) ?? estimated
    let validity = SplitValidity(analysis: whole, sharedState: sharedResources)
    analysis = whole.withdrawingVerdicts(where: validity)
    self.validity = validity
  }

  /// The effect of a roll-out beside an estimate, over all customers or in the same segment.
  package func truth(for comparison: Comparison) -> TruthComparison? {
    guard let segment = comparison.segment else { return comparison.truth }
    guard segmentTruths.indices.contains(segment),
      let effect = segmentTruths[segment].effects[comparison.treatment][comparison.metric]
    else { return nil }
    return TruthComparison(effect: effect, comparison: comparison)
  }

  /// Names of the arms, in order.
  package var armNames: [String] { scenario.experiment.arms.map(\.name) }

  /// Customers observed in all arms.
  package var customers: Int { data.counts.reduce(0, +) }
}
