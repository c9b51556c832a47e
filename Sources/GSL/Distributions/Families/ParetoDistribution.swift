import CKeyedRandom
import Foundation
import Support

/// The Pareto distribution: P(X > x) = (min / x)^shape.
package struct ParetoDistribution: ScalarDistribution {
  static let family = DistributionFamily(
    "pareto", [.plain("shape", Bounds(lower: 0.1, upper: 1e9)), .value("min", .positive)],
    ways: [
      .by("shape", "min") { (v) throws(DistributionError) in
        .pareto(try Self(shape: v[0], min: v[1]))
      }
    ])
  /// Shape, above 0.
  let shape: Double
  /// Least value, above 0.
  let minimum: Double

  init(shape: Double, min: Double) throws(DistributionError) {
    try Self.check(("shape", shape), ("min", min))
    self.shape = shape
    minimum = min
  }

  var support: DistributionSupport { DistributionSupport(minimum, .infinity) }
  var mean: Double { shape > 1 ? minimum * (shape / (shape - 1)) : .infinity }
  var variance: Double {
    guard shape > 2 else { return .infinity }
    let ratio = minimum / (shape - 1)
    return ratio * ratio * (shape / (shape - 2))
  }

  func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_pareto(&stream.state, shape, minimum)
  }

  func density(_ x: Double) -> Double {
    x >= minimum ? shape / x * Elementary.pow(minimum / x, shape) : 0
  }

  func cdf(_ x: Double) -> Double {
    x > minimum ? -Elementary.expm1(shape * Elementary.log(minimum / x)) : 0
  }

  func upperTail(_ x: Double) -> Double {
    x > minimum ? Elementary.pow(minimum / x, shape) : 1
  }

  func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? minimum * Elementary.exp(-Elementary.log1p(-p) / shape) : .nan
  }

  func upperQuantile(_ q: Double) -> Double {
    q >= 0 && q <= 1 ? minimum * Elementary.exp(-Elementary.log(q) / shape) : .nan
  }

  func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .pareto(try ParetoDistribution(shape: shape, min: minimum * factor))
  }
}
