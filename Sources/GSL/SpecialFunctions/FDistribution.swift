/// Fisher's F distribution.
package enum FDistribution {
  /// Gives P(F > f) with the given degrees of freedom of numerator and denominator, both > 0.
  package static func upperTail(
    _ f: Double, _ numeratorDegrees: Double, _ denominatorDegrees: Double
  ) -> Double {
    tail(f, numeratorDegrees, denominatorDegrees, isUpper: true)
  }

  /// Gives P(F ≤ f) with the given degrees of freedom of numerator and denominator, both > 0.
  package static func cdf(
    _ f: Double, _ numeratorDegrees: Double, _ denominatorDegrees: Double
  ) -> Double {
    tail(f, numeratorDegrees, denominatorDegrees, isUpper: false)
  }

  private static func tail(
    _ f: Double, _ numeratorDegrees: Double, _ denominatorDegrees: Double, isUpper: Bool
  ) -> Double {
    guard numeratorDegrees > 0, denominatorDegrees > 0, !f.isNaN else { return .nan }
    guard f > 0 else { return isUpper ? 1 : 0 }
    guard f.isFinite else { return isUpper ? 0 : 1 }
    let odds = numeratorDegrees / denominatorDegrees * f
    let below = 1 / (1 + 1 / odds)
    let above = 1 / (1 + odds)
    let a = 0.5 * numeratorDegrees
    let b = 0.5 * denominatorDegrees
    return isUpper
      ? Beta.regularized(above, complement: below, b, a)
      : Beta.regularized(below, complement: above, a, b)
  }
}
