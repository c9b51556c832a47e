import CKeyedRandom
import Foundation
import Support

package struct WeibullDistribution: ScalarDistribution {
  static let family = DistributionFamily(
    "weibull", [.plain("shape", Bounds(lower: 0.05, upper: 1e4)), .value("scale", .positive)],
    ways: [
      .by("shape", "scale") { (v) throws(DistributionError) in
        .weibull(try Self(shape: v[0], scale: v[1]))
      }
    ],
    quantiles: .init(bounds: .positive) { (first, second) throws(DistributionError) in
      .weibull(try Self(quantiles: first, second))
    }, meetsEnds: false)
  /// Shape, above 0.
  let shape: Double
  /// Scale, above 0: the quantile of 1 − 1/e.
  let scale: Double

  init(shape: Double, scale: Double) throws(DistributionError) {
    try Self.check(("shape", shape), ("scale", scale))
    self.shape = shape
    self.scale = scale
  }

  init(quantiles first: KnownQuantile, _ second: KnownQuantile) throws(DistributionError) {
    try KnownQuantile.check(first, second, of: Self.family)
    let lowerHazard = -Elementary.log1p(-first.probability)
    let upperHazard = -Elementary.log1p(-second.probability)
    let shape =
      (Elementary.log(upperHazard) - Elementary.log(lowerHazard))
      / (Elementary.log(second.value) - Elementary.log(first.value))
    try self.init(shape: shape, scale: first.value / Elementary.pow(lowerHazard, 1 / shape))
  }

  var support: DistributionSupport { DistributionSupport(0, .infinity) }
  var mean: Double { scale * tgamma(1 + 1 / shape) }
  var variance: Double {
    let first = GammaFunction.logGamma(1 + 1 / shape)
    let second = GammaFunction.logGamma(1 + 2 / shape)
    return scale * scale * Elementary.exp(2 * first) * Elementary.expm1(second - 2 * first)
  }

  func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_weibull(&stream.state, shape, scale)
  }

  func density(_ x: Double) -> Double {
    guard x > 0 else {
      guard x == 0 else { return 0 }
      return shape < 1 ? .infinity : shape == 1 ? 1 / scale : 0
    }
    let power = Elementary.pow(x / scale, shape)
    return shape / x * power * Elementary.exp(-power)
  }

  func cdf(_ x: Double) -> Double {
    x > 0 ? -Elementary.expm1(-Elementary.pow(x / scale, shape)) : 0
  }
  func upperTail(_ x: Double) -> Double {
    x > 0 ? Elementary.exp(-Elementary.pow(x / scale, shape)) : 1
  }

  func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? scale * Elementary.pow(-Elementary.log1p(-p), 1 / shape) : .nan
  }

  func upperQuantile(_ q: Double) -> Double {
    q >= 0 && q <= 1 ? scale * Elementary.pow(-Elementary.log(q), 1 / shape) : .nan
  }

  func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .weibull(try WeibullDistribution(shape: shape, scale: scale * factor))
  }
}
