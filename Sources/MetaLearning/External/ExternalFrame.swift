/// What a child is told once: who it is, what it may do, and what it will see.
package struct ExternalFrame: Sendable, Hashable {
  struct Action: Sendable, Hashable {
    var name: String
    /// What the action is worth or costs the customer; nil where it has no number.
    var value: Double?
  }

  /// By what a column is standardised: (value − mean) / deviation.
  package struct Moment: Sendable, Hashable {
    var mean: Double
    var deviation: Double

    package init(mean: Double, deviation: Double) {
      self.mean = mean
      self.deviation = deviation
    }
  }

  /// Moments of all columns that reach the program standardised.
  package struct Moments: Sendable, Hashable {
    var features: [Moment]
    var taskFeatures: [Moment]
    var reward: Moment

    package init(features: [Moment], taskFeatures: [Moment], reward: Moment) {
      self.features = features
      self.taskFeatures = taskFeatures
      self.reward = reward
    }
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
  /// Hours that a market lasts; nil where it has no known end.
  package var horizon: Double?
  /// Hours after a decision in which rewards count; nil until the horizon.
  package var window: Double?
  /// Code of the currency of all money.
  package var currency = ""
  /// What decisions are rewarded by.
  package var reward = ""
  /// Whether the reward is an amount of money, in major units of the currency.
  package var isMoney = false
  /// Moments of what reaches the program standardised; nil where all is as it is.
  package var moments: Moments?
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
