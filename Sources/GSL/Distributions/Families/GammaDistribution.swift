import CGSL
import CKeyedRandom
import Support

package struct GammaDistribution: ScalarDistribution {
  static let family = DistributionFamily(
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
  let shape: Double
  /// Scale, above 0.
  let scale: Double

  init(shape: Double, scale: Double) throws(DistributionError) {
    try Self.check(("shape", shape), ("scale", scale))
    self.shape = shape
    self.scale = scale
  }

  init(mean: Double, sd: Double) throws(DistributionError) {
    try Self.check(("mean", mean), ("sd", sd))
    try self.init(shape: (mean / sd) * (mean / sd), scale: sd * (sd / mean))
  }

  init(mean: Double, shape: Double) throws(DistributionError) {
    try Self.check(("mean", mean))
    try self.init(shape: shape, scale: mean / shape)
  }

  var support: DistributionSupport { DistributionSupport(0, .infinity) }
  var mean: Double { shape * scale }
  var variance: Double { shape * scale * scale }

  func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_gamma(&stream.state, shape, scale)
  }

  func density(_ x: Double) -> Double { gsl_ran_gamma_pdf(x, shape, scale) }

  func cdf(_ x: Double) -> Double {
    GammaFunction.regularizedLower(x / scale, shape: shape)
  }

  func upperTail(_ x: Double) -> Double {
    GammaFunction.regularizedUpper(x / scale, shape: shape)
  }

  func quantile(_ p: Double) -> Double {
    scale * ChiSquared.gammaQuantile(p, shape: shape)
  }

  func upperQuantile(_ q: Double) -> Double {
    scale * ChiSquared.gammaUpperQuantile(q, shape: shape)
  }

  func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .gamma(try GammaDistribution(shape: shape, scale: scale * factor))
  }
}
