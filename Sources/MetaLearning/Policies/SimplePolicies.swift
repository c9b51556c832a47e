package import GSL
package import Support

/// Business as usual: the context's own status quo, or the first allowed action instead of it.
package struct StatusQuoPolicy: Policy {
  package init() {}
  package var kind: String { "status quo" }
  package func checkState(_ bounds: StateBounds) throws(ArgumentError) {}

  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    context.choose(context.statusQuo, into: &probabilities)
  }
}

/// Every allowed action with the same probability.
package struct UniformPolicy: Policy {
  package init() {}
  package var kind: String { "uniform" }
  package func checkState(_ bounds: StateBounds) throws(ArgumentError) {}

  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    ChoiceRule.clear(&probabilities, count: context.actions)
    ChoiceRule.mix(&probabilities, floor: 1, allowed: context.allowed)
  }
}

/// One action for ever, such as the best in hindsight.
package struct FixedPolicy: Policy {
  let action: Int

  package init(action: Int) {
    self.action = action
  }

  package var kind: String { "fixed" }

  package func checkState(_ bounds: StateBounds) throws(ArgumentError) {
    try StateBounds.require(
      (0..<bounds.actions).contains(action), "action", "0 to \(bounds.actions - 1)")
  }

  /// Writes 1 for the action, or for the status quo where it is not allowed.
  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    context.choose(action, into: &probabilities)
  }
}

extension Context {
  /// Writes 1 for an action, else for the status quo, else for the first allowed one.
  package func choose(_ action: Int, into probabilities: inout [Double]) {
    ChoiceRule.clear(&probabilities, count: actions)
    let choice = [action, statusQuo].first { allowed.indices.contains($0) && allowed[$0] }
    guard let choice = choice ?? allowed.firstIndex(of: true) else { return }
    probabilities[choice] = 1
  }
}
