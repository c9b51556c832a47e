import CGSL
import Foundation

/// The chi-squared distribution, also with a fractional number of degrees of freedom.
package enum ChiSquared {
  /// Gives P(X ≤ x).
  package static func cdf(_ x: Double, degreesOfFreedom: Double) -> Double {
    GammaFunction.regularizedLower(0.5 * x, shape: 0.5 * degreesOfFreedom)
  }

  /// Gives P(X > x).
  package static func upperTail(_ x: Double, degreesOfFreedom: Double) -> Double {
    GammaFunction.regularizedUpper(0.5 * x, shape: 0.5 * degreesOfFreedom)
  }

  /// Gives the x with P(X ≤ x) = p: 0 at 0, ∞ at 1, NaN outside.
  package static func quantile(_ p: Double, degreesOfFreedom: Double) -> Double {
    2 * gammaQuantile(p, shape: 0.5 * degreesOfFreedom)
  }

  /// Gives the x with P(X > x) = q: ∞ at 0, 0 at 1, NaN outside.
  package static func upperQuantile(_ q: Double, degreesOfFreedom: Double) -> Double {
    2 * gammaUpperQuantile(q, shape: 0.5 * degreesOfFreedom)
  }

  /// Gives the quantile of the gamma distribution with scale 1.
  static func gammaQuantile(_ p: Double, shape: Double) -> Double {
    guard shape > 0, p >= 0, p <= 1 else { return .nan }
    if p == 0 { return 0 }
    if p > 0.5 { return gammaUpperQuantile(1 - p, shape: shape) }
    GSLLibrary.prepare()
    let guess = gsl_cdf_gamma_Pinv(p, shape, 1)
    return QuantileSearch.lowerTailPoint(
      probability: p, start: guess, lower: 0, upper: .infinity,
      cdf: { GammaFunction.regularizedLower($0, shape: shape) },
      density: { gsl_ran_gamma_pdf($0, shape, 1) })
  }

  /// Gives the x that the gamma distribution with scale 1 exceeds with probability q.
  static func gammaUpperQuantile(_ q: Double, shape: Double) -> Double {
    guard shape > 0, q >= 0, q <= 1 else { return .nan }
    if q == 0 { return .infinity }
    if q > 0.5 { return gammaQuantile(1 - q, shape: shape) }
    GSLLibrary.prepare()
    let guess = gsl_cdf_gamma_Qinv(q, shape, 1)
    return QuantileSearch.upperTailPoint(
      tail: q, start: guess, lower: 0, upper: .infinity,
      upperTail: { GammaFunction.regularizedUpper($0, shape: shape) },
      density: { gsl_ran_gamma_pdf($0, shape, 1) })
  }
}
