import Experiments
import Scenarios
package import Simulation
package import Support

/// How many units a test of the primary metric needs, how long it takes, what it finds.
///
/// Planned by formula, from one simulation of a scenario's control or from numbers alone; on
/// request with the power for the scenario's own treatments, simulated.
package struct PowerStudy: Study {
  /// A plan from numbers alone.
  package struct Formula: Sendable {
    /// The control's share, mean or ratio.
    package var baseline: Double
    /// Variance per unit; nil for a share.
    package var variance: Double?
    /// Share of units in the treatment; the control has the rest.
    package var treatmentShare: Double
    /// Units that arrive in a day over all arms; nil where durations are of no interest.
    package var unitsPerDay: Double?
    /// Two-sided error rate.
    package var alpha: Double

    package init(
      baseline: Double, variance: Double? = nil, treatmentShare: Double = 0.5,
      unitsPerDay: Double? = nil, alpha: Double = 0.05
    ) {
      self.baseline = baseline
      self.variance = variance
      self.treatmentShare = treatmentShare
      self.unitsPerDay = unitsPerDay
      self.alpha = alpha
    }
  }

  private enum Source: Sendable {
    case formula(PowerResult)
    case control(CompiledScenario, PlannedExperiment, ErrorRates)
  }

  private let source: Source
  private let simulation: AssessmentStudy?
  private let options: PowerOptions

  /// Checks a plan from a scenario.
  ///
  /// With several treatments the one with the smallest share decides.
  /// - Throws: `ArgumentError` that names the option at fault, or for a single arm.
  package init(compiled: CompiledScenario, options: PowerOptions) throws {
    try options.check()
    self.options = options
    let experiment = try PlannedExperiment(compiled: compiled)
    source = .control(
      compiled, experiment, try ErrorRates(alpha: experiment.plan.alpha, power: options.power))
    simulation = try options.replications.map { replications in
      try AssessmentStudy(
        compiled: compiled,
        options: AssessmentOptions(
          seed: options.seed, replications: replications, looks: 1, draw: .resampled,
          threads: options.threads), withQuantile: false)
    }
  }

  /// Checks a plan from numbers alone.
  /// - Throws: `ArgumentError` that names the number at fault.
  package init(formula: Formula, options: PowerOptions) throws {
    try options.check()
    self.options = options
    simulation = nil
    let level = formula.baseline
    if formula.variance == nil, !(level > 0 && level < 1) {
      throw ArgumentError(
        "baseline", found: "\(level)",
        allowed: "a share between 0 and 1, or any number with its variance")
    }
    let isShare = formula.variance == nil
    let traffic = try TrafficPlan(
      baseline: level, variance: formula.variance ?? level * (1 - level), isProportion: isShare,
      controlShare: 1 - formula.treatmentShare, treatmentShare: formula.treatmentShare,
      unitsPerDay: formula.unitsPerDay ?? 1,
      rates: try ErrorRates(alpha: formula.alpha, power: options.power))
    source = .formula(
      PowerResult(
        metric: PlannedMetric(
          name: isShare ? "share" : "mean", kind: isShare ? .proportion : .mean),
        traffic: traffic, hasDuration: formula.unitsPerDay != nil, lifts: options.lifts,
        covariateCorrelation: options.covariateCorrelation, halfWidth: options.halfWidth))
  }

  package func run(
    progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> PowerResult {
    switch source {
    case .formula(let result): return result
    case .control(let compiled, let experiment, let rates):
      let customers = compiled.customers(seed: options.seed)
      let days = compiled.scenario.market.horizonHours / 24
      let sample = try controlSample(compiled, experiment, isCancelled: isCancelled)
      let plan = experiment.plan
      var result = PowerResult(
        title: experiment.title, metric: experiment.primary,
        traffic: try TrafficPlan(
          baseline: sample.value ?? 0, variance: sample.unitVariance ?? 0,
          isProportion: sample.kind == .proportion, controlShare: experiment.control.share,
          treatmentShare: plan.treatments.map { plan.arms[$0].share }.min() ?? 0.5,
          unitsPerDay: Double(customers) / days, rates: rates), hasDuration: true,
        lifts: options.lifts, covariateCorrelation: options.covariateCorrelation,
        plannedUnits: customers, halfWidth: options.halfWidth)
      if let simulation {
        let outcomes = try simulation.outcomes(progress: progress, isCancelled: isCancelled)
        let assessed =
          try outcomes.map {
            try simulation.assess($0, progress: progress, isCancelled: isCancelled)
          } ?? simulation.replicated(progress: progress, isCancelled: isCancelled)
        add(assessed, outcomes, to: &result)
      }
      return result
    }
  }

  /// The primary metric in a market that lives wholly under the control.
  private func controlSample(
    _ compiled: CompiledScenario, _ experiment: PlannedExperiment,
    isCancelled: @escaping StopCheck
  ) throws -> MetricSample {
    let plan = experiment.plan
    let outcome = try ExperimentRun(
      compiled: compiled,
      options: RunOptions(
        seed: options.seed, threads: options.threads, worlds: .rollOut(arm: plan.control))
    ).run(sink: NoSink(), isCancelled: isCancelled)
    let cells = outcome.cells.observed(arm: plan.control)
    return try CellSums(totals: outcome.observed, cells: cells)
      .sample(of: compiled.plan.metrics[plan.primary])
  }

  /// Adds the scenario's own treatments: power by simulation, and what common numbers save.
  private func add(
    _ assessed: AssessmentResult, _ outcomes: PotentialOutcomes?, to result: inout PowerResult
  ) {
    let plan = assessed.experiment.plan
    let metric = assessed.experiment.metrics[plan.primary]
    let found = assessed.assessment.characteristics
    let baseline = assessed.assessment.values[plan.control][plan.primary]
    let width = options.halfWidth ?? abs(baseline) * 0.01
    let ratio = result.traffic.rates.critical / width
    func variance(_ arm: Int) -> Double {
      outcomes?.sample(of: metric, arm: arm).unitVariance ?? .nan
    }
    let control = variance(plan.control)
    let traffic = result.traffic
    let units = Double(result.plannedUnits ?? 0)
    result.simulationHalfWidth = width
    result.treatments = found.comparisons.filter { $0.metric == plan.primary }.map { comparison in
      let arm = comparison.treatment
      let treated = variance(arm)
      let correlation = outcomes?.correlation(of: metric, between: plan.control, and: arm)
      let shared = 2 * (correlation ?? 0) * (control * treated).squareRoot()
      return PowerResult.Treatment(
        name: comparison.treatmentName, lift: comparison.lift,
        powerByFormula: comparison.lift.map { traffic.power(lift: $0, units: units) },
        power: comparison.power,
        adjustedPower: found.methods.first { $0.method == .adjusted && $0.treatment == arm }?.power,
        correlation: correlation, independentUnits: (control + treated) * ratio * ratio,
        commonUnits: max(0, control + treated - shared) * ratio * ratio)
    }
  }
}
