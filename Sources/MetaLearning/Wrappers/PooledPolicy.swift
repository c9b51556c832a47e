package import GSL

/// A policy for which all tasks are one: it learns from all rows as if the market never changed.
package struct PooledPolicy<Base: Policy>: PolicyWrapper {
  package var base: Base

  package init(_ base: Base) {
    self.base = base
  }

  package var kind: String { "pooled" }
  package mutating func begin(task: Int, features: [Double]) {}

  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    base.probabilities(for: Self.pooled(context), into: &probabilities, using: &stream)
  }

  package mutating func probabilities(
    for contexts: [Context], into rows: inout [[Double]], stream: (Int) -> RandomStream
  ) {
    base.probabilities(for: contexts.map(Self.pooled), into: &rows, stream: stream)
  }

  package mutating func update(_ batch: [Feedback]) { base.update(batch.map(Self.pooled)) }

  package mutating func replaceProvisional(_ rows: [Feedback]) {
    base.replaceProvisional(rows.map(Self.pooled))
  }

  package mutating func close(task: Int) {}

  /// Forgets all rows, because they cannot be told apart.
  package mutating func reset(task: Int) { base.reset(task: 0) }

  package mutating func prediction(
    task: Int, action: Int, features: [Double]
  ) -> Prediction? {
    base.prediction(task: 0, action: action, features: features)
  }

  package mutating func explain(_ context: Context, action: Int) -> Explanation {
    base.explain(Self.pooled(context), action: action)
  }

  private static func pooled(_ context: Context) -> Context {
    var context = context
    context.task = 0
    return context
  }

  private static func pooled(_ row: Feedback) -> Feedback {
    var row = row
    row.task = 0
    return row
  }
}
