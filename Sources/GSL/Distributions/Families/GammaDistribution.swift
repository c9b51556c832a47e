internal import CGSL
internal import CKeyedRandom

/// The gamma distribution.
public struct GammaDistribution: ScalarDistribution {
  /// Name in scenario files.
  public static let family = "gamma"
  /// Shape and scale; the mean is their product.
  public static let parameters = [
    DistributionParameter("shape", .shape), DistributionParameter("scale", .positive),
  ]
  /// Shape, above 0.
  public let shape: Double
  /// Scale, above 0.
  public let scale: Double

  /// Makes the distribution from shape and scale.
  public init(shape: Double, scale: Double) throws(DistributionError) {
    try Self.check(shape, scale)
    self.shape = shape
    self.scale = scale
  }

  /// Makes the distribution from mean and standard deviation, both above 0.
  public init(mean: Double, sd: Double) throws(DistributionError) {
    try DistributionParameter("mean", .positive).check(mean, family: Self.family)
    try DistributionParameter("sd", .positive).check(sd, family: Self.family)
    try self.init(shape: (mean / sd) * (mean / sd), scale: sd * (sd / mean))
  }

  /// Makes the distribution from mean and shape, both above 0.
  public init(mean: Double, shape: Double) throws(DistributionError) {
    try DistributionParameter("mean", .positive).check(mean, family: Self.family)
    try self.init(shape: shape, scale: mean / shape)
  }

  /// Values that can be drawn.
  public var support: Support { Support(0, .infinity) }
  /// Expected value.
  public var mean: Double { shape * scale }
  /// Variance.
  public var variance: Double { shape * scale * scale }

  /// Draws a value.
  public func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_gamma(&stream.state, shape, scale)
  }

  /// Gives the density at x, for a discrete family the probability of x.
  public func density(_ x: Double) -> Double { gsl_ran_gamma_pdf(x, shape, scale) }

  /// Gives P(X ≤ x).
  public func cdf(_ x: Double) -> Double {
    GammaFunction.regularizedLower(x / scale, shape: shape)
  }

  /// Gives P(X > x).
  public func upperTail(_ x: Double) -> Double {
    GammaFunction.regularizedUpper(x / scale, shape: shape)
  }

  /// Gives the least x with P(X ≤ x) ≥ p.
  public func quantile(_ p: Double) -> Double {
    scale * ChiSquared.gammaQuantile(p, shape: shape)
  }

  /// Gives the least x with P(X > x) ≤ q.
  public func upperQuantile(_ q: Double) -> Double {
    scale * ChiSquared.gammaUpperQuantile(q, shape: shape)
  }

  /// Gives the distribution of a multiple, if the family has it.
  public func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .gamma(try GammaDistribution(shape: shape, scale: scale * factor))
  }
}
