internal import CKeyedRandom
internal import Foundation

/// The distribution of e^Y for a normal Y.
package struct LognormalDistribution: ScalarDistribution {
  /// Name in scenario files.
  package static let family = "lognormal"
  /// Mean and standard deviation of the logarithm.
  package static let parameters = [
    DistributionParameter("mu", ParameterRange(from: -600, to: 600)),
    DistributionParameter("sigma", ParameterRange(from: 1e-12, to: 40)),
  ]
  /// Mean of the logarithm.
  package let mu: Double
  /// Standard deviation of the logarithm.
  package let sigma: Double

  /// Makes the distribution from mean and standard deviation of the logarithm.
  ///
  /// The sampler's normal deviates stay within ±12.2, so that mu + 13 sigma ≤ 700 keeps all draws
  /// finite.
  package init(mu: Double, sigma: Double) throws(DistributionError) {
    try Self.check(mu, sigma)
    guard mu + 13 * sigma <= 700 else {
      throw Self.error("sigma", sigma, "must keep mu + 13 sigma at or below 700, mu = \(mu)")
    }
    self.mu = mu
    self.sigma = sigma
  }

  /// Makes the distribution from its own mean and standard deviation, both above 0.
  package init(mean: Double, sd: Double) throws(DistributionError) {
    try DistributionParameter("mean", .positive).check(mean, family: Self.family)
    try DistributionParameter("sd", .positive).check(sd, family: Self.family)
    let square = log1p((sd / mean) * (sd / mean))
    try self.init(mu: log(mean) - 0.5 * square, sigma: square.squareRoot())
  }

  /// Makes the distribution from its median and the standard deviation of the logarithm.
  package init(median: Double, sigma: Double) throws(DistributionError) {
    try DistributionParameter("median", .positive).check(median, family: Self.family)
    try self.init(mu: log(median), sigma: sigma)
  }

  /// Makes the distribution with two given quantiles, both above 0.
  package init(quantiles first: KnownQuantile, _ second: KnownQuantile) throws(DistributionError) {
    try KnownQuantile.check(first, second, above: 0, family: Self.family)
    let lowerScore = StandardNormal.quantile(first.probability)
    let upperScore = StandardNormal.quantile(second.probability)
    let sigma = (log(second.value) - log(first.value)) / (upperScore - lowerScore)
    try self.init(mu: log(first.value) - lowerScore * sigma, sigma: sigma)
  }

  /// Values that can be drawn.
  package var support: DistributionSupport { DistributionSupport(0, .infinity) }
  /// Expected value.
  package var mean: Double { exp(mu + 0.5 * sigma * sigma) }
  /// Variance.
  package var variance: Double { mean * mean * expm1(sigma * sigma) }

  /// Draws a value.
  package func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_lognormal(&stream.state, mu, sigma)
  }

  /// Gives the density at x, for a discrete family the probability of x.
  package func density(_ x: Double) -> Double {
    x > 0 ? StandardNormal.density(score(x)) / (sigma * x) : 0
  }

  /// Gives P(X ≤ x).
  package func cdf(_ x: Double) -> Double {
    x > 0 ? StandardNormal.cdf(score(x)) : 0
  }

  /// Gives P(X > x).
  package func upperTail(_ x: Double) -> Double {
    x > 0 ? StandardNormal.upperTail(score(x)) : 1
  }

  /// Gives the least x with P(X ≤ x) ≥ p.
  package func quantile(_ p: Double) -> Double {
    exp(mu + sigma * StandardNormal.quantile(p))
  }

  /// Gives the least x with P(X > x) ≤ q.
  package func upperQuantile(_ q: Double) -> Double {
    exp(mu + sigma * StandardNormal.upperQuantile(q))
  }

  /// Gives the distribution of a multiple, if the family has it.
  package func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .lognormal(try LognormalDistribution(mu: mu + log(factor), sigma: sigma))
  }

  private func score(_ x: Double) -> Double {
    (log(x) - mu) / sigma
  }
}
