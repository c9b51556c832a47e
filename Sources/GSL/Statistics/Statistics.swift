/// Descriptive statistics of samples.
package enum Statistics {
  /// Gives the sample quantile of type 7, the default of R and NumPy; NaN for an empty sample.
  ///
  /// Linear between order statistics: Hyndman & Fan (1996), doi:10.2307/2684934.
  /// The sample rises; the probability is clamped to 0...1.
  package static func quantile(sorted: [Double], probability: Double) -> Double {
    quantile(count: sorted.count, probability: probability) { sorted[$0] }
  }

  /// Gives the sample quantile of type 7 of values that are looked up by their place in rising
  /// order; NaN for an empty sample.
  package static func quantile(
    count: Int, probability: Double, at place: (Int) -> Double
  ) -> Double {
    guard count > 0, !probability.isNaN else { return .nan }
    let position = min(max(probability, 0), 1) * Double(count - 1)
    let index = Int(position)
    guard index + 1 < count else { return place(count - 1) }
    let fraction = position - Double(index)
    return place(index) + fraction * (place(index + 1) - place(index))
  }

  /// Gives the mean and the sum of squared distances from it, in two passes; a mean of NaN for an
  /// empty sample.
  static func meanAndSquares(_ values: [Double]) -> (mean: Double, squares: Double) {
    let mean = values.reduce(0, +) / Double(values.count)
    return (mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) })
  }

  /// Gives the mean and its standard error, s/√n; an error of NaN for fewer than two values.
  package static func meanAndError(_ values: [Double]) -> (mean: Double, error: Double) {
    let (mean, squares) = meanAndSquares(values)
    let count = Double(values.count)
    return (mean, (squares / (count - 1) / count).squareRoot())
  }
}
