internal import CGSL
internal import CKeyedRandom
internal import Support

/// The gamma distribution.
package struct GammaDistribution: ScalarDistribution {
  /// The family's row.
  package static let family = DistributionFamily(
    "gamma",
    [
      .plain("shape", .shape), .value("scale", .positive), .value("mean", .positive),
      .value("sd", .positive),
    ],
    ways: [
      .by("shape", "scale") { (v) throws(DistributionError) in
        .gamma(try Self(shape: v[0], scale: v[1]))
      },
      .by("mean", "sd") { (v) throws(DistributionError) in
        .gamma(try Self(mean: v[0], sd: v[1]))
      },
      .by("mean", "shape") { (v) throws(DistributionError) in
        .gamma(try Self(mean: v[0], shape: v[1]))
      },
    ], meetsEnds: false)
  /// Shape, above 0.
  package let shape: Double
  /// Scale, above 0.
  package let scale: Double

  /// Makes the distribution from shape and scale.
  package init(shape: Double, scale: Double) throws(DistributionError) {
    try Self.check(("shape", shape), ("scale", scale))
    self.shape = shape
    self.scale = scale
  }

  /// Makes the distribution from mean and standard deviation, both above 0.
  package init(mean: Double, sd: Double) throws(DistributionError) {
    try Self.check(("mean", mean), ("sd", sd))
    try self.init(shape: (mean / sd) * (mean / sd), scale: sd * (sd / mean))
  }

  /// Makes the distribution from mean and shape, both above 0.
  package init(mean: Double, shape: Double) throws(DistributionError) {
    try Self.check(("mean", mean))
    try self.init(shape: shape, scale: mean / shape)
  }

  /// Values that can be drawn.
  package var support: DistributionSupport { DistributionSupport(0, .infinity) }
  /// Expected value.
  package var mean: Double { shape * scale }
  /// Variance.
  package var variance: Double { shape * scale * scale }

  /// Draws a value.
  package func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_gamma(&stream.state, shape, scale)
  }

  /// Gives the density at x, for a discrete family the probability of x.
  package func density(_ x: Double) -> Double { gsl_ran_gamma_pdf(x, shape, scale) }

  /// Gives P(X ≤ x).
  package func cdf(_ x: Double) -> Double {
    GammaFunction.regularizedLower(x / scale, shape: shape)
  }

  /// Gives P(X > x).
  package func upperTail(_ x: Double) -> Double {
    GammaFunction.regularizedUpper(x / scale, shape: shape)
  }

  /// Gives the least x with P(X ≤ x) ≥ p.
  package func quantile(_ p: Double) -> Double {
    scale * ChiSquared.gammaQuantile(p, shape: shape)
  }

  /// Gives the least x with P(X > x) ≤ q.
  package func upperQuantile(_ q: Double) -> Double {
    scale * ChiSquared.gammaUpperQuantile(q, shape: shape)
  }

  /// Gives the distribution of a multiple, if the family has it.
  package func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .gamma(try GammaDistribution(shape: shape, scale: scale * factor))
  }
}
