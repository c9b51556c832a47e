/// Count, mean and variance of one value per unit: all that a comparison of means needs.
package struct Moments: Sendable, Equatable, Codable {
  package var count: Int
  /// Mean per unit; 0 when there are no units.
  package var mean: Double
  /// Sample variance with divisor `count - 1`; 0 when there are fewer than two units.
  package var variance: Double

  package init(count: Int, mean: Double, variance: Double) {
    self.count = count
    self.mean = mean
    self.variance = variance
  }

  /// Computes the moments from exact sums of whole numbers, such as money in minor units.
  ///
  /// The sums are combined in 128-bit integers, so that no digits cancel and the result does
  /// not depend on the order of the units.
  /// `scale` is small units per unit of the result: 100 when cents become euros.
  package init(count: Int, sum: Int64, sumOfSquares: Int128, scale: Double = 1) {
    self.count = count
    mean = count > 0 ? Double(sum) / (Double(count) * scale) : 0
    let variance = ExactSums.covariance(
      count: count, sumX: sum, sumY: sum, sumOfProducts: sumOfSquares)
    self.variance = max(0, variance) / (scale * scale)
  }

  /// Whether no unit differs from another by more than the rounding of sums.
  var isConstant: Bool {
    count > 1 && variance.squareRoot() <= 1e-9 * abs(mean)
  }
}
