package import GSL
package import Support

/// A policy that changes something about another one, and leaves the rest to it.
package protocol PolicyWrapper<Base>: Policy {
  /// What is wrapped.
  associatedtype Base: Policy
  /// The policy inside.
  var base: Base { get set }
}

extension PolicyWrapper {
  /// The base's kind.
  package var kind: String { base.kind }

  /// Tells the base.
  package mutating func begin(task: Int, features: [Double]) {
    base.begin(task: task, features: features)
  }

  /// Leaves the decision to the base.
  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    base.probabilities(for: context, into: &probabilities, using: &stream)
  }

  /// Learns.
  package mutating func update(_ batch: [Feedback]) { base.update(batch) }

  /// Passes provisional rewards on.
  package mutating func replaceProvisional(_ rows: [Feedback]) { base.replaceProvisional(rows) }

  /// Ends a task.
  package mutating func close(task: Int) { base.close(task: task) }

  /// Makes rewards count less.
  package mutating func discount(by factor: Double) { base.discount(by: factor) }

  /// Forgets a task.
  package mutating func reset(task: Int) { base.reset(task: task) }

  /// Gives the base's prediction.
  package mutating func prediction(
    task: Int, action: Int, features: [Double]
  ) -> Prediction? {
    base.prediction(task: task, action: action, features: features)
  }

  /// Gives the base's reasons.
  package mutating func explain(_ context: Context, action: Int) -> Explanation {
    base.explain(context, action: action)
  }

  /// Branches the base with it.
  package func branched() throws(ArgumentError) -> Self {
    var copy = self
    copy.base = try base.branched()
    return copy
  }
}
