import Experiments
import GSL
import Support

/// What the truth says about the experiment itself: who wins, and how large a test sees it.
package struct Outlook: Sendable, Equatable {
  /// Index of the arm with the best true primary metric.
  package var best: Int
  /// Customers in all with whom the test finds that arm's true effect four times out of five;
  /// nil when the best arm is the control or no standard error is known.
  package var customersNeeded: Int?

  /// Weighs the true values of the primary metric.
  package init?(_ result: ExperimentResult) {
    guard let analysis = result.analysis, let truth = result.truth else { return nil }
    let plan = analysis.plan
    let sign = plan.metrics[plan.primary].higherIsBetter ? 1.0 : -1.0
    let values = plan.arms.indices.map { truth.values[$0][plan.primary].map { $0 * sign } }
    var best = plan.control
    for arm in plan.arms.indices {
      if let value = values[arm], value > values[best] ?? -.infinity { best = arm }
    }
    self.best = best
    guard best != plan.control,
      let comparison = analysis.comparison(treatment: best, metric: plan.primary),
      let error = comparison.standardError, error > 0,
      let effect = truth.effects[best][plan.primary]
    else { return }
    // The error shrinks with the root of the customers; it must come down to the effect over the
    // sum of the test's quantile and that of the power, 0.8416 for 80 %.
    let quantile = StandardNormal.upperQuantile(
      plan.alternative == .twoSided ? comparison.level / 2 : comparison.level)
    let ratio = error * (quantile + 0.841_621_233_572_914_3) / abs(effect.difference)
    let needed = Double(result.customers) * ratio * ratio
    if needed.isFinite, needed < 1e15 { customersNeeded = Int(needed.rounded(.up)) }
  }
}
