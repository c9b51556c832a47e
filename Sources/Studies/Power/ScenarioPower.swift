import Experiments
import Scenarios
package import Simulation
package import Support

/// Plans a scenario's test of its primary metric.
package struct ScenarioPower {
  private let compiled: CompiledScenario
  private let planned: PlannedAssessment
  private let seed: UInt64
  private let threads: Int

  /// Prepares a plan.
  /// - Throws: `ArgumentError` when the scenario has a single arm.
  package init(compiled: CompiledScenario, seed: UInt64, threads: Int) throws {
    self.compiled = compiled
    planned = try PlannedAssessment(compiled: compiled)
    self.seed = seed
    self.threads = threads
  }

  private var customers: Int { compiled.customers(seed: seed) }

  /// Plans by formula, from one simulation of the control.
  ///
  /// With several treatments the one with the smallest share decides.
  /// - Throws: `ArgumentError` for a metric that nothing can be relative to, or `RunError`.
  package func report(
    lifts: [Double], power: Double, covariateCorrelation: Double?, halfWidth: Double?,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> PowerReport {
    let outcome = try ExperimentRun(
      compiled: compiled,
      options: RunOptions(
        seed: seed, threads: threads, worlds: .rollOut(arm: planned.plan.control))
    ).run(sink: NoSink(), isCancelled: isCancelled)
    let cells = outcome.cells.observed(arm: planned.plan.control)
    let definition = compiled.plan.metrics[planned.plan.primary]
    let sample = try CellSums(totals: outcome.observed, cells: cells).sample(of: definition)
    return PowerReport(
      title: compiled.scenario.title, metric: planned.plan.metrics[planned.plan.primary],
      traffic: try traffic(sample, power: power), hasDuration: true, lifts: lifts,
      covariateCorrelation: covariateCorrelation, plannedUnits: customers, halfWidth: halfWidth)
  }

  private func traffic(_ sample: MetricSample, power: Double) throws -> TrafficPlan {
    let plan = planned.plan
    let days = compiled.scenario.market.horizonHours / 24
    return try TrafficPlan(
      baseline: sample.value ?? 0, variance: sample.unitVariance ?? 0,
      isProportion: sample.kind == .proportion, controlShare: plan.arms[plan.control].share,
      treatmentShare: plan.treatments.map { plan.arms[$0].share }.min() ?? 0.5,
      unitsPerDay: Double(customers) / days,
      rates: try ErrorRates(alpha: plan.alpha, power: power))
  }

  /// Adds the scenario's own treatments: power by simulation, and what common numbers save.
  /// - Throws: `ArgumentError`, `RunError`; a market with shared state has no potential outcomes.
  package func simulate(
    _ report: inout PowerReport, replications: Int,
    progress: @escaping @Sendable (WorkProgress) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws {
    let assessed = try ScenarioAssessment(
      compiled: compiled,
      options: AssessmentOptions(
        seed: seed, replications: replications, looks: 1, draw: .resampled, threads: threads),
      withQuantile: false,
      progress: progress, isCancelled: isCancelled)
    let outcomes = assessed.outcomes
    let plan = planned.plan
    let metric = planned.metrics[plan.primary]
    let baseline = assessed.assessment.values[plan.control][plan.primary]
    let width = report.halfWidth ?? abs(baseline) * 0.01
    report.simulationHalfWidth = width
    let ratio = report.traffic.rates.critical / width
    report.treatments = assessed.assessment.characteristics.comparisons.filter {
      $0.metric == plan.primary
    }.map { comparison in
      let control = outcomes?.sample(of: metric, arm: plan.control).unitVariance ?? .nan
      let treated = outcomes?.sample(of: metric, arm: comparison.treatment).unitVariance ?? .nan
      let correlation = outcomes?.correlation(
        of: metric, between: plan.control, and: comparison.treatment)
      let shared = 2 * (correlation ?? 0) * (control * treated).squareRoot()
      return PowerReport.Treatment(
        name: comparison.treatmentName, lift: comparison.lift,
        powerByFormula: comparison.lift.map {
          report.traffic.power(lift: $0, units: Double(customers))
        },
        power: comparison.power,
        adjustedPower: assessed.assessment.characteristics.methods.first {
          $0.method == .adjusted && $0.treatment == comparison.treatment
        }?.power, correlation: correlation,
        independentUnits: (control + treated) * ratio * ratio,
        commonUnits: max(0, control + treated - shared) * ratio * ratio)
    }
  }
}
