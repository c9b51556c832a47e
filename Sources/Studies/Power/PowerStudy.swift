import Experiments
import Scenarios
package import Simulation
package import Support

/// How many units a test of the primary metric needs, how long it takes, what it finds.
///
/// Planned by formula, from the truth of a scenario or from numbers alone; on request with the power
/// for the scenario's own treatments, simulated.
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
    case scenario(CompiledScenario, PlannedExperiment, ErrorRates)
  }

  private let source: Source
  private let simulation: AssessmentStudy?
  private let options: PowerOptions

  /// Checks a plan from a scenario.
  /// - Throws: `ArgumentError` that names the option at fault, or for a single arm.
  package init(compiled: CompiledScenario, options: PowerOptions) throws {
    try options.check()
    self.options = options
    let experiment = try PlannedExperiment(compiled: compiled)
    source = .scenario(
      compiled, experiment,
      try ErrorRates(
        plan: experiment.plan, rules: compiled.scenario.experiment.analysis, power: options.power))
    simulation = try options.replications.map { replications in
      try AssessmentStudy(
        compiled: compiled,
        options: AssessmentOptions(
          seed: options.seed, replications: replications,
          looks: compiled.plan.looks > 0 ? compiled.plan.looks : 1, draw: .resampled,
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
        covariateCorrelation: options.covariateCorrelation, halfWidth: options.halfWidth,
        alpha: formula.alpha))
  }

  package func run(
    progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> PowerResult {
    switch source {
    case .formula(let result): return result
    case .scenario(let compiled, let experiment, let rates):
      guard let simulation else {
        let rollOut = try RollOutStudy(
          compiled: compiled, options: RollOutOptions(seed: options.seed, threads: options.threads)
        ).run(progress: progress, isCancelled: isCancelled)
        return try result(compiled, experiment, rates, rollOut)
      }
      let market = try simulation.market(progress: progress, isCancelled: isCancelled)
      var result = try result(compiled, experiment, rates, market.rollOut)
      add(
        try simulation.assess(market, progress: progress, isCancelled: isCancelled),
        market.outcomes, to: &result)
      return result
    }
  }

  /// The plan for changes in general, and for the scenario's own treatments.
  ///
  /// With several treatments the one with the smallest share decides for changes in general.
  private func result(
    _ compiled: CompiledScenario, _ experiment: PlannedExperiment, _ rates: ErrorRates,
    _ rollOut: RollOut
  ) throws -> PowerResult {
    let plan = experiment.plan
    let assembly = ExperimentAssembly(scenario: compiled.scenario, outcome: rollOut.outcome)
    let samples = try plan.arms.indices.map { try assembly.primarySample(arm: $0) }
    let customers = rollOut.outcome.customers
    let unitsPerDay = Double(customers) / (compiled.scenario.market.horizonHours / 24)
    func size(_ arm: Int?) throws -> TestSize {
      try TestSize(
        plan: plan, treatment: arm, truth: rollOut.truth, samples: samples,
        unitsPerDay: unitsPerDay, rates: rates)
    }
    var result = PowerResult(
      title: experiment.title, metric: experiment.primary, traffic: try size(nil).traffic,
      hasDuration: true, lifts: options.lifts,
      covariateCorrelation: options.covariateCorrelation, plannedUnits: customers,
      halfWidth: options.halfWidth, alpha: plan.alpha)
    result.treatments = try plan.treatments.map { arm in
      let effect = rollOut.truth.effects[arm][plan.primary]
      let size = try size(arm)
      let need = effect.flatMap(size.need)
      return PowerResult.Treatment(
        name: plan.arms[arm].name, effect: effect, unitsNeeded: need?.customers,
        leastNeeded: need?.least, mostNeeded: need?.most,
        powerByFormula: effect.map {
          size.traffic.power(
            lift: $0.difference / size.traffic.baseline, units: Double(customers))
        })
    }
    return result
  }

  /// Adds the scenario's own treatments: power by simulation, and what common numbers save.
  private func add(
    _ assessed: AssessmentResult, _ outcomes: PotentialOutcomes?, to result: inout PowerResult
  ) {
    let plan = assessed.experiment.plan
    let metric = assessed.experiment.metrics[plan.primary]
    let found = assessed.assessment.characteristics
    let width = options.halfWidth ?? abs(result.traffic.baseline) * 0.01
    let ratio = result.traffic.rates.critical / width
    func variance(_ arm: Int) -> Double {
      outcomes?.sample(of: metric, arm: arm).unitVariance ?? .nan
    }
    let control = variance(plan.control)
    result.simulationHalfWidth = width
    for (index, arm) in plan.treatments.enumerated() {
      guard
        let comparison = found.comparisons.first(where: {
          $0.treatment == arm && $0.metric == plan.primary
        })
      else { continue }
      let treated = variance(arm)
      let correlation = outcomes?.correlation(of: metric, between: plan.control, and: arm)
      let shared = 2 * (correlation ?? 0) * (control * treated).squareRoot()
      result.treatments[index].simulated = PowerResult.Simulated(
        power: comparison.power,
        adjustedPower: found.methods.first { $0.method == .adjusted && $0.treatment == arm }?.power,
        correlation: correlation, independentUnits: (control + treated) * ratio * ratio,
        commonUnits: max(0, control + treated - shared) * ratio * ratio)
    }
  }
}
