import CKeyedRandom
import Support

/// The beta distribution on the interval from 0 to 1.
package struct BetaDistribution: ScalarDistribution {
  static let family = DistributionFamily(
    "beta",
    [.plain("a", .shape), .plain("b", .shape), .plain("mean", .openUnit), .plain("sd", .positive)],
    ways: [
      .by("a", "b") { (v) throws(DistributionError) in
        .beta(try Self(a: v[0], b: v[1]))
      },
      .by("mean", "sd") { (v) throws(DistributionError) in
        .beta(try Self(mean: v[0], sd: v[1]))
      },
    ], fitsTime: false, meetsEnds: false)
  /// Shape at 0.
  let a: Double
  /// Shape at 1.
  let b: Double

  package init(a: Double, b: Double) throws(DistributionError) {
    try Self.check(("a", a), ("b", b))
    self.a = a
    self.b = b
  }

  /// Makes the distribution from mean and standard deviation, where sd² < mean (1 − mean).
  init(mean: Double, sd: Double) throws(DistributionError) {
    try Self.check(("mean", mean), ("sd", sd))
    let size = mean * (1 - mean) / (sd * sd) - 1
    guard size > 0 else {
      let square = mean * (1 - mean)
      let limit = (square.squareRoot() * 1000).rounded(.down) / 1000
      throw Self.error(
        "sd", sd, "must have a square below mean (1 − mean) = \(square)",
        clash: "has an `sd` too large for its `mean`: it must be less than about \(limit)")
    }
    try self.init(a: mean * size, b: (1 - mean) * size)
  }

  var support: DistributionSupport { DistributionSupport(0, 1) }
  var mean: Double { a / (a + b) }
  var variance: Double { mean * (b / (a + b)) / (a + b + 1) }

  func sample(using stream: inout RandomStream) -> Double {
    unsafe keyed_random_beta(&stream.state, a, b)
  }

  package func density(_ x: Double) -> Double {
    guard x > 0, x < 1 else {
      guard x == 0 || x == 1 else { return 0 }
      let shape = x == 0 ? a : b
      return shape < 1 ? .infinity : shape == 1 ? a * b : 0
    }
    return Beta.powerTerm(x, 1 - x, a, b) / x / (1 - x)
  }

  func cdf(_ x: Double) -> Double {
    x <= 0 ? 0 : x >= 1 ? 1 : Beta.regularized(x, a, b)
  }

  func upperTail(_ x: Double) -> Double {
    x <= 0 ? 1 : x >= 1 ? 0 : Beta.regularized(1 - x, complement: x, b, a)
  }

  package func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    if p == 0 || p == 1 { return p }
    return p > 0.5 ? 1 - Self.lowerPoint(1 - p, b, a) : Self.lowerPoint(p, a, b)
  }

  package func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    if q == 0 || q == 1 { return 1 - q }
    return q > 0.5 ? Self.lowerPoint(1 - q, a, b) : 1 - Self.lowerPoint(q, b, a)
  }

  /// Gives a lower quantile; upper ones are those of 1 − X, which keeps the digits near 1.
  private static func lowerPoint(_ p: Double, _ a: Double, _ b: Double) -> Double {
    QuantileSearch.lowerTailPoint(
      probability: p, start: a / (a + b), lower: 0, upper: 1,
      cdf: { Beta.regularized($0, a, b) },
      density: { Beta.powerTerm($0, 1 - $0, a, b) / $0 / (1 - $0) })
  }

  func scaled(by factor: Double) throws(DistributionError) -> PrimitiveDistribution? {
    nil
  }
}
