internal import CKeyedRandom
internal import Foundation
internal import Support

/// The number of trials up to and with the first success.
package struct GeometricDistribution: LatticeDistribution {
  /// The family's row.
  package static let family = DistributionFamily(
    "geometric", [.plain("p", .waitedFor), .plain("mean", Bounds(lower: 1, upper: 1e7))],
    ways: [
      .by("p") { (v) throws(DistributionError) in
        .geometric(try Self(p: v[0]))
      },
      .by("mean") { (v) throws(DistributionError) in
        .geometric(try Self(mean: v[0]))
      },
    ], isContinuous: false, fitsTime: false)
  /// Probability of success in one trial.
  package let p: Double

  /// Makes the distribution from the probability of success.
  package init(p: Double) throws(DistributionError) {
    try Self.check(("p", p))
    self.p = p
  }

  /// Makes the distribution from the mean number of trials, at least 1.
  package init(mean: Double) throws(DistributionError) {
    try Self.check(("mean", mean))
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
