/// What a child is told once: who it is, what it may do, and what it will see.
package struct ExternalFrame: Sendable, Hashable {
  struct Action: Sendable, Hashable {
    var name: String
    /// What the action is worth or costs the customer; nil where it has no number.
    var value: Double?
  }

  var policy: String
  var point: String
  /// The actions, in the order of all vectors.
  var actions: [Action]
  var statusQuo = 0
  /// Names of what is observed at a decision, in the order of all rows.
  var features: [String]
  /// Names of what is known of a market, in the order of all rows.
  var taskFeatures: [String] = []
  var seed: UInt64 = 1
}

extension ExternalFrame {
  package init(policy: String, point: String = "", learner: LearnerFrame, seed: UInt64 = 1) {
    self.init(
      policy: policy, point: point,
      actions: zip(learner.actions, learner.values).map { Action(name: $0.0, value: $0.1) },
      statusQuo: learner.statusQuo, features: learner.features,
      taskFeatures: learner.taskFeatures, seed: seed)
  }
}
