import GSL

extension DistributionSpec {
  /// The chance of a standard normal deviate beyond 6: tails of less are left out.
  private static let tail = StandardNormal.cdf(-6)

  /// The values that may be met: the support without far tails.
  ///
  /// It ends where the support does, or at a quantile where that end is infinite or never drawn.
  /// The reach of a mixture is that of its parts.
  ///
  /// - Throws: `DistributionError` if the description is none of a distribution.
  func reach() throws(DistributionError) -> ClosedRange<Double> {
    switch family {
    case "discrete", "empirical":
      let values = points.filter { $0.weight > 0 }.map(\.value)
      return Self.range(values.min() ?? 0, values.max() ?? 0)
    case "mixture":
      var (lower, upper) = (Double.infinity, -Double.infinity)
      for component in components where component.weight > 0 {
        let part = try component.distribution.reach()
        lower = min(lower, part.lowerBound)
        upper = max(upper, part.upperBound)
      }
      return Self.range(lower, upper)
    case "truncated":
      guard let inner = try components.first?.distribution.reach() else { return 0...0 }
      let lower = max(self["min"] ?? -.infinity, inner.lowerBound)
      let upper = min(self["max"] ?? .infinity, inner.upperBound)
      guard lower > upper else { return lower...upper }
      // All that the limits leave lies in the tail.
      let end = self["min"] == lower ? lower : upper
      return end...end
    default:
      let distribution = try made()
      let support = distribution.support
      let meetsEnds = DistributionFamily.named(family)?.meetsEnds ?? true
      return Self.range(
        meetsEnds && support.lower.isFinite ? support.lower : distribution.quantile(Self.tail),
        meetsEnds && support.upper.isFinite
          ? support.upper : distribution.upperQuantile(Self.tail))
    }
  }

  private static func range(_ lower: Double, _ upper: Double) -> ClosedRange<Double> {
    lower...max(lower, upper)
  }
}

extension Variation {
  /// The values that markets may have.
  func reach(features: [TaskFeature]) throws(DistributionError) -> ClosedRange<Double> {
    var (lower, upper) = (constant, constant)
    for (coefficient, feature) in zip(coefficients, features) where coefficient != 0 {
      let reach = try feature.law.reach()
      let ends = [coefficient * reach.lowerBound, coefficient * reach.upperBound]
      lower += ends.min() ?? 0
      upper += ends.max() ?? 0
    }
    if let reach = try law?.reach() {
      lower += reach.lowerBound
      upper += reach.upperBound
    }
    return lower...Swift.max(lower, upper)
  }
}
