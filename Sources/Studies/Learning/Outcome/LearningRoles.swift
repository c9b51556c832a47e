import Scenarios

/// Which policies of a comparison a reader wants to see beside each other.
package struct LearningRoles: Sendable, Equatable {
  /// Index of the policy in question: the first hierarchical one, else the first that learns in
  /// its own way; nil where all are baselines.
  package let core: Int?
  /// Index of the policy that learns each market alone.
  package let agnostic: Int?
  /// Index of the policy that takes all markets for one.
  package let pooled: Int?
  /// Index of the policy that knows the best action of each context.
  package let oracle: Int?

  init(_ outcome: LearningOutcome) {
    core =
      outcome.policy(.hierarchical)
      ?? outcome.policies.firstIndex {
        $0.learner.learns && ![.pooled, .agnostic].contains($0.learner)
      }
    agnostic = outcome.policy(.agnostic)
    pooled = outcome.policy(.pooled)
    oracle = outcome.policy(.oracle)
  }

  /// The policies whose few-shot curves are compared, without repetition.
  package var curves: [Int] { [core, agnostic, pooled, oracle].compactMap { $0 } }
}

extension LearningOutcome {
  package var roles: LearningRoles { LearningRoles(self) }
}
