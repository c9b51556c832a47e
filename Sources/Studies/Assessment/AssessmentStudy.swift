package import Experiments
package import Simulation
package import Support

/// How good a scenario's planned test is: errors, power, coverage, peeking, regret.
///
/// Every customer is simulated once under every arm, and customers and their assignment are drawn
/// anew many times. Where customers share state the whole market is run afresh for each replicate.
package struct AssessmentStudy: Study {
  /// Most replicates of the quantile's test, which counts every unit one by one.
  private static let quantileReplications = 1_000

  let compiled: CompiledScenario
  let experiment: PlannedExperiment
  let options: AssessmentOptions
  private let comparesDraws: Bool
  private let withQuantile: Bool

  /// Replications when the user names no number: fewer where each one is a market of its own.
  package static func replications(for compiled: CompiledScenario) -> Int {
    compiled.sharesState ? 200 : 10_000
  }

  /// When draws are compared, the same customers are assigned anew too; the quantile is that of the
  /// primary metric.
  /// - Throws: `ArgumentError` that names the option at fault, or for a single arm.
  package init(
    compiled: CompiledScenario, options: AssessmentOptions, comparesDraws: Bool = false,
    withQuantile: Bool = true
  ) throws {
    try options.check()
    self.compiled = compiled
    experiment = try PlannedExperiment(compiled: compiled)
    self.options = options
    self.comparesDraws = comparesDraws
    self.withQuantile = withQuantile
  }

  package func run(
    progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> AssessmentResult {
    guard let outcomes = try outcomes(progress: progress, isCancelled: isCancelled) else {
      return try replicated(progress: progress, isCancelled: isCancelled)
    }
    return try assess(outcomes, progress: progress, isCancelled: isCancelled)
  }

  /// What every customer would do under every arm; nil where customers share state.
  func outcomes(
    progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> PotentialOutcomes? {
    guard !compiled.sharesState else { return nil }
    let sink = PotentialOutcomesSink(compiled: compiled, experiment: experiment)
    let run = ExperimentRun(
      compiled: compiled,
      options: RunOptions(
        seed: options.seed, threads: options.threads, worlds: .experiment, replications: 1,
        recordsCustomers: true))
    _ = try run.run(sink: sink, progress: progress, isCancelled: isCancelled)
    return sink.outcomes
  }

  func assess(
    _ outcomes: PotentialOutcomes, progress: @escaping ProgressHandler,
    isCancelled: @escaping StopCheck
  ) throws -> AssessmentResult {
    let plan = experiment.plan
    let measured = further(outcomes)
    let meter = ProgressMeter(
      total: options.replications * (comparesDraws ? 2 : 1), report: progress)
    func assess(_ draw: ReplicateDraw) throws -> Assessment {
      var options = options
      options.draw = draw
      return try Assessment.assess(
        plan: plan, metrics: experiment.metrics, outcomes: measured.outcomes,
        further: measured.further, money: (experiment.money.measure, experiment.money.scale),
        options: options, progress: meter.add, isCancelled: isCancelled)
    }
    do {
      let assessment = try assess(options.draw)
      var fewer = options
      fewer.replications = min(options.replications, Self.quantileReplications)
      let quantile =
        withQuantile && experiment.primary.kind == .mean
        ? try QuantileAssessment.assess(
          plan: plan, metric: experiment.metrics[plan.primary], outcomes: outcomes,
          options: fewer, isCancelled: isCancelled) : nil
      return AssessmentResult(
        experiment: experiment, assessment: assessment,
        sharedResources: compiled.sharedResources, draw: options.draw,
        reassigned: comparesDraws ? try assess(.reassigned).characteristics : nil,
        cap: measured.cap, quantile: quantile)
    } catch is CancellationError {
      throw RunError(code: .cancelled)
    }
  }

  /// Adds what CUPED and the capped mean need; the group is the last measure of a row.
  private func further(
    _ outcomes: PotentialOutcomes
  ) -> (outcomes: PotentialOutcomes, further: FurtherMeasures, cap: Double?) {
    let plan = experiment.plan
    let primary = experiment.metrics[plan.primary]
    var result = (outcomes: outcomes, further: FurtherMeasures(), cap: Double?.none)
    if let found = outcomes.appendingExpectation(
      of: primary, arm: plan.control, group: experiment.measures.count)
    {
      result.outcomes = found
      result.further.covariate = found.measures - 1
    }
    if primary.metric.kind == .mean,
      let found = result.outcomes.appendingCapped(
        primary, quantile: AssessmentResult.capQuantile, shares: plan.arms.map(\.share))
    {
      result.outcomes = found.outcomes
      result.further.capped = found.outcomes.measures - 1
      result.cap = found.cap
    }
    return result
  }
}
