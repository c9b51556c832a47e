package import MetaLearning
package import Scenarios
package import Support

/// Makes policies of their description in a scenario file.
package enum PolicyFactory {
  /// Makes a policy without data.
  ///
  /// - Parameters:
  ///   - spec: The learner, its options and how it forgets; delay and saved state are the caller's.
  ///   - frame: What the learner is told of its decision point.
  ///   - all: All policies of the file, which a selector's candidates are among.
  /// - Returns: The policy, in its forgetting wrapper if it has one.
  /// - Throws: ``ArgumentError`` if an option is impossible, the learner does not fit the rewards,
  ///   or it is not made from a description alone (external, best action, oracle).
  package static func make(
    _ spec: PolicySpec, frame: LearnerFrame, all: [PolicySpec]
  ) throws(ArgumentError) -> AnyPolicy {
    try frame.validate()
    let policy = try LearnerMaker(spec: spec, frame: frame, all: all).learner()
    guard let forgetting = spec.forgetting else { return policy }
    let rule: DriftPolicy<AnyPolicy>.Forgetting =
      switch forgetting {
      case .discount(let factor): .discount(factor)
      case .window(let length): .window(length)
      case .restart(let threshold): .restart(threshold: threshold, slack: 0.25)
      }
    return AnyPolicy(try DriftPolicy(policy, forgetting: rule))
  }
}
