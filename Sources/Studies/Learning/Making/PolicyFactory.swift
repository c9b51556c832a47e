import MetaLearning
import Scenarios
import Support

enum PolicyFactory {
  /// Makes a policy without data, in its forgetting wrapper if it has one.
  ///
  /// Delay and saved state are the caller's; a selector's candidates are among `all`.
  /// - Throws: ``ArgumentError`` if an option is impossible, the learner does not fit the rewards,
  ///   or it is not made from a description alone (external, best action, oracle).
  static func make(
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
