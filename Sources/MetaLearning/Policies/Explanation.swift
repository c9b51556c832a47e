/// Why a policy values an action as it does.
public struct Explanation: Sendable, Hashable {
  /// What one feature adds to the expected reward (to its log odds for a logistic model).
  public struct Contribution: Sendable, Hashable {
    /// Number of the feature.
    public var feature: Int
    /// Value of the feature times its expected weight.
    public var value: Double
    /// Standard deviation of that product.
    public var deviation: Double
  }

  /// The policy's kind.
  public var policy: String
  /// The action explained.
  public var action: Int
  /// Expected reward and uncertainty, if the policy has a model.
  public var prediction: Prediction?
  /// What each feature adds, the greatest first.
  public var contributions: [Contribution]
}
