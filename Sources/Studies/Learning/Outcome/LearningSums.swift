/// Exact sums over the customers of one cell: a policy, a market, a bin of customers, a replication.
///
/// Rewards and regrets are in the outcome's units (``LearningOutcome/unitsPerReward``): whole
/// conversions or orders, or money in minor units, so that sums do not depend on their order.
package struct LearningSums: Sendable, Hashable, Codable {
  /// Customers who met a decision.
  package var customers: Int64 = 0
  /// Decisions that they met.
  package var decisions: Int64 = 0
  /// What the customers brought in the learning's reward, within the windows of their decisions.
  package var reward: Int64 = 0
  /// What the best fixed action would have brought with the same customers, less `reward`.
  package var regretFixed: Int64 = 0
  /// What the best action of each observed context would have brought, less `reward`.
  package var regretContext: Int64 = 0
  /// Customers who ordered after their first decision.
  package var conversions: Int64 = 0
  /// Money received after the first decision, in minor units.
  package var revenue: Int64 = 0
  /// Revenue less costs after the first decision, in minor units.
  package var margin: Int64 = 0
  /// Margin with the best fixed action for the same customers, less `margin`.
  var marginLostFixed: Int64 = 0
  /// Margin with the best action of each observed context, less `margin`.
  package var marginLostContext: Int64 = 0
  /// Decisions that took another action than the one that looked best.
  ///
  /// Best is the allowed action with the greatest reward by the policy's own prediction; for a
  /// policy without a model, the one with the greatest probability, the first of equals.
  package var explorations: Int64 = 0
  /// Decisions at which the policy, left to itself, would have crossed a limit, and was held back.
  package var breaches: Int64 = 0
  /// Answers of an external model that were refused, replaced by the status quo.
  package var violations: Int64 = 0

  package init() {}

  package mutating func add(_ other: LearningSums) {
    customers += other.customers
    decisions += other.decisions
    reward += other.reward
    regretFixed += other.regretFixed
    regretContext += other.regretContext
    conversions += other.conversions
    revenue += other.revenue
    margin += other.margin
    marginLostFixed += other.marginLostFixed
    marginLostContext += other.marginLostContext
    explorations += other.explorations
    breaches += other.breaches
    violations += other.violations
  }
}
