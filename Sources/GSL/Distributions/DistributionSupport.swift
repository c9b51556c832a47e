/// The values that a distribution can give.
package struct DistributionSupport: Sendable, Hashable {
  /// Greatest lower bound, possibly -∞.
  package let lower: Double
  /// Least upper bound, possibly ∞.
  package let upper: Double
  /// Whether single values have positive probability.
  let isDiscrete: Bool

  init(_ lower: Double, _ upper: Double, isDiscrete: Bool = false) {
    self.lower = lower
    self.upper = upper
    self.isDiscrete = isDiscrete
  }

  func scaled(by factor: Double) -> DistributionSupport {
    DistributionSupport(lower * factor, upper * factor, isDiscrete: isDiscrete)
  }
}
