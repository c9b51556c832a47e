package import Experiments
import Scenarios
package import Simulation
package import Support

/// How good a scenario's planned test is: errors, power, coverage, peeking, regret.
///
/// Every customer of all replications of the truth is simulated under every arm; replicates are
/// experiments of the planned size on customers drawn from these. Where customers share state the
/// whole market is run afresh for each replicate.
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

  /// Looks when the user names no number: those of the plan, or five.
  package static func looks(for compiled: CompiledScenario) -> Int {
    compiled.plan.looks > 0 ? compiled.plan.looks : 5
  }

  /// When draws are compared, the same customers are assigned anew too; the quantile is that of the
  /// primary metric.
  /// - Throws: `ArgumentError` that names the option at fault, for a single arm, or for more
  ///   customers than memory holds.
  package init(
    compiled: CompiledScenario, options: AssessmentOptions, comparesDraws: Bool = false,
    withQuantile: Bool = true
  ) throws {
    try options.check()
    self.compiled = compiled
    experiment = try PlannedExperiment(compiled: compiled)
    if !compiled.sharesState {
      // All outcomes may differ: a row, and its key among the rows that are known.
      let values = Double(compiled.arms.count * (experiment.measures.count + 1))
      try compiled.checkKept(bytesPerCustomer: 112 + 16 * values)
    }
    var options = options
    let rules = compiled.scenario.experiment.analysis
    options.plannedLooks =
      rules.looks == nil
      ? nil
      : PlannedLooks(count: options.looks, boundary: GroupSequentialBoundary(rules.spending))
    self.options = options
    self.comparesDraws = comparesDraws
    self.withQuantile = withQuantile
  }

  package func run(
    progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> AssessmentResult {
    let market = try market(progress: progress, isCancelled: isCancelled)
    return try assess(market, progress: progress, isCancelled: isCancelled)
  }

  /// The market that replicates are drawn from, and what is true of it.
  struct Market {
    var rollOut: RollOut
    /// What every customer of every replication would do under every arm, those of the experiment
    /// first; nil where customers share state.
    var outcomes: PotentialOutcomes?
    /// The true margin per customer.
    var money: Truth
  }

  func market(
    progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> Market {
    let sink = PotentialOutcomesSink(compiled: compiled, experiment: experiment)
    let rollOut = try RollOutStudy(
      compiled: compiled,
      options: RollOutOptions(
        seed: options.seed, threads: options.threads, recordsRollOuts: !compiled.sharesState),
      sink: sink
    ).run(progress: progress, isCancelled: isCancelled)
    let assembly = ExperimentAssembly(scenario: compiled.scenario, outcome: rollOut.outcome)
    return Market(
      rollOut: rollOut, outcomes: compiled.sharesState ? nil : sink.outcomes,
      money: try assembly.truth(
        of: experiment.measures[experiment.money.measure], scale: experiment.money.scale))
  }

  func assess(
    _ market: Market, progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> AssessmentResult {
    let truth = AssessedTruth(
      market.rollOut.truth, money: market.money, primary: experiment.plan.primary,
      sharesUnits: market.outcomes != nil)
    var result =
      try market.outcomes.map {
        try assess(
          $0, units: market.rollOut.outcome.customers, truth: truth, progress: progress,
          isCancelled: isCancelled)
      } ?? replicated(truth, progress: progress, isCancelled: isCancelled)
    result.truth = market.rollOut.truth
    let rules = compiled.scenario.experiment.analysis
    result.leavesAdjustments = !rules.covariates.isEmpty || !rules.strata.isEmpty
    return result
  }

  private func assess(
    _ outcomes: PotentialOutcomes, units: Int, truth: AssessedTruth,
    progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> AssessmentResult {
    let plan = experiment.plan
    let measured = further(outcomes)
    let meter = ProgressMeter(
      total: options.replications * (comparesDraws ? 2 : 1), report: progress)
    func assess(_ draw: ReplicateDraw) throws -> Assessment {
      var options = options
      options.draw = draw
      // The same customers are those of the experiment alone, whose effect is their own.
      let isSame = draw == .reassigned
      return try Assessment.assess(
        plan: plan, metrics: experiment.metrics,
        outcomes: isSame ? measured.outcomes.prefix(units) : measured.outcomes, units: units,
        truth: isSame ? nil : truth, further: measured.further,
        money: (experiment.money.measure, experiment.money.scale), options: options,
        progress: meter.add, isCancelled: isCancelled)
    }
    do {
      let assessment = try assess(options.draw)
      var fewer = options
      fewer.replications = min(options.replications, Self.quantileReplications)
      let quantile =
        withQuantile && experiment.primary.kind == .mean
        ? try QuantileAssessment.assess(
          plan: plan, metric: experiment.metrics[plan.primary], outcomes: outcomes, units: units,
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
