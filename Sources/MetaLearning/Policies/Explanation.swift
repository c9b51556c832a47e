/// Why a policy values an action as it does.
package struct Explanation: Sendable, Hashable {
  /// What one feature adds to the expected reward (to its log odds for a logistic model).
  package struct Contribution: Sendable, Hashable {
    package var feature: Int
    /// Value of the feature times its expected weight.
    package var value: Double
    package var deviation: Double
  }

  /// Expected reward and uncertainty, if the policy has a model.
  package var prediction: Prediction?
  /// What each feature adds, the greatest first.
  package var contributions: [Contribution] = []
}
