/// Descriptive statistics of samples.
package enum Statistics {
  /// Gives the sample quantile of type 7, the default of R and NumPy; NaN for an empty sample.
  ///
  /// Linear between order statistics: Hyndman & Fan (1996), doi:10.2307/2684934.
  ///
  /// - Parameters:
  ///   - sorted: The sample, rising.
  ///   - probability: Share of the sample below; clamped to 0...1.
  /// - Returns: The quantile.
  package static func quantile(sorted: [Double], probability: Double) -> Double {
    guard let last = sorted.last, !probability.isNaN else { return .nan }
    let position = min(max(probability, 0), 1) * Double(sorted.count - 1)
    let index = Int(position)
    guard index + 1 < sorted.count else { return last }
    let fraction = position - Double(index)
    return sorted[index] + fraction * (sorted[index + 1] - sorted[index])
  }
}
