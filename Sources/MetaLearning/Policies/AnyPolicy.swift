package import GSL
package import Support

/// A policy of any kind, with the value semantics of the one inside.
package struct AnyPolicy: Policy {
  /// The policy inside, never itself of this type.
  package private(set) var base: any Policy

  /// Wraps a policy; one that is wrapped already stays wrapped once.
  package init(_ policy: some Policy) {
    base = (policy as? AnyPolicy)?.base ?? policy
  }

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

  package mutating func probabilities(
    for contexts: [Context], into rows: inout [[Double]], stream: (Int) -> RandomStream
  ) {
    base.probabilities(for: contexts, into: &rows, stream: stream)
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

  package func branched() throws(ArgumentError) -> AnyPolicy {
    let branch: any Policy = try base.branched()
    return AnyPolicy(branch)
  }

  package func checkState(_ bounds: StateBounds) throws(ArgumentError) {
    try base.checkState(bounds)
  }
}

extension AnyPolicy: Codable {
  private enum CodingKeys: String, CodingKey { case type, state }

  /// Writes the policy inside and what type it has.
  /// - Throws: ``ArgumentError`` if the type has no name in ``PolicyTypes``.
  package func encode(to encoder: any Encoder) throws {
    guard let type = PolicyTypes.name(of: base) else {
      throw ArgumentError(
        "policy", found: "a \"\(kind)\" without a name for its type",
        allowed: "a type among \(PolicyTypes.names.joined(separator: ", "))")
    }
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(type, forKey: .type)
    func write(_ policy: some Policy) throws { try container.encode(policy, forKey: .state) }
    try write(base)
  }

  /// Reads a policy whose type is known by name.
  /// - Throws: ``ArgumentError`` if no type has that name, or a decoding error.
  package init(from decoder: any Decoder) throws {
    guard decoder.codingPath.count <= 2 * StateBounds.greatestDepth + 3 else {
      throw ArgumentError(
        "snapshot's policies", found: "more than \(StateBounds.greatestDepth) within each other",
        allowed: "at most \(StateBounds.greatestDepth)")
    }
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let type = try PolicyTypes.type(named: container.decode(String.self, forKey: .type))
    func read<P: Policy>(_ type: P.Type) throws -> any Policy {
      try container.decode(type, forKey: .state)
    }
    base = try read(type)
  }
}
