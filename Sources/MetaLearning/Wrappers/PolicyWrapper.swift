public import GSL

/// A policy that changes something about another one, and leaves the rest to it.
public protocol PolicyWrapper<Base>: Policy {
  /// What is wrapped.
  associatedtype Base: Policy
  /// The policy inside.
  var base: Base { get set }
}

extension PolicyWrapper {
  /// The base's kind.
  public var kind: String { base.kind }

  /// Tells the base.
  public mutating func begin(task: Int, features: [Double]) {
    base.begin(task: task, features: features)
  }

  /// Leaves the decision to the base.
  public mutating func probabilities(
    for situation: Situation, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    base.probabilities(for: situation, into: &probabilities, using: &stream)
  }

  /// Learns.
  public mutating func update(_ batch: [Feedback]) { base.update(batch) }

  /// Passes provisional rewards on.
  public mutating func replaceProvisional(_ rows: [Feedback]) { base.replaceProvisional(rows) }

  /// Ends a task.
  public mutating func close(task: Int) { base.close(task: task) }

  /// Makes rewards count less.
  public mutating func discount(by factor: Double) { base.discount(by: factor) }

  /// Forgets a task.
  public mutating func reset(task: Int) { base.reset(task: task) }

  /// Gives the base's prediction.
  public mutating func prediction(
    task: Int, action: Int, features: [Double]
  ) -> Prediction? {
    base.prediction(task: task, action: action, features: features)
  }

  /// Gives the base's reasons.
  public mutating func explain(_ situation: Situation, action: Int) -> Explanation {
    base.explain(situation, action: action)
  }

  /// Branches the base with it.
  public func branched() throws(LearningError) -> Self {
    var copy = self
    copy.base = try base.branched()
    return copy
  }
}
