internal import CKeyedRandom

/// The normal distribution.
public struct NormalDistribution: ScalarDistribution {
  /// Name in scenario files.
  public static let family = "normal"
  /// Mean and standard deviation.
  public static let parameters = [
    DistributionParameter("mean", .finite), DistributionParameter("sd", .positive),
  ]
  /// Expected value.
  public let mean: Double
  /// Standard deviation.
  public let standardDeviation: Double

  /// Makes the distribution with a mean and a standard deviation above 0.
  public init(mean: Double, sd: Double) throws(DistributionError) {
    try Self.check(mean, sd)
    self.mean = mean
    standardDeviation = sd
  }

  /// Makes the distribution with two given quantiles.
  public init(quantiles first: KnownQuantile, _ second: KnownQuantile) throws(DistributionError) {
    try KnownQuantile.check(first, second, family: Self.family)
    let lowerScore = StandardNormal.quantile(first.probability)
    let upperScore = StandardNormal.quantile(second.probability)
    let sd = (second.value - first.value) / (upperScore - lowerScore)
    try self.init(mean: first.value - lowerScore * sd, sd: sd)
  }

  /// Values that can be drawn.
  public var support: Support { Support(-.infinity, .infinity) }
  /// Variance.
  public var variance: Double { standardDeviation * standardDeviation }

  /// Draws a value.
  public func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_normal(&stream.state, mean, standardDeviation)
  }

  /// Gives the density at x, for a discrete family the probability of x.
  public func density(_ x: Double) -> Double {
    StandardNormal.density((x - mean) / standardDeviation) / standardDeviation
  }

  /// Gives P(X ≤ x).
  public func cdf(_ x: Double) -> Double {
    StandardNormal.cdf((x - mean) / standardDeviation)
  }

  /// Gives P(X > x).
  public func upperTail(_ x: Double) -> Double {
    StandardNormal.upperTail((x - mean) / standardDeviation)
  }

  /// Gives the least x with P(X ≤ x) ≥ p.
  public func quantile(_ p: Double) -> Double {
    mean + standardDeviation * StandardNormal.quantile(p)
  }

  /// Gives the least x with P(X > x) ≤ q.
  public func upperQuantile(_ q: Double) -> Double {
    mean + standardDeviation * StandardNormal.upperQuantile(q)
  }

  /// Gives the distribution of a multiple, if the family has it.
  public func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .normal(try NormalDistribution(mean: mean * factor, sd: standardDeviation * factor))
  }
}
