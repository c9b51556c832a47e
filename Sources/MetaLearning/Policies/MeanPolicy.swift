import Foundation
package import GSL
package import Support

/// Policies that know of each action its mean reward in the task, and no features.
package struct MeanPolicy: Policy {
  package enum Rule: Sendable, Hashable, Codable {
    /// UCB1: mean + scale √(2 ln t / n), t the decisions so far, or a known horizon.
    ///
    /// Auer, Cesa-Bianchi & Fischer (2002), doi:10.1023/A:1013689704352.
    case upperConfidence(scale: Double, horizon: Int?)
    case epsilonGreedy(Double)

    fileprivate func validate() throws(ArgumentError) {
      switch self {
      case .upperConfidence(let scale, let horizon):
        try ArgumentError.check("scale", scale, "a number from 0 on") { $0 >= 0 }
        if let horizon { try ArgumentError.checkPositive("horizon", Double(horizon)) }
      case .epsilonGreedy(let epsilon):
        try ArgumentError.check("epsilon", epsilon, "0 to 1") { $0 >= 0 && $0 <= 1 }
      }
    }
  }

  let rule: Rule
  private var arms = ArmMeans()
  private var scores: [Double] = []

  package init(_ rule: Rule) throws(ArgumentError) {
    try rule.validate()
    self.rule = rule
  }

  private enum CodingKeys: String, CodingKey { case rule, arms }

  package var kind: String {
    if case .upperConfidence = rule { "ucb1" } else { "epsilon greedy" }
  }

  /// Writes probabilities; actions without data come first, in random order.
  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    arms.prepare(task: context.task, actions: context.actions)
    ChoiceRule.clear(&probabilities, count: context.actions)
    if scores.count != context.actions {
      scores = Array(repeating: 0, count: context.actions)
    }
    var total = 0.0
    for action in scores.indices { total += arms.tasks[context.task][action].total }
    for action in scores.indices {
      let arm = arms.tasks[context.task][action]
      if arm.total <= 0 {
        scores[action] = 1e9 + stream.uniform()
      } else if case .upperConfidence(let scale, let horizon) = rule {
        let time = max(horizon.map(Double.init) ?? total, 1)
        scores[action] = arm.mean + scale * (2 * log(time) / arm.total).squareRoot()
      } else {
        scores[action] = arm.mean
      }
    }
    context.adjust(&scores)
    probabilities[ChoiceRule.best(scores, allowed: context.allowed)] = 1
    if case .epsilonGreedy(let epsilon) = rule {
      ChoiceRule.mix(&probabilities, floor: epsilon, allowed: context.allowed)
    }
  }

  package mutating func update(_ batch: [Feedback]) {
    for row in batch { arms.add(row) }
  }

  package mutating func replaceProvisional(_ rows: [Feedback]) { arms.replaceProvisional(rows) }
  package mutating func discount(by factor: Double) { arms.discount(by: factor) }
  package mutating func reset(task: Int) { arms.reset(task: task) }

  package func checkState(_ bounds: StateBounds) throws(ArgumentError) {
    try rule.validate()
    try bounds.require(arms, "arms")
  }
}
