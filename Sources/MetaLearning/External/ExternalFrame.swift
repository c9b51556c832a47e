/// What a child is told once: who it is, what it may do, and what it will see.
package struct ExternalFrame: Sendable, Hashable {
  /// An action of the lever.
  package struct Action: Sendable, Hashable {
    /// Name as in the scenario.
    package var name: String
    /// What the action is worth or costs the customer; nil where it has no number.
    package var value: Double?

    /// Names an action's value.
    package init(name: String, value: Double?) {
      self.name = name
      self.value = value
    }
  }

  /// Name of the policy.
  package var policy: String
  /// Name of the decision point.
  package var point: String
  /// The actions, in the order of all vectors.
  package var actions: [Action]
  /// Index of the action that business as usual takes.
  package var statusQuo: Int
  /// Names of what is observed at a decision, in the order of all rows.
  package var features: [String]
  /// Names of what is known of a market, in the order of all rows.
  package var taskFeatures: [String]
  /// A seed for the child's own draws.
  package var seed: UInt64

  /// Describes a decision point.
  package init(
    policy: String, point: String, actions: [Action], statusQuo: Int = 0, features: [String],
    taskFeatures: [String] = [], seed: UInt64 = 1
  ) {
    self.policy = policy
    self.point = point
    self.actions = actions
    self.statusQuo = statusQuo
    self.features = features
    self.taskFeatures = taskFeatures
    self.seed = seed
  }

  /// Takes what any learner is told of a decision point.
  ///
  /// - Parameters:
  ///   - policy: Name of the policy.
  ///   - point: Name of the decision point.
  ///   - learner: Actions and features.
  ///   - seed: A seed for the child's own draws.
  package init(policy: String, point: String = "", learner: LearnerFrame, seed: UInt64 = 1) {
    self.init(
      policy: policy, point: point,
      actions: zip(learner.actions, learner.values).map { Action(name: $0.0, value: $0.1) },
      statusQuo: learner.statusQuo, features: learner.features,
      taskFeatures: learner.taskFeatures, seed: seed)
  }
}
