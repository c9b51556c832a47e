import Experiments
import Scenarios
import Simulation

/// How many replications the truth takes.
struct RollOutBudget {
  /// Most customers under each arm, over all replications, unless a number of them is asked for.
  static let customers = 1_500_000
  /// Most replications that are added up to; tiny markets would need any number of them.
  static let replications = 100
  /// Standard errors that fit into an effect when it is known well enough.
  static let errorsPerEffect = 5.0
  /// The same of the standard error of the experiment, beside which the truth's hardly counts.
  static let errorsPerTestError = 10.0

  enum Need: Equatable {
    case settled
    case spent
    case replications(Int)
  }

  let least: Int
  let most: Int

  init(compiled: CompiledScenario, options: RollOutOptions, least: Int) {
    self.least = least
    guard options.replications == nil, compiled.scenario.experiment.replications == nil else {
      most = least
      return
    }
    let market = max(1, compiled.customers(seed: options.seed))
    most = max(least, min(Self.replications, Self.customers / market))
  }

  /// What the effects on the primary metric need beyond the replications that were made.
  func need(truth: Truth, assembly: ExperimentAssembly) throws -> Need {
    let made = assembly.outcome.replications
    guard made >= least else { return .replications(least) }
    var factor = 0.0
    for (arm, effects) in truth.effects.enumerated() {
      guard let effect = effects[assembly.outcome.plan.primary] else { continue }
      guard let error = effect.error else {
        factor = .infinity
        continue
      }
      let target = max(
        abs(effect.difference) / Self.errorsPerEffect,
        try assembly.testError(arm: arm, control: truth.control) / Self.errorsPerTestError)
      let ratio = target > 0 ? error.standardError / target : error.standardError > 0 ? 2 : 0
      // Where a handful of batches carry the error, it is not known either.
      factor = max(factor, ratio * ratio, error.isReliable ? 0 : 2)
    }
    guard factor > 1 else { return .settled }
    guard made < most else { return .spent }
    // A tenth more, because the error is an estimate itself.
    let wanted = min(Double(most), (Double(made) * factor * 1.1).rounded(.up))
    return .replications(max(made + 1, Int(wanted)))
  }
}

extension ExperimentAssembly {
  /// Standard error of the experiment's difference on the primary metric; 0 where it has none.
  func testError(arm: Int, control: Int) throws(RunError) -> Double {
    var variance = 0.0
    for arm in [arm, control] {
      let sample = try primarySample(arm: arm)
      guard sample.count > 0, let own = sample.unitVariance else { return 0 }
      variance += own / Double(sample.count)
    }
    return variance.squareRoot()
  }

  /// The primary metric of an arm's customers in the experiment.
  func primarySample(arm: Int) throws(RunError) -> MetricSample {
    let definition = outcome.plan.metrics[outcome.plan.primary]
    let cells = outcome.cells.observed(arm: arm)
    return try definition.counted == nil
      ? CellSums(totals: outcome.observed, cells: cells).sample(of: definition)
      : derived.sample(outcome.plan.primary, cells: cells)
  }
}
