package import GSL
package import Support

/// A policy that takes each allowed action with at least a share of the chances.
///
/// Logged probabilities then stay away from 0, and serve off-policy estimators.
package struct FloorPolicy<Base: Policy>: PolicyWrapper {
  package var base: Base
  let floor: Double

  package init(_ base: Base, floor: Double) throws(ArgumentError) {
    self.base = base
    self.floor = floor
    try checkOptions()
  }

  package func checkOptions() throws(ArgumentError) {
    try ArgumentError.check("floor", floor, "0 to 1") { $0 >= 0 && $0 <= 1 }
  }

  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    base.probabilities(for: context, into: &probabilities, using: &stream)
    ChoiceRule.mix(&probabilities, floor: floor, allowed: context.allowed)
  }

  package mutating func probabilities(
    for contexts: [Context], into rows: inout [[Double]], stream: (Int) -> RandomStream
  ) {
    base.probabilities(for: contexts, into: &rows, stream: stream)
    for index in contexts.indices {
      ChoiceRule.mix(&rows[index], floor: floor, allowed: contexts[index].allowed)
    }
  }
}
