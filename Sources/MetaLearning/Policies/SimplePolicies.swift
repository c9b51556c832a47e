package import GSL

/// Business as usual: the context's own status quo, or the first allowed action instead of it.
package struct StatusQuoPolicy: Policy {
  /// Makes the policy.
  package init() {}
  /// "status quo".
  package var kind: String { "status quo" }

  /// Writes 1 for the status quo.
  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    context.choose(context.statusQuo, into: &probabilities)
  }
}

/// Every allowed action with the same probability.
package struct UniformPolicy: Policy {
  /// Makes the policy.
  package init() {}
  /// "uniform".
  package var kind: String { "uniform" }

  /// Writes 1/K for each of the K allowed actions.
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
  /// The action.
  package let action: Int

  /// Makes the policy that takes an action.
  package init(action: Int) {
    self.action = action
  }

  /// "fixed".
  package var kind: String { "fixed" }

  /// Writes 1 for the action, or for the status quo where it is not allowed.
  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    let isAllowed = context.allowed.indices.contains(action) && context.allowed[action]
    context.choose(isAllowed ? action : context.statusQuo, into: &probabilities)
  }
}

extension Context {
  /// Writes 1 for an action, or for the first allowed one instead of it.
  package func choose(_ action: Int, into probabilities: inout [Double]) {
    ChoiceRule.clear(&probabilities, count: actions)
    let isAllowed = allowed.indices.contains(action) && allowed[action]
    guard let choice = isAllowed ? action : allowed.firstIndex(of: true) else { return }
    probabilities[choice] = 1
  }
}
