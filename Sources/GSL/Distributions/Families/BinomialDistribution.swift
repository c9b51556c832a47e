import CKeyedRandom
import Support

/// The number of successes in n independent trials.
package struct BinomialDistribution: LatticeDistribution {
  static let family = DistributionFamily(
    "binomial",
    [
      DistributionParameter("n", .plain, Bounds(lower: 0, upper: 2_147_483_647), isWhole: true),
      .plain("p", .unit),
    ],
    ways: [
      .by("n", "p") { (v) throws(DistributionError) in
        .binomial(try Self(n: v[0], p: v[1]))
      }
    ], isContinuous: false, fitsTime: false)
  /// Number of trials.
  let n: Double
  /// Probability of success in one trial.
  let p: Double

  package init(n: Double, p: Double) throws(DistributionError) {
    try Self.check(("n", n), ("p", p))
    self.n = n
    self.p = p
  }

  var support: DistributionSupport { DistributionSupport(0, n, isDiscrete: true) }
  var mean: Double { n * p }
  var variance: Double { n * p * (1 - p) }

  package func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_binomial(&stream.state, UInt32(n), p)
  }

  func density(_ x: Double) -> Double {
    guard x >= 0, x <= n, x == x.rounded() else { return 0 }
    guard p > 0, p < 1 else { return x == n * p ? 1 : 0 }
    return Beta.powerTerm(p, 1 - p, x + 1, n - x + 1) / p / (1 - p) / (n + 1)
  }

  func cdf(_ x: Double) -> Double {
    let k = x.rounded(.down)
    if k < 0 { return 0 }
    return k >= n ? 1 : Beta.regularized(1 - p, complement: p, n - k, k + 1)
  }

  func upperTail(_ x: Double) -> Double {
    let k = x.rounded(.down)
    if k < 0 { return 1 }
    return k >= n ? 0 : Beta.regularized(p, complement: 1 - p, k + 1, n - k)
  }
}
