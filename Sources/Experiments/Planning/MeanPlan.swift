import Foundation
import GSL
import Support

/// Sample size, power and detectable effect for means or ratios with equal arms.
///
/// Both arms have the control's variance per unit. Numbers of units are not rounded.
struct MeanPlan: Sendable, Equatable, Codable {
  /// The control's mean or ratio.
  let baseline: Double
  /// Variance per unit; for a ratio the delta method's.
  let variance: Double
  let rates: ErrorRates

  /// Plans for a value with this mean and variance per unit.
  /// - Throws: `ArgumentError` without a finite mean and a positive variance.
  init(baseline: Double, variance: Double, rates: ErrorRates) throws(ArgumentError) {
    guard baseline.isFinite else {
      throw ArgumentError("baseline", found: "\(baseline)", allowed: "a finite number")
    }
    guard variance > 0, variance.isFinite else {
      throw ArgumentError("variance", found: "\(variance)", allowed: "a finite number above 0")
    }
    self.baseline = baseline
    self.variance = variance
    self.rates = rates
  }

  /// Units per arm to find an effect: 2v ((z+z_b)/d)².
  func units(effect: Double) -> Double {
    let ratio = rates.detectable / effect
    return 2 * variance * ratio * ratio
  }

  /// Units per arm when a covariate of this correlation is adjusted for: n (1 - r²).
  func units(effect: Double, covariateCorrelation: Double) -> Double {
    units(effect: effect) * (1 - covariateCorrelation * covariateCorrelation)
  }

  /// Units per arm by Student's t with both tails, as R's `power.t.test(strict = TRUE)`.
  /// - Throws: `GSLError` where no root is found.
  func unitsStudent(effect: Double) throws -> Double {
    let simple = units(effect: effect)
    return try RootFinder.brent(lower: max(3, 0.5 * simple), upper: 2 * simple + 20) { units in
      powerStudent(effect: effect, units: units) - rates.power
    }
  }

  /// Units per arm to show that a mean falls by no more than a relative margin, none being there.
  func unitsNonInferiority(margin: Double) -> Double {
    units(effect: margin * baseline)
  }

  /// The chance to find an effect with so many units per arm, by the normal distribution.
  func power(effect: Double, units: Double) -> Double {
    rates.power(effect: abs(effect), standardError: (2 * variance / units).squareRoot())
  }

  /// The chance to find an effect with so many units per arm, by the noncentral t distribution.
  func powerStudent(effect: Double, units: Double) -> Double {
    let freedom = 2 * units - 2
    return NoncentralT.twoSidedTail(
      StudentT.upperQuantile(rates.alpha / 2, degreesOfFreedom: freedom),
      degreesOfFreedom: freedom, noncentrality: abs(effect) / (2 * variance / units).squareRoot())
  }

  /// The least detectable effect with so many units per arm: (z+z_b) √(2v/n).
  func detectable(units: Double) -> Double {
    rates.detectable * (2 * variance / units).squareRoot()
  }

  /// The least detectable lift with so many units per arm by the delta method, as GrowthBook.
  ///
  /// Solves lift² = k² Var(lift) where the variance itself grows with the lift.
  /// - Returns: The lift, or nil when the baseline is too uncertain or not above 0.
  func detectableLift(units: Double) -> Double? {
    guard baseline > 0 else { return nil }
    let k = rates.detectable
    let spread = variance / units * k * k
    let q = spread / (baseline * baseline)
    guard q < 1 else { return nil }
    return (baseline + (spread * (2 - q)).squareRoot()) / (1 - q) / baseline - 1
  }
}
