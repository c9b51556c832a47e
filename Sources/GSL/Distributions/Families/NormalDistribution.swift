internal import CKeyedRandom
internal import Support

/// The normal distribution.
package struct NormalDistribution: ScalarDistribution {
  /// The family's row.
  package static let family = DistributionFamily(
    "normal", [.value("mean"), .value("sd", .positive)],
    ways: [
      .by("mean", "sd") { (v) throws(DistributionError) in
        .normal(try Self(mean: v[0], sd: v[1]))
      }
    ],
    quantiles: .init(bounds: .any) { (first, second) throws(DistributionError) in
      .normal(try Self(quantiles: first, second))
    })
  /// Expected value.
  package let mean: Double
  /// Standard deviation.
  package let standardDeviation: Double

  /// Makes the distribution with a mean and a standard deviation above 0.
  package init(mean: Double, sd: Double) throws(DistributionError) {
    try Self.check(("mean", mean), ("sd", sd))
    self.mean = mean
    standardDeviation = sd
  }

  /// Makes the distribution with two given quantiles.
  package init(quantiles first: KnownQuantile, _ second: KnownQuantile) throws(DistributionError) {
    try KnownQuantile.check(first, second, of: Self.family)
    let lowerScore = StandardNormal.quantile(first.probability)
    let upperScore = StandardNormal.quantile(second.probability)
    let sd = (second.value - first.value) / (upperScore - lowerScore)
    try self.init(mean: first.value - lowerScore * sd, sd: sd)
  }

  /// Values that can be drawn.
  package var support: DistributionSupport { DistributionSupport(-.infinity, .infinity) }
  /// Variance.
  package var variance: Double { standardDeviation * standardDeviation }

  /// Draws a value.
  package func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_normal(&stream.state, mean, standardDeviation)
  }

  /// Gives the density at x, for a discrete family the probability of x.
  package func density(_ x: Double) -> Double {
    StandardNormal.density((x - mean) / standardDeviation) / standardDeviation
  }

  /// Gives P(X ≤ x).
  package func cdf(_ x: Double) -> Double {
    StandardNormal.cdf((x - mean) / standardDeviation)
  }

  /// Gives P(X > x).
  package func upperTail(_ x: Double) -> Double {
    StandardNormal.upperTail((x - mean) / standardDeviation)
  }

  /// Gives the least x with P(X ≤ x) ≥ p.
  package func quantile(_ p: Double) -> Double {
    mean + standardDeviation * StandardNormal.quantile(p)
  }

  /// Gives the least x with P(X > x) ≤ q.
  package func upperQuantile(_ q: Double) -> Double {
    mean + standardDeviation * StandardNormal.upperQuantile(q)
  }

  /// Gives the distribution of a multiple, if the family has it.
  package func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .normal(try NormalDistribution(mean: mean * factor, sd: standardDeviation * factor))
  }
}
