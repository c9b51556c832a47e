import CGSL
import Foundation

/// The normal distribution with mean 0 and variance 1.
package enum StandardNormal {
  /// Gives P(Z ≤ z), to full relative accuracy in the lower tail.
  package static func cdf(_ z: Double) -> Double {
    gsl_cdf_ugaussian_P(z)
  }

  /// Gives P(Z > z), to full relative accuracy in the upper tail.
  package static func upperTail(_ z: Double) -> Double {
    gsl_cdf_ugaussian_Q(z)
  }

  /// Gives the z with P(Z ≤ z) = p: -∞ at 0, ∞ at 1, NaN outside.
  ///
  /// Wichura: Algorithm AS 241 (1988), doi:10.2307/2347330, as in GSL, by plain operations,
  /// so that every processor gives the same.
  package static func quantile(_ p: Double) -> Double {
    guard p >= 0, p <= 1 else { return .nan }
    guard p > 0, p < 1 else { return p == 0 ? -.infinity : .infinity }
    let distance = p - 0.5
    if abs(distance) <= 0.425 {
      return distance * NormalQuantile.center.value(at: 0.180625 - distance * distance)
    }
    let root = (-Elementary.log(min(p, 1 - p))).squareRoot()
    let z =
      root <= 5
      ? NormalQuantile.middle.value(at: root - 1.6) : NormalQuantile.tail.value(at: root - 5)
    return p < 0.5 ? -z : z
  }

  /// Gives the z with P(Z > z) = q: ∞ at 0, -∞ at 1, NaN outside.
  package static func upperQuantile(_ q: Double) -> Double {
    guard q >= 0, q <= 1 else { return .nan }
    return -quantile(q)
  }

  /// Gives the density at z.
  package static func density(_ z: Double) -> Double {
    0.398_942_280_401_432_7 * Elementary.exp(-0.5 * z * z)
  }
}
