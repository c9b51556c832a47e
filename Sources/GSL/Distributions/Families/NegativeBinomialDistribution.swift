import CKeyedRandom
import Support

/// The negative binomial distribution: a Poisson variable whose mean is gamma distributed.
package struct NegativeBinomialDistribution: LatticeDistribution {
  static let family = DistributionFamily(
    "negative_binomial",
    [
      .plain("mean", .positive), .plain("dispersion", .shape), .plain("size", .shape),
      .plain("p", .waitedFor),
    ],
    ways: [
      .by("mean", "dispersion") { (v) throws(DistributionError) in
        .negativeBinomial(try Self(mean: v[0], dispersion: v[1]))
      },
      .by("size", "p") { (v) throws(DistributionError) in
        .negativeBinomial(try Self(size: v[0], p: v[1]))
      },
    ], isContinuous: false, fitsTime: false)
  /// Number of successes waited for, any number above 0.
  let size: Double
  /// Probability of success.
  let p: Double

  /// Makes the distribution of failures before a number of successes.
  ///
  /// The mean is at most 10⁸, so that the sampler's whole numbers cannot overflow.
  init(size: Double, p: Double) throws(DistributionError) {
    try Self.check(("size", size), ("p", p))
    guard size * (1 - p) / p <= 1e8 else {
      throw Self.error("p", p, "must keep the mean, size (1 − p) / p, at or below 1e8")
    }
    self.size = size
    self.p = p
  }

  /// Makes the distribution with variance mean + mean² / dispersion.
  init(mean: Double, dispersion: Double) throws(DistributionError) {
    try Self.check(("mean", mean), ("dispersion", dispersion))
    try self.init(size: dispersion, p: dispersion / (dispersion + mean))
  }

  var support: DistributionSupport { DistributionSupport(0, .infinity, isDiscrete: true) }
  var mean: Double { size * (1 - p) / p }
  var variance: Double { size * (1 - p) / p / p }

  func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_negative_binomial(&stream.state, size, p)
  }

  func density(_ x: Double) -> Double {
    guard x >= 0, x == x.rounded() else { return 0 }
    guard p < 1 else { return x == 0 ? 1 : 0 }
    return Beta.powerTerm(p, 1 - p, size, x + 1) / (1 - p) / (size + x)
  }

  func cdf(_ x: Double) -> Double {
    x < 0 ? 0 : Beta.regularized(p, complement: 1 - p, size, x.rounded(.down) + 1)
  }

  func upperTail(_ x: Double) -> Double {
    x < 0 ? 1 : Beta.regularized(1 - p, complement: p, x.rounded(.down) + 1, size)
  }
}
