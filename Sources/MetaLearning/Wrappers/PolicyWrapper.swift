package import GSL
package import Support

/// A policy that changes something about another one, and leaves the rest to it.
package protocol PolicyWrapper<Base>: Policy {
  associatedtype Base: Policy
  var base: Base { get set }

  /// Checks what the wrapper itself holds.
  func checkOptions() throws(ArgumentError)
}

extension PolicyWrapper {
  package var kind: String { base.kind }
  package var violations: Int { base.violations }

  package mutating func begin(task: Int, features: [Double]) {
    base.begin(task: task, features: features)
  }

  package mutating func probabilities(
    for context: Context, into probabilities: inout [Double],
    using stream: inout RandomStream
  ) {
    base.probabilities(for: context, into: &probabilities, using: &stream)
  }

  package mutating func update(_ batch: [Feedback]) { base.update(batch) }
  package mutating func replaceProvisional(_ rows: [Feedback]) { base.replaceProvisional(rows) }
  package mutating func close(task: Int) { base.close(task: task) }
  package mutating func discount(by factor: Double) { base.discount(by: factor) }
  package mutating func reset(task: Int) { base.reset(task: task) }

  package mutating func prediction(
    task: Int, action: Int, features: [Double]
  ) -> Prediction? {
    base.prediction(task: task, action: action, features: features)
  }

  package mutating func explain(_ context: Context, action: Int) -> Explanation {
    base.explain(context, action: action)
  }

  package func checkState(_ bounds: StateBounds) throws(ArgumentError) {
    try checkOptions()
    try base.checkState(bounds)
  }

  package func checkOptions() throws(ArgumentError) {}

  package func branched() throws(ArgumentError) -> Self {
    var copy = self
    copy.base = try base.branched()
    return copy
  }
}
