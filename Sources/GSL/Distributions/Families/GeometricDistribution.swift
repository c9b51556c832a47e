internal import CKeyedRandom
internal import Foundation

/// The number of trials up to and with the first success.
package struct GeometricDistribution: LatticeDistribution {
  /// Name in scenario files.
  package static let family = "geometric"
  /// Probability of success.
  package static let parameters = [
    DistributionParameter("p", ParameterRange(from: 1e-7, to: 1))
  ]
  /// Probability of success in one trial.
  package let p: Double

  /// Makes the distribution from the probability of success.
  package init(p: Double) throws(DistributionError) {
    try Self.check(p)
    self.p = p
  }

  /// Makes the distribution from the mean number of trials, at least 1.
  package init(mean: Double) throws(DistributionError) {
    let range = ParameterRange(from: 1, to: 1e7)
    try DistributionParameter("mean", range).check(mean, family: Self.family)
    try self.init(p: 1 / mean)
  }

  /// Values that can be drawn.
  package var support: DistributionSupport { DistributionSupport(1, .infinity, isDiscrete: true) }
  /// Expected value.
  package var mean: Double { 1 / p }
  /// Variance.
  package var variance: Double { (1 - p) / p / p }

  /// Draws a value.
  package func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_geometric(&stream.state, p)
  }

  /// Gives the density at x, for a discrete family the probability of x.
  package func density(_ x: Double) -> Double {
    guard x >= 1, x == x.rounded() else { return 0 }
    return x == 1 ? p : p * exp((x - 1) * log1p(-p))
  }

  /// Gives P(X ≤ x).
  package func cdf(_ x: Double) -> Double {
    x < 1 ? 0 : p == 1 ? 1 : -expm1(x.rounded(.down) * log1p(-p))
  }

  /// Gives P(X > x).
  package func upperTail(_ x: Double) -> Double {
    x < 1 ? 1 : p == 1 ? 0 : exp(x.rounded(.down) * log1p(-p))
  }
}
