/// The values that a distribution can give.
public struct Support: Sendable, Hashable {
  /// Greatest lower bound, possibly -∞.
  public let lower: Double
  /// Least upper bound, possibly ∞.
  public let upper: Double
  /// Whether single values have positive probability.
  public let isDiscrete: Bool

  /// Makes a support from its bounds.
  public init(_ lower: Double, _ upper: Double, isDiscrete: Bool = false) {
    self.lower = lower
    self.upper = upper
    self.isDiscrete = isDiscrete
  }

  /// Multiplies the bounds by a positive factor.
  func scaled(by factor: Double) -> Support {
    Support(lower * factor, upper * factor, isDiscrete: isDiscrete)
  }
}
