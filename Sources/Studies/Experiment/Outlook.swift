import Experiments
import Scenarios
import Support

/// What the truth says about the experiment itself: who wins, and how large a test sees it.
package struct Outlook: Sendable, Equatable {
  /// Four times out of five.
  private static let power = 0.8

  /// Index of the arm with the best true primary metric.
  package let best: Int
  /// Arms whose true value cannot be told from the best one's.
  package let rivals: [Int]
  /// Customers in all with whom the planned test finds that arm's true effect four times out of
  /// five; nil when the best arm is the control, or not known to be better.
  package let customersNeeded: Int?
  /// The least and the most of them that the error of the true effect allows; nil without bound.
  package let leastNeeded: Int?
  package let mostNeeded: Int?

  /// Weighs the true values of the primary metric; nil for a single arm.
  package init?(_ result: ExperimentResult) {
    guard let plan = result.analysis?.plan else { return nil }
    let (truth, metric) = (result.truth, plan.primary)
    let best = plan.bestArm(truth.values.map { $0[metric] })
    self.best = best
    rivals = plan.arms.indices.filter { arm in
      // An arm without a value is no rival; one that is equal to the control changes nothing.
      arm != best
        && truth.effect(of: best, against: arm, metric: metric).map { $0.sign == nil } ?? false
    }
    guard best != plan.control, let effect = truth.effects[best][metric],
      let rates = try? ErrorRates(
        plan: plan, rules: result.scenario.experiment.analysis, power: Self.power),
      let size = try? TestSize(
        plan: plan, treatment: best, truth: truth,
        samples: result.data.samples.map { $0[metric] }, unitsPerDay: 1, rates: rates),
      let need = size.need(for: effect)
    else {
      customersNeeded = nil
      leastNeeded = nil
      mostNeeded = nil
      return
    }
    customersNeeded = Int(need.customers)
    leastNeeded = Int(need.least)
    mostNeeded = need.most.map { Int($0) }
  }
}

extension AnalysisPlan {
  /// The arm with the best value of the primary metric, the control where none has more.
  func bestArm(_ values: [Double?]) -> Int {
    let sign = metrics[primary].higherIsBetter ? 1.0 : -1.0
    var best = control
    for (arm, value) in values.enumerated() {
      guard let value, value * sign > values[best].map({ $0 * sign }) ?? -.infinity else {
        continue
      }
      best = arm
    }
    return best
  }
}
