internal import CKeyedRandom
internal import Foundation
internal import Support

/// The exponential distribution.
package struct ExponentialDistribution: ScalarDistribution {
  /// The family's row.
  package static let family = DistributionFamily(
    "exponential",
    [
      .value("mean", .positive), DistributionParameter("rate", .rate, .positive),
      .value("median", .positive),
    ],
    ways: [
      .by("mean") { (v) throws(DistributionError) in
        .exponential(try Self(mean: v[0]))
      },
      .by("rate") { (v) throws(DistributionError) in
        .exponential(try Self(rate: v[0]))
      },
      .by("median") { (v) throws(DistributionError) in
        .exponential(try Self(median: v[0]))
      },
    ])
  /// Expected value.
  package let mean: Double

  /// Makes the distribution with a mean above 0.
  package init(mean: Double) throws(DistributionError) {
    try Self.check(("mean", mean))
    self.mean = mean
  }

  /// Makes the distribution with a rate above 0, the inverse of the mean.
  package init(rate: Double) throws(DistributionError) {
    try Self.check(("rate", rate))
    try self.init(mean: 1 / rate)
  }

  /// Makes the distribution with a median above 0.
  package init(median: Double) throws(DistributionError) {
    try Self.check(("median", median))
    try self.init(mean: median / log(2))
  }

  /// Values that can be drawn.
  package var support: DistributionSupport { DistributionSupport(0, .infinity) }
  /// Variance.
  package var variance: Double { mean * mean }

  /// Draws a value.
  package func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_exponential(&stream.state, mean)
  }

  /// Gives the density at x, for a discrete family the probability of x.
  package func density(_ x: Double) -> Double { x >= 0 ? exp(-x / mean) / mean : 0 }

  /// Gives P(X ≤ x).
  package func cdf(_ x: Double) -> Double { x > 0 ? -expm1(-x / mean) : 0 }

  /// Gives P(X > x).
  package func upperTail(_ x: Double) -> Double { x > 0 ? exp(-x / mean) : 1 }

  /// Gives the least x with P(X ≤ x) ≥ p.
  package func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? -mean * log1p(-p) : .nan
  }

  /// Gives the least x with P(X > x) ≤ q.
  package func upperQuantile(_ q: Double) -> Double {
    q >= 0 && q <= 1 ? -mean * log(q) : .nan
  }

  /// Gives the distribution of a multiple, if the family has it.
  package func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .exponential(try ExponentialDistribution(mean: mean * factor))
  }
}
