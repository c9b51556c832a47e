/// A number of a policy, made of sums: a mean per customer or a share of decisions.
package enum LearningMeasure: String, Sendable, CaseIterable {
  /// Reward per customer, in units of reward.
  case reward
  /// Regret per customer against the best fixed action, in units of reward.
  case regretFixed
  /// Regret per customer against the best action of each observed context, in units of reward.
  case regretContext
  /// Share of customers who ordered.
  case conversion
  /// Money received per customer, in major units.
  case revenue
  /// Revenue less costs per customer, in major units.
  case margin
  /// Margin per customer that the best fixed action would have brought beyond this, in major units.
  case marginLostFixed
  /// Margin per customer that the best action of each context would have brought beyond this, in
  /// major units.
  case marginLostContext
  /// Share of decisions that took another action than the one that looked best.
  case exploration
  /// Share of decisions at which a limit held the policy back.
  case breaches
  /// Share of decisions at which an external model's answer was refused.
  case violations

  func ratio(_ sums: LearningSums, in outcome: LearningOutcome) -> (Double, Double) {
    let customers = Double(sums.customers)
    let decisions = Double(sums.decisions)
    func rewards(_ sum: Int64) -> (Double, Double) {
      (Double(sum) / outcome.unitsPerReward, customers)
    }
    func money(_ sum: Int64) -> (Double, Double) {
      (Double(sum) / outcome.minorUnitsPerMajor, customers)
    }
    return switch self {
    case .reward: rewards(sums.reward)
    case .regretFixed: rewards(sums.regretFixed)
    case .regretContext: rewards(sums.regretContext)
    case .conversion: (Double(sums.conversions), customers)
    case .revenue: money(sums.revenue)
    case .margin: money(sums.margin)
    case .marginLostFixed: money(sums.marginLostFixed)
    case .marginLostContext: money(sums.marginLostContext)
    case .exploration: (Double(sums.explorations), decisions)
    case .breaches: (Double(sums.breaches), decisions)
    case .violations: (Double(sums.violations), decisions)
    }
  }

  /// The measure of some sums; nil when there are no customers or decisions.
  package func value(of sums: LearningSums, in outcome: LearningOutcome) -> Double? {
    let (numerator, denominator) = ratio(sums, in: outcome)
    return denominator > 0 ? numerator / denominator : nil
  }
}
