/// What a policy may know when it decides.
package struct Context: Sendable, Hashable {
  /// Number of the market, counted from 0.
  package var task: Int
  package var features: [Double]
  /// Features of the actions, action by action; empty if actions are told apart by number only.
  package var actionFeatures: [Double]
  /// Whether each action may be taken; at least one must.
  package var allowed: [Bool]
  /// What is added to each action's expected reward, such as the price of its cost; or empty.
  package var adjustments: [Double] = []
  package var statusQuo: Int
  /// Hours since the task's start.
  package var time = 0.0

  /// Describes a decision; all actions are allowed unless said otherwise.
  package init(
    task: Int = 0, actions: Int, features: [Double] = [1], actionFeatures: [Double] = [],
    allowed: [Bool]? = nil, statusQuo: Int = 0
  ) {
    self.task = task
    self.features = features
    self.actionFeatures = actionFeatures
    self.allowed = allowed ?? Array(repeating: true, count: max(actions, 1))
    self.statusQuo = statusQuo
  }

  package var actions: Int { allowed.count }

  /// Features of one action, or of the customer where actions have none.
  package func row(for action: Int) -> [Double] {
    guard !actionFeatures.isEmpty, actions > 0 else { return features }
    let size = actionFeatures.count / actions
    return Array(actionFeatures[(action * size)..<((action + 1) * size)])
  }

  func adjust(_ scores: inout [Double]) {
    guard adjustments.count == scores.count else { return }
    for action in scores.indices { scores[action] += adjustments[action] }
  }
}
