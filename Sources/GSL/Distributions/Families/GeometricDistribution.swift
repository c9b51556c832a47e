import CKeyedRandom
import Foundation
import Support

/// The number of trials up to and with the first success.
package struct GeometricDistribution: LatticeDistribution {
  static let family = DistributionFamily(
    "geometric", [.plain("p", .waitedFor), .plain("mean", Bounds(lower: 1, upper: 1e7))],
    ways: [
      .by("p") { (v) throws(DistributionError) in
        .geometric(try Self(p: v[0]))
      },
      .by("mean") { (v) throws(DistributionError) in
        .geometric(try Self(mean: v[0]))
      },
    ], isContinuous: false, fitsTime: false)
  /// Probability of success in one trial.
  let p: Double

  init(p: Double) throws(DistributionError) {
    try Self.check(("p", p))
    self.p = p
  }

  /// Makes the distribution from the mean number of trials, at least 1.
  init(mean: Double) throws(DistributionError) {
    try Self.check(("mean", mean))
    try self.init(p: 1 / mean)
  }

  var support: DistributionSupport { DistributionSupport(1, .infinity, isDiscrete: true) }
  var mean: Double { 1 / p }
  var variance: Double { (1 - p) / p / p }

  func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_geometric(&stream.state, p)
  }

  func density(_ x: Double) -> Double {
    guard x >= 1, x == x.rounded() else { return 0 }
    return x == 1 ? p : p * Elementary.exp((x - 1) * Elementary.log1p(-p))
  }

  func cdf(_ x: Double) -> Double {
    x < 1 ? 0 : p == 1 ? 1 : -Elementary.expm1(x.rounded(.down) * Elementary.log1p(-p))
  }

  func upperTail(_ x: Double) -> Double {
    x < 1 ? 1 : p == 1 ? 0 : Elementary.exp(x.rounded(.down) * Elementary.log1p(-p))
  }
}
