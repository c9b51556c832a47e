import CGSL
import Foundation

/// The beta function and the regularised incomplete beta function.
///
/// GSL's own incomplete beta function loses digits for large parameters (1e-10 relative at 10⁵), so
/// it is computed here: the power term without cancellation as in Didonato & Morris, Algorithm 708
/// (1992), doi:10.1145/131766.131776; below the mean by the even part of the continued fraction
/// DLMF 8.17.22, near 0 by the series DLMF 8.17.8.
package enum Beta {
  /// Gives ln B(a, b), for a, b > 0.
  package static func logBeta(_ a: Double, _ b: Double) -> Double {
    guard a > 0, b > 0 else { return .nan }
    let small = min(a, b)
    let large = max(a, b)
    guard large >= 10 else {
      return lgamma(a) + lgamma(b) - lgamma(a + b)
    }
    if small < 10 {
      return lgamma(small) + logGammaRatio(large, plus: small)
    }
    let sum = a + b
    let correction =
      GammaFunction.stirlingCorrection(a) + GammaFunction.stirlingCorrection(b)
      - GammaFunction.stirlingCorrection(sum)
    return 0.5 * log(2 * .pi) - 0.5 * log(large) + correction
      + (small - 0.5) * log(small / sum) - large * log1p(small / large)
  }

  /// Gives I_x(a, b) = P(X ≤ x) of the beta distribution, for a, b > 0 and x in 0...1.
  package static func regularized(_ x: Double, _ a: Double, _ b: Double) -> Double {
    regularized(x, complement: 1 - x, a, b)
  }

  /// Gives I_x(a, b) where 1 − x is known more accurately than it can be computed from x.
  package static func regularized(
    _ x: Double, complement y: Double, _ a: Double, _ b: Double
  ) -> Double {
    guard a > 0, b > 0, a.isFinite, b.isFinite, x >= 0, y >= 0 else { return .nan }
    guard x > 0 else { return 0 }
    guard y > 0 else { return 1 }
    if a * y >= b * x {
      return lowerPart(x, y, a, b)
    }
    return 1 - lowerPart(y, x, b, a)
  }

  /// Gives I_x(a, b) for x up to the mean.
  private static func lowerPart(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    let power = powerTerm(x, y, a, b)
    guard power > 0 else { return 0 }
    let value =
      (a + b) * x < 0.9 * (a + 1)
      ? power / a * series(x, a, b) : power * continuedFraction(x, y, a, b)
    return min(value, 1)
  }

  /// Sums 1 + Σ (a+b)ₙ/(a+1)ₙ xⁿ; all terms are positive.
  private static func series(_ x: Double, _ a: Double, _ b: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    var n = 0.0
    while n < 100_000 {
      let ratio = (a + b + n) / (a + 1 + n) * x
      term *= ratio
      sum += term
      n += 1
      if term <= sum * 1e-17 { break }
    }
    return sum
  }

  /// Evaluates the continued fraction by Lentz's method.
  private static func continuedFraction(
    _ x: Double, _ y: Double, _ a: Double, _ b: Double
  ) -> Double {
    let tiny = 1e-300
    let difference = a * y - b * x
    var value = a * (difference + 1) / (a + 1)
    if value == 0 { value = tiny }
    var c = value
    var d = 0.0
    var m = 1.0
    while m < 2_000_000 {
      let odd = a + 2 * m - 1
      let numerator =
        (a + m - 1) / odd * ((a + b + m - 1) / odd) * (m * (b - m)) * x * x
      let denominator =
        m + m * (b - m) * x / odd + (a + m) * (difference + 1 + m * (1 + y)) / (odd + 2)
      d = denominator + numerator * d
      if d == 0 { d = tiny }
      c = denominator + numerator / c
      if c == 0 { c = tiny }
      d = 1 / d
      let factor = c * d
      value *= factor
      if abs(factor - 1) <= 2e-16 { break }
      m += 1
    }
    return 1 / value
  }

  /// Gives x^a y^b / B(a, b).
  static func powerTerm(_ x: Double, _ y: Double, _ a: Double, _ b: Double) -> Double {
    let sum = a + b
    if min(a, b) >= 10 {
      let difference = a * y - b * x
      let correction =
        GammaFunction.stirlingCorrection(a) + GammaFunction.stirlingCorrection(b)
        - GammaFunction.stirlingCorrection(sum)
      let exponent =
        a * logRatioTerm(-difference / a, ratio: x / a * sum)
        + b * logRatioTerm(difference / b, ratio: y / b * sum) - correction
      return sqrt(a / sum * b / (2 * .pi)) * exp(exponent)
    }
    let logX = x < 0.5 ? log(x) : log1p(-y)
    let logY = y < 0.5 ? log(y) : log1p(-x)
    return exp(a * logX + b * logY - logBeta(a, b))
  }

  /// Gives ln(1 + x) − x, where 1 + x is also known as a ratio.
  private static func logRatioTerm(_ x: Double, ratio: Double) -> Double {
    abs(x) < 0.5 ? gsl_sf_log_1plusx_mx(x) : log(ratio) - x
  }

  /// Gives ln Γ(large) − ln Γ(large + small) for large ≥ 10.
  static func logGammaRatio(_ large: Double, plus small: Double) -> Double {
    small - small * log(large) - (large + small - 0.5) * log1p(small / large)
      + GammaFunction.stirlingCorrection(large)
      - GammaFunction.stirlingCorrection(large + small)
  }
}
