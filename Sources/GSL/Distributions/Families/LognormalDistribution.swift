import CKeyedRandom
import Foundation
import Support

/// The distribution of e^Y for a normal Y.
package struct LognormalDistribution: ScalarDistribution {
  static let family = DistributionFamily(
    "lognormal",
    [
      .plain("mu", Bounds(lower: -600, upper: 600)),
      .plain("sigma", Bounds(lower: 1e-12, upper: 40)), .value("mean", .positive),
      .value("sd", .positive), .value("median", .positive),
    ],
    ways: [
      .by("mu", "sigma") { (v) throws(DistributionError) in
        .lognormal(try Self(mu: v[0], sigma: v[1]))
      },
      .by("mean", "sd") { (v) throws(DistributionError) in
        .lognormal(try Self(mean: v[0], sd: v[1]))
      },
      .by("median", "sigma") { (v) throws(DistributionError) in
        .lognormal(try Self(median: v[0], sigma: v[1]))
      },
    ],
    quantiles: .init(bounds: .positive) { (first, second) throws(DistributionError) in
      .lognormal(try Self(quantiles: first, second))
    }, meetsEnds: false)
  /// Mean of the logarithm.
  package let mu: Double
  /// Standard deviation of the logarithm.
  package let sigma: Double

  /// Makes the distribution from mean and standard deviation of the logarithm.
  ///
  /// The sampler's normal deviates stay within ±12.2, so that mu + 13 sigma ≤ 700 keeps all draws
  /// finite.
  init(mu: Double, sigma: Double) throws(DistributionError) {
    try Self.check(("mu", mu), ("sigma", sigma))
    guard mu + 13 * sigma <= 700 else {
      throw Self.error("sigma", sigma, "must keep mu + 13 sigma at or below 700, mu = \(mu)")
    }
    self.mu = mu
    self.sigma = sigma
  }

  init(mean: Double, sd: Double) throws(DistributionError) {
    try Self.check(("mean", mean), ("sd", sd))
    let square = Elementary.log1p((sd / mean) * (sd / mean))
    try self.init(mu: Elementary.log(mean) - 0.5 * square, sigma: square.squareRoot())
  }

  init(median: Double, sigma: Double) throws(DistributionError) {
    try Self.check(("median", median))
    try self.init(mu: Elementary.log(median), sigma: sigma)
  }

  init(quantiles first: KnownQuantile, _ second: KnownQuantile) throws(DistributionError) {
    try KnownQuantile.check(first, second, of: Self.family)
    let lowerScore = StandardNormal.quantile(first.probability)
    let upperScore = StandardNormal.quantile(second.probability)
    let sigma =
      (Elementary.log(second.value) - Elementary.log(first.value)) / (upperScore - lowerScore)
    try self.init(mu: Elementary.log(first.value) - lowerScore * sigma, sigma: sigma)
  }

  var support: DistributionSupport { DistributionSupport(0, .infinity) }
  var mean: Double { Elementary.exp(mu + 0.5 * sigma * sigma) }
  var variance: Double { mean * mean * Elementary.expm1(sigma * sigma) }

  func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_lognormal(&stream.state, mu, sigma)
  }

  func density(_ x: Double) -> Double {
    x > 0 ? StandardNormal.density(score(x)) / (sigma * x) : 0
  }

  func cdf(_ x: Double) -> Double {
    x > 0 ? StandardNormal.cdf(score(x)) : 0
  }

  func upperTail(_ x: Double) -> Double {
    x > 0 ? StandardNormal.upperTail(score(x)) : 1
  }

  func quantile(_ p: Double) -> Double {
    Elementary.exp(mu + sigma * StandardNormal.quantile(p))
  }

  func upperQuantile(_ q: Double) -> Double {
    Elementary.exp(mu + sigma * StandardNormal.upperQuantile(q))
  }

  func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .lognormal(try LognormalDistribution(mu: mu + Elementary.log(factor), sigma: sigma))
  }

  private func score(_ x: Double) -> Double {
    (Elementary.log(x) - mu) / sigma
  }
}
