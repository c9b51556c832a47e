import CKeyedRandom
import Foundation
import Support

package struct ExponentialDistribution: ScalarDistribution {
  static let family = DistributionFamily(
    "exponential",
    [
      .value("mean", .positive), DistributionParameter("rate", .rate, .positive),
      .value("median", .positive),
    ],
    ways: [
      .by("mean") { (v) throws(DistributionError) in
        .exponential(try Self(mean: v[0]))
      },
      .by("rate") { (v) throws(DistributionError) in
        .exponential(try Self(rate: v[0]))
      },
      .by("median") { (v) throws(DistributionError) in
        .exponential(try Self(median: v[0]))
      },
    ])
  package let mean: Double

  /// Mean 1.
  static let standard = ExponentialDistribution()

  private init() { mean = 1 }

  init(mean: Double) throws(DistributionError) {
    try Self.check(("mean", mean))
    self.mean = mean
  }

  init(rate: Double) throws(DistributionError) {
    try Self.check(("rate", rate))
    try self.init(mean: 1 / rate)
  }

  init(median: Double) throws(DistributionError) {
    try Self.check(("median", median))
    try self.init(mean: median / Elementary.log(2))
  }

  var support: DistributionSupport { DistributionSupport(0, .infinity) }
  var variance: Double { mean * mean }

  func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_exponential(&stream.state, mean)
  }

  func density(_ x: Double) -> Double { x >= 0 ? Elementary.exp(-x / mean) / mean : 0 }
  func cdf(_ x: Double) -> Double { x > 0 ? -Elementary.expm1(-x / mean) : 0 }
  func upperTail(_ x: Double) -> Double { x > 0 ? Elementary.exp(-x / mean) : 1 }

  func quantile(_ p: Double) -> Double {
    p >= 0 && p <= 1 ? -mean * Elementary.log1p(-p) : .nan
  }

  func upperQuantile(_ q: Double) -> Double {
    q >= 0 && q <= 1 ? -mean * Elementary.log(q) : .nan
  }

  func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    .exponential(try ExponentialDistribution(mean: mean * factor))
  }
}
