import CGSL
import Foundation

/// Gauss's hypergeometric function.
package enum Hypergeometric {
  /// Gives ₂F₁(a, b; c; x) for 0 ≤ x < 1 and a c that is no whole number below 1; NaN elsewhere.
  ///
  /// GSL gives up where its recurrences lose digits; there the series DLMF 15.2.1 is summed, whose
  /// terms have one sign once n > −min(a, b, c).
  package static func gauss(_ a: Double, _ b: Double, _ c: Double, _ x: Double) -> Double {
    guard x >= 0, x < 1, a.isFinite, b.isFinite, c.isFinite, c > 0 || c != c.rounded() else {
      return .nan
    }
    GSLLibrary.prepare()
    var result = gsl_sf_result()
    let status = unsafe gsl_sf_hyperg_2F1_e(a, b, c, x, &result)
    if status == 0, result.val.isFinite, result.err <= 1e-9 * abs(result.val) { return result.val }
    return series(a, b, c, x)
  }

  private static func series(_ a: Double, _ b: Double, _ c: Double, _ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    var n = 0.0
    while n < 1_000_000 {
      term *= (a + n) * (b + n) / ((c + n) * (n + 1)) * x
      sum += term
      n += 1
      if abs(term) <= abs(sum) * 1e-17 { break }
    }
    return sum
  }
}
