public import GSL

/// A policy for which all tasks are one: it learns from all rows as if the market never changed.
public struct PooledPolicy<Base: Policy>: PolicyWrapper {
  /// The policy that decides.
  public var base: Base

  /// Wraps a policy.
  public init(_ base: Base) {
    self.base = base
  }

  /// "pooled".
  public var kind: String { "pooled" }

  /// Hides what is known of the market.
  public mutating func begin(task: Int, features: [Double]) {}

  /// Asks the base about the one task.
  public mutating func probabilities(
    for situation: Situation, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    base.probabilities(for: Self.pooled(situation), into: &probabilities, using: &stream)
  }

  /// Asks the base about the one task, once for all.
  public mutating func probabilities(
    for situations: [Situation], into rows: inout [[Double]], stream: (Int) -> RandomStream
  ) {
    base.probabilities(for: situations.map(Self.pooled), into: &rows, stream: stream)
  }

  /// Learns of the one task.
  public mutating func update(_ batch: [Feedback]) { base.update(batch.map(Self.pooled)) }

  /// Learns of the one task what may still change.
  public mutating func replaceProvisional(_ rows: [Feedback]) {
    base.replaceProvisional(rows.map(Self.pooled))
  }

  /// Does nothing: the one task never ends.
  public mutating func close(task: Int) {}

  /// Forgets all rows, since they cannot be told apart.
  public mutating func reset(task: Int) { base.reset(task: 0) }

  /// Gives the prediction for the one task.
  public mutating func prediction(
    task: Int, action: Int, features: [Double]
  ) -> Prediction? {
    base.prediction(task: 0, action: action, features: features)
  }

  /// Gives reasons for the one task.
  public mutating func explain(_ situation: Situation, action: Int) -> Explanation {
    base.explain(Self.pooled(situation), action: action)
  }

  private static func pooled(_ situation: Situation) -> Situation {
    var situation = situation
    situation.task = 0
    return situation
  }

  private static func pooled(_ row: Feedback) -> Feedback {
    var row = row
    row.task = 0
    return row
  }
}
