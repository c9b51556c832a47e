/// What every distribution of real numbers tells.
protocol RealDistribution: Sendable {
  /// Values that can be drawn.
  var support: DistributionSupport { get }
  /// Expected value, ∞ where it does not exist.
  var mean: Double { get }
  /// Variance, ∞ where it does not exist.
  var variance: Double { get }
  /// Draws a value; cannot fail.
  func sample(using stream: inout RandomStream) -> Double
  /// Gives the density at x, for a discrete family the probability of x.
  func density(_ x: Double) -> Double
  /// Gives P(X ≤ x).
  func cdf(_ x: Double) -> Double
  /// Gives P(X > x), accurate where it is small.
  func upperTail(_ x: Double) -> Double
  /// Gives the least x with P(X ≤ x) ≥ p, for p in 0...1; else NaN.
  func quantile(_ p: Double) -> Double
  /// Gives the least x with P(X > x) ≤ q, for q in 0...1; else NaN.
  ///
  /// More accurate than the quantile of 1 − q where q is small.
  func upperQuantile(_ q: Double) -> Double
}

extension RealDistribution {
  /// Whether no single value has positive probability.
  var isContinuous: Bool { !support.isDiscrete }
  func upperQuantile(_ q: Double) -> Double { quantile(1 - q) }
}
