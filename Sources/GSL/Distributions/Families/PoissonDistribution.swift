internal import CGSL
internal import CKeyedRandom
internal import Support

/// The Poisson distribution.
package struct PoissonDistribution: LatticeDistribution {
  /// The family's row.
  package static let family = DistributionFamily(
    "poisson", [.plain("mean", Bounds(lower: 0, upper: 1e9, excludesLower: true))],
    ways: [
      .by("mean") { (v) throws(DistributionError) in
        .poisson(try Self(mean: v[0]))
      }
    ], isContinuous: false, fitsTime: false)
  /// Expected value.
  package let mean: Double

  /// Makes the distribution with a mean above 0.
  package init(mean: Double) throws(DistributionError) {
    try Self.check(("mean", mean))
    self.mean = mean
  }

  /// Values that can be drawn.
  package var support: DistributionSupport { DistributionSupport(0, .infinity, isDiscrete: true) }
  /// Variance.
  package var variance: Double { mean }

  /// Draws a value.
  package func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_poisson(&stream.state, mean)
  }

  /// Gives the density at x, for a discrete family the probability of x.
  package func density(_ x: Double) -> Double {
    guard x >= 0, x < 4e9, x == x.rounded() else { return 0 }
    GSLLibrary.prepare()
    return gsl_ran_poisson_pdf(UInt32(x), mean)
  }

  /// Gives P(X ≤ x).
  package func cdf(_ x: Double) -> Double {
    x < 0 ? 0 : GammaFunction.regularizedUpper(mean, shape: x.rounded(.down) + 1)
  }

  /// Gives P(X > x).
  package func upperTail(_ x: Double) -> Double {
    x < 0 ? 1 : GammaFunction.regularizedLower(mean, shape: x.rounded(.down) + 1)
  }
}
