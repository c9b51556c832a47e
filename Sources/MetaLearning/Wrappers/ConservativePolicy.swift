package import GSL
package import Support

/// A policy that in sum never earns less than a share of what the status quo would have.
///
/// Explores only where the pessimistic value of all decisions so far and this one is at least
/// (1 − α) of the baseline; else plays the baseline. Kazerouni et al., Conservative contextual
/// linear bandits (2017), with each decision valued by its probabilities instead of its draw.
package struct ConservativePolicy<Base: Policy>: PolicyWrapper {
  package var base: Base
  /// α, the share of the baseline that may be risked; nil for no limit.
  let risk: Double?
  /// Expected reward of the status quo.
  let baseline: Double
  /// How many deviations below its mean an action's pessimistic value lies.
  let width: Double
  /// How often probability was moved to the status quo.
  package private(set) var interventions = 0
  private var earned = 0.0
  private var decisions = 0.0

  package init(
    _ base: Base, risk: Double?, baseline: Double, width: Double = 1.645
  ) throws(ArgumentError) {
    self.base = base
    self.risk = risk
    self.baseline = baseline
    self.width = width
    try checkOptions()
  }

  package func checkOptions() throws(ArgumentError) {
    if let risk { try ArgumentError.check("risk", risk, "0 to 1") { $0 >= 0 && $0 <= 1 } }
    try ArgumentError.check("baseline", baseline, "a number from 0 on") { $0 >= 0 }
    try ArgumentError.check("width", width, "a number from 0 on") { $0 >= 0 }
    try StateBounds.requireCount(interventions, "interventions")
    try StateBounds.require(
      earned.isFinite && decisions.isFinite, "earnings", "finite numbers")
  }

  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    base.probabilities(for: context, into: &probabilities, using: &stream)
    hold(&probabilities, in: context)
  }

  package mutating func probabilities(
    for contexts: [Context], into rows: inout [[Double]], stream: (Int) -> RandomStream
  ) {
    base.probabilities(for: contexts, into: &rows, stream: stream)
    for (index, context) in contexts.enumerated() { hold(&rows[index], in: context) }
  }

  private mutating func hold(_ probabilities: inout [Double], in context: Context) {
    let usual = context.statusQuo
    guard let risk, probabilities.indices.contains(usual), context.allowed[usual] else { return }
    decisions += 1
    let needed = (1 - risk) * baseline * decisions
    var expected = 0.0
    for action in probabilities.indices where action != usual && probabilities[action] > 0 {
      let prediction = base.prediction(
        task: context.task, action: action, features: context.row(for: action))
      let pessimistic = prediction.map { $0.mean - width * $0.deviation } ?? -.infinity
      if earned + pessimistic < needed {
        probabilities[usual] += probabilities[action]
        probabilities[action] = 0
        interventions += 1
      } else {
        expected += probabilities[action] * pessimistic
      }
    }
    earned += expected + probabilities[usual] * baseline
  }
}
