import GSL
import Support
import Testing

@testable import Experiments

@Suite struct ScoreIntervalTests {
  private func pair(_ x0: Int, _ n0: Int, _ x1: Int, _ n1: Int) throws -> ProportionPair {
    try ProportionPair(
      controlSuccesses: x0, controlCount: n0, treatmentSuccesses: x1, treatmentCount: n1)
  }

  /// Values of an independent program that halves stretches of the same score statistics.
  @Test(arguments: [
    (2, 19, 0, 19, -1.0, 0.840_878), (200, 10_000, 6, 120, 0.143_0, 4.306),
    (200, 10_000, 1, 170, -0.948_2, 0.634_7),
  ])
  func `Ratios of shares have the bounds of the score test`(
    x0: Int, n0: Int, x1: Int, n1: Int, lower: Double, upper: Double
  ) throws {
    let found = ScoreIntervals(try pair(x0, n0, x1, n1), level: 0.05).ratio
    #expect(abs(found.lower - 1 - lower) < 5e-4)
    #expect(abs(found.upper - 1 - upper) < 5e-4 * max(1, upper))
  }

  @Test(arguments: [(3, 40, 9, 35), (0, 20, 5, 20), (20, 20, 12, 30), (1, 9, 1, 90), (7, 7, 0, 8)])
  func `Ends of the intervals are where the score statistic is the quantile`(
    x0: Int, n0: Int, x1: Int, n1: Int
  ) throws {
    let pair = try pair(x0, n0, x1, n1)
    let scores = ScoreIntervals(pair, level: 0.05)
    let units = Double(n0 + n1)
    let quantile = 1.959_963_984_540_054 * (units / (units - 1)).squareRoot()
    let difference = scores.difference
    for end in [difference.lower, difference.upper] where abs(end) < 0.999_999 {
      let z = (pair.difference - end) / likeliest(pair, difference: end).squareRoot()
      #expect(abs(abs(z) - quantile) < 1e-5)
    }
    let ratio = scores.ratio
    for end in [ratio.lower, ratio.upper] where end > 0 && end < 1e10 {
      let z =
        (pair.treatmentShare - end * pair.controlShare)
        / pair.variance(ofContrast: end).squareRoot()
      #expect(abs(abs(z) - quantile) < 1e-6)
    }
  }

  /// The variance at the likeliest shares, found by search instead of by the cubic.
  private func likeliest(_ pair: ProportionPair, difference: Double) -> Double {
    let (x0, x1) = (Double(pair.controlSuccesses), Double(pair.treatmentSuccesses))
    func slope(_ p: Double) -> Double {
      let q = p + difference
      func term(_ x: Double, _ n: Double, _ p: Double) -> Double {
        (x > 0 ? x / p : 0) - (n > x ? (n - x) / (1 - p) : 0)
      }
      return term(x0, pair.n0, p) + term(x1, pair.n1, q)
    }
    var (low, high) = (max(0, -difference), min(1, 1 - difference))
    for _ in 0..<200 {
      let middle = (low + high) / 2
      if slope(middle) > 0 { low = middle } else { high = middle }
    }
    let (p, q) = (low, low + difference)
    return q * (1 - q) / pair.n1 + p * (1 - p) / pair.n0
  }

  @Test func `Swapping the arms mirrors the difference and inverts the ratio`() throws {
    let there = ScoreIntervals(try pair(5, 80, 14, 95), level: 0.01)
    let back = ScoreIntervals(try pair(14, 95, 5, 80), level: 0.01)
    #expect(abs(there.difference.lower + back.difference.upper) < 1e-9)
    #expect(abs(there.ratio.lower * back.ratio.upper - 1) < 1e-9)
  }
}
