/// A reward that has arrived for a decision.
package struct Feedback: Sendable, Hashable, Codable {
  package var task: Int
  package var action: Int
  /// Features of that action, or of the customer where actions have none.
  package var features: [Double]
  package var reward: Double
  /// How much the row counts; 1 for a reward that is final.
  package var weight: Double

  package init(
    task: Int = 0, action: Int, features: [Double] = [1], reward: Double, weight: Double = 1
  ) {
    self.task = task
    self.action = action
    self.features = features
    self.reward = reward
    self.weight = weight
  }

  package init(_ context: Context, action: Int, reward: Double, weight: Double = 1) {
    self.init(
      task: context.task, action: action, features: context.row(for: action),
      reward: reward, weight: weight)
  }
}
