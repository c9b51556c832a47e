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
  /// The policies whose few-shot curves are drawn: the core, its rivals and the oracle, then others
  /// that learn in file order, as many as stay legible; empty where none learns.
  package let curves: [Int]
  /// The policies whose curves stand in a table: those that are drawn, and others that were run
  /// where there is room.
  package let columns: [Int]

  init(_ outcome: LearningOutcome) {
    core =
      outcome.policy(.hierarchical)
      ?? outcome.policies.firstIndex {
        $0.learner.learns && ![.pooled, .agnostic].contains($0.learner)
      }
    agnostic = outcome.policy(.agnostic)
    pooled = outcome.policy(.pooled)
    oracle = outcome.policy(.oracle)
    let main = [core, agnostic, pooled].compactMap { $0 }
    let last = [oracle].compactMap { $0 }
    let others = outcome.policies.indices.filter {
      !(main + last).contains($0) && !Self.plain.contains(outcome.policies[$0].learner)
    }
    curves = main + others.prefix(max(0, 5 - main.count)) + last
    let drawn = curves
    let rest = outcome.policies.indices.filter { !drawn.contains($0) }
    columns = curves + rest.prefix(max(0, 5 - curves.count))
  }

  /// Policies that a reader may know beforehand: they learn nothing.
  private static let plain: [Learner] = [.statusQuo, .uniform, .bestAction]
}

extension LearningOutcome {
  package var roles: LearningRoles { LearningRoles(self) }
}
