import CGSL
import Foundation

/// The gamma function and its relatives.
package enum GammaFunction {
  /// Gives ln Γ(x) for x > 0; ∞ at 0, NaN below.
  package static func logGamma(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 ? .infinity : .nan }
    return lgamma(x)
  }

  /// Gives the regularised lower incomplete gamma function P(shape, x), for shape > 0.
  static func regularizedLower(_ x: Double, shape: Double) -> Double {
    GSLLibrary.prepare()
    guard shape > 0, !x.isNaN else { return .nan }
    guard x > 0 else { return 0 }
    return x == .infinity ? 1 : gsl_cdf_gamma_P(x, shape, 1)
  }

  /// Gives the regularised upper incomplete gamma function Q(shape, x), for shape > 0.
  static func regularizedUpper(_ x: Double, shape: Double) -> Double {
    GSLLibrary.prepare()
    guard shape > 0, !x.isNaN else { return .nan }
    guard x > 0 else { return 1 }
    return x == .infinity ? 0 : gsl_cdf_gamma_Q(x, shape, 1)
  }

  /// Gives what Stirling's formula lacks: ln Γ(x) − (x − ½) ln x + x − ½ ln 2π, for x ≥ 10.
  ///
  /// Abramowitz & Stegun 6.1.41.
  static func stirlingCorrection(_ x: Double) -> Double {
    let square = 1 / (x * x)
    var sum = 0.0
    for coefficient in stirlingCoefficients {
      sum = sum * square + coefficient
    }
    return sum / x
  }

  /// Coefficients of the asymptotic series in 1/x², last term first.
  private static let stirlingCoefficients: [Double] = [
    -3617 / 122_400, 1 / 156, -691 / 360_360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12,
  ]
}
