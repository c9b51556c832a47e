package import GSL
package import Support

/// A policy that takes each allowed action with at least a share of the chances.
///
/// Logged probabilities then stay away from 0, and serve off-policy estimators.
package struct FloorPolicy<Base: Policy>: PolicyWrapper {
  /// The policy that decides.
  package var base: Base
  /// Share of decisions spread evenly over allowed actions.
  package let floor: Double

  /// Wraps a policy.
  ///
  /// - Throws: ``ArgumentError`` if the floor is not in 0...1.
  package init(_ base: Base, floor: Double) throws(ArgumentError) {
    try ArgumentError.check("floor", floor, "0 to 1") { $0 >= 0 && $0 <= 1 }
    self.base = base
    self.floor = floor
  }

  /// Mixes the base's probabilities with even ones.
  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    base.probabilities(for: context, into: &probabilities, using: &stream)
    ChoiceRule.mix(&probabilities, floor: floor, allowed: context.allowed)
  }

  /// Mixes the probabilities of all decisions, for which the base is asked once.
  package mutating func probabilities(
    for contexts: [Context], into rows: inout [[Double]], stream: (Int) -> RandomStream
  ) {
    base.probabilities(for: contexts, into: &rows, stream: stream)
    for index in contexts.indices {
      ChoiceRule.mix(&rows[index], floor: floor, allowed: contexts[index].allowed)
    }
  }
}
