/// A decision that an agent has taken, and what it has brought so far.
struct AgentDecision: Sendable {
  var point: Int
  /// Index of the customer's account.
  var account: Int
  /// Which visit to the decision's stage it was.
  var visit: UInt32
  /// Hours since the start of the market.
  var time: Double
  /// Last moment at which a reward can still be credited to it.
  var deadline: Double
  var action: Int
  var context: [Double]
  var segment: Int
  /// Probability of each action; empty where nobody asked for it.
  var probabilities: [Double] = []
  /// Which actions the policy was offered; empty where nobody asked for it.
  var allowed: [Bool] = []
  var version: Int
  /// What was credited to it, in the reward's own unit.
  var reward = 0.0
  /// When it was last credited, in hours; nil for never.
  var rewardTime: Double?
  /// When an order or money first came of it, in hours; costs alone are not what is waited for.
  var arrival: Double?
  /// Whether nothing more can be credited to it.
  var isFinal = false
}
