import Foundation

/// Student's t distribution, also with a fractional number of degrees of freedom.
///
/// GSL's tail is off by up to 1.2e-10; this one is I_{ν/(ν+t²)}(ν/2, ½)/2 by ``Beta``. An infinite
/// number of degrees of freedom is the normal distribution. NaN unless degrees of freedom > 0.
package enum StudentT {
  /// Gives P(T ≤ t).
  package static func cdf(_ t: Double, degreesOfFreedom: Double) -> Double {
    upperTail(-t, degreesOfFreedom: degreesOfFreedom)
  }

  /// Gives P(T > t).
  package static func upperTail(_ t: Double, degreesOfFreedom: Double) -> Double {
    guard degreesOfFreedom > 0, !t.isNaN else { return .nan }
    guard t.isFinite else { return t < 0 ? 1 : 0 }
    // From 1e14 on the two agree within 1e-9 even where the tail is 1e-300.
    guard degreesOfFreedom < 1e14 else { return StandardNormal.upperTail(t) }
    let x = 1 / (1 + t / degreesOfFreedom * t)
    let y = 1 / (1 + degreesOfFreedom / t / t)
    let half = 0.5 * Beta.regularized(x, complement: y, 0.5 * degreesOfFreedom, 0.5)
    return t >= 0 ? half : 1 - half
  }

  /// Gives the density at t.
  package static func density(_ t: Double, degreesOfFreedom: Double) -> Double {
    guard degreesOfFreedom > 0 else { return .nan }
    guard degreesOfFreedom < 1e14 else { return StandardNormal.density(t) }
    let power = -0.5 * (degreesOfFreedom + 1) * log1p(t / degreesOfFreedom * t)
    return exp(power - 0.5 * log(degreesOfFreedom) - Beta.logBeta(0.5 * degreesOfFreedom, 0.5))
  }

  /// Gives the t with P(T ≤ t) = p.
  package static func quantile(_ p: Double, degreesOfFreedom: Double) -> Double {
    -upperQuantile(p, degreesOfFreedom: degreesOfFreedom)
  }

  /// Gives the t with P(T > t) = q: ∞ at 0, -∞ at 1, NaN outside.
  package static func upperQuantile(_ q: Double, degreesOfFreedom: Double) -> Double {
    guard degreesOfFreedom > 0, q >= 0, q <= 1 else { return .nan }
    guard degreesOfFreedom < 1e14 else { return StandardNormal.upperQuantile(q) }
    if q > 0.5 { return -upperQuantile(1 - q, degreesOfFreedom: degreesOfFreedom) }
    if q == 0.5 { return 0 }
    if q == 0 { return .infinity }
    return QuantileSearch.upperTailPoint(
      tail: q, start: start(q, degreesOfFreedom), lower: 0, upper: .infinity,
      upperTail: { upperTail($0, degreesOfFreedom: degreesOfFreedom) },
      density: { density($0, degreesOfFreedom: degreesOfFreedom) })
  }

  /// Gives a first guess: the normal quantile widened, or the leading term of a heavy tail.
  private static func start(_ q: Double, _ degrees: Double) -> Double {
    let z = StandardNormal.upperQuantile(q)
    let widened = z + z * (z * z + 1) / (4 * degrees)
    guard degrees < 30 else { return widened }
    // Q(t) ~ ν^(ν/2 − 1) t^(−ν) / B(ν/2, ½)
    let logTail =
      (0.5 * degrees - 1) * log(degrees) - Beta.logBeta(0.5 * degrees, 0.5) - log(q)
    return max(exp(min(logTail / degrees, 700)), min(z, widened))
  }
}
