/// Moments of a numerator and a denominator per unit, with their covariance.
package struct JointMoments: Sendable, Equatable, Codable {
  package var numerator: Moments
  /// Moments of the denominator, over the same units.
  package var denominator: Moments
  /// Sample covariance with divisor `count - 1`; 0 when there are fewer than two units.
  package var covariance: Double

  package var count: Int { numerator.count }

  /// Wraps values computed elsewhere; both moments are over the same units.
  package init(numerator: Moments, denominator: Moments, covariance: Double) {
    self.numerator = numerator
    self.denominator = denominator
    self.covariance = covariance
  }

  /// Computes the moments from exact sums of whole numbers.
  ///
  /// Scales are small units per unit of the result, as in `Moments`.
  package init(
    count: Int,
    numeratorSum: Int64, numeratorSumOfSquares: Int128,
    denominatorSum: Int64, denominatorSumOfSquares: Int128,
    sumOfProducts: Int128,
    numeratorScale: Double = 1, denominatorScale: Double = 1
  ) {
    numerator = Moments(
      count: count, sum: numeratorSum, sumOfSquares: numeratorSumOfSquares, scale: numeratorScale)
    denominator = Moments(
      count: count, sum: denominatorSum, sumOfSquares: denominatorSumOfSquares,
      scale: denominatorScale)
    covariance =
      ExactSums.covariance(
        count: count, sumX: numeratorSum, sumY: denominatorSum, sumOfProducts: sumOfProducts)
      / (numeratorScale * denominatorScale)
  }

  /// Ratio of the sums, or nil when the denominator's sum is zero.
  package var ratio: Double? {
    count > 0 && denominator.mean != 0 ? numerator.mean / denominator.mean : nil
  }

  /// Variance per unit of the ratio by the delta method, units being independent.
  ///
  /// v = v_n/d² - 2 cov n/d³ + n² v_d/d⁴ with means n and d, so that the ratio's own variance
  /// is v divided by the count (Deng, Knoblich and Lu 2018, doi:10.1145/3219819.3219919). Nil
  /// when the denominator's sum is zero.
  package var ratioVariance: Double? {
    guard let ratio else { return nil }
    let spread =
      numerator.variance - 2 * ratio * covariance + ratio * ratio * denominator.variance
    return max(0, spread) / (denominator.mean * denominator.mean)
  }
}
