package import GSL
package import Support

/// A policy that spends at most a budget, spread over its horizon by a price on costs.
///
/// Each action is charged λ times its cost; λ ← max(0, λ + η (spent − budget per decision)). When
/// no more is left than an action costs, it is forbidden. Primal-dual method for bandits with
/// knapsacks: Agrawal & Devanur (2016).
package struct BudgetPolicy<Base: Policy>: PolicyWrapper {
  package var base: Base
  package let costs: [Double]
  package private(set) var remaining: Double
  /// λ, the value of a unit of budget in units of reward.
  private(set) var price = 0.0
  private let pace: Double
  private let rate: Double

  /// Wraps a policy that heeds adjustments; `rate` is η, how fast the price follows the spending.
  package init(
    _ base: Base, costs: [Double], budget: Double, horizon: Int, rate: Double = 0.05
  ) throws(ArgumentError) {
    for cost in costs {
      try ArgumentError.check("cost", cost, "a number from 0 on") { $0 >= 0 }
    }
    try ArgumentError.check("budget", budget, "a number from 0 on") { $0 >= 0 }
    try ArgumentError.checkPositive("horizon", Double(horizon))
    try ArgumentError.checkPositive("rate", rate)
    self.base = base
    self.costs = costs
    remaining = budget
    pace = budget / Double(horizon)
    self.rate = rate
  }

  package func checkOptions() throws(ArgumentError) {
    try StateBounds.require(
      costs.allSatisfy { $0 >= 0 && $0.isFinite }
        && [remaining, price, pace, rate].allSatisfy(\.isFinite), "budget", "finite numbers")
  }

  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    var charged = context
    var adjustments = context.adjustments
    if adjustments.count != context.actions {
      adjustments = Array(repeating: 0, count: context.actions)
    }
    for action in adjustments.indices where costs.indices.contains(action) {
      adjustments[action] -= price * costs[action]
      if costs[action] > remaining { charged.allowed[action] = false }
    }
    charged.adjustments = adjustments
    if !charged.allowed.contains(true) {
      context.choose(context.statusQuo, into: &probabilities)
    } else {
      base.probabilities(for: charged, into: &probabilities, using: &stream)
    }
  }

  /// Notes which action was taken: its cost leaves the budget and moves the price.
  package mutating func spent(on action: Int) {
    let cost = costs.indices.contains(action) ? costs[action] : 0
    remaining -= cost
    price = max(0, price + rate * (cost - pace))
  }
}
