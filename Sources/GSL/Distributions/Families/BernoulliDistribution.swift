import CKeyedRandom
import Support

/// The distribution of 1 with probability p, else 0.
package struct BernoulliDistribution: LatticeDistribution {
  static let family = DistributionFamily(
    "bernoulli", [.plain("p", .unit)],
    ways: [
      .by("p") { (v) throws(DistributionError) in
        .bernoulli(try Self(p: v[0]))
      }
    ], isContinuous: false, fitsTime: false)
  /// Probability of 1.
  let p: Double

  init(p: Double) throws(DistributionError) {
    try Self.check(("p", p))
    self.p = p
  }

  var support: DistributionSupport { DistributionSupport(0, 1, isDiscrete: true) }
  var mean: Double { p }
  var variance: Double { p * (1 - p) }

  func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_bernoulli(&stream.state, p)
  }

  func density(_ x: Double) -> Double { x == 1 ? p : x == 0 ? 1 - p : 0 }
  func cdf(_ x: Double) -> Double { x < 0 ? 0 : x < 1 ? 1 - p : 1 }
  func upperTail(_ x: Double) -> Double { x < 0 ? 1 : x < 1 ? p : 0 }
}
