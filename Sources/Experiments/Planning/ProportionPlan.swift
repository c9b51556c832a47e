import Foundation
import GSL
import Support

/// Sample size, power and detectable effect for two shares with equal arms.
///
/// Numbers of units are not rounded.
struct ProportionPlan: Sendable, Equatable, Codable {
  let baseline: Double
  let treatment: Double
  let rates: ErrorRates

  /// Plans for a change from one share to another.
  /// - Throws: `ArgumentError` for shares outside 0 to 1, or without a difference.
  init(
    baseline: Double, treatment: Double, rates: ErrorRates
  ) throws(ArgumentError) {
    guard baseline > 0, baseline < 1 else {
      throw ArgumentError("baseline", found: "\(baseline)", allowed: "a share between 0 and 1")
    }
    guard treatment > 0, treatment < 1, treatment != baseline else {
      throw ArgumentError(
        "share of the treatment", found: "\(treatment)",
        allowed: "another share than the baseline, between 0 and 1")
    }
    self.baseline = baseline
    self.treatment = treatment
    self.rates = rates
  }

  /// Treatment less control.
  var difference: Double { treatment - baseline }
  /// Cohen's h: the difference of 2 arcsin √p.
  var effectSize: Double {
    2 * asin(treatment.squareRoot()) - 2 * asin(baseline.squareRoot())
  }

  private var variances: Double { baseline * (1 - baseline) + treatment * (1 - treatment) }

  /// Units per arm with unpooled variances: (z+z_b)² (p0q0 + p1q1)/d².
  var unitsUnpooled: Double {
    rates.detectable * rates.detectable * variances / (difference * difference)
  }

  /// Units per arm when the test pools the variance, as R's `power.prop.test`.
  var unitsPooledNull: Double {
    let middle = (baseline + treatment) / 2
    let root =
      rates.critical * (2 * middle * (1 - middle)).squareRoot()
      + (rates.detectable - rates.critical) * variances.squareRoot()
    return root * root / (difference * difference)
  }

  /// Units per arm with Fleiss's continuity correction of the pooled value.
  var unitsFleiss: Double {
    let pooled = unitsPooledNull
    let root = 1 + (1 + 4 / (pooled * abs(difference))).squareRoot()
    return pooled / 4 * root * root
  }

  /// Units per arm by the arcsine transformation: 2 ((z+z_b)/h)².
  var unitsArcsine: Double {
    let ratio = rates.detectable / effectSize
    return 2 * ratio * ratio
  }

  /// Units per arm by the arcsine transformation, both tails counted.
  /// - Throws: `GSLError` where no root is found.
  func unitsArcsineBothTails() throws -> Double {
    let size = abs(effectSize)
    let simple = unitsArcsine
    return try RootFinder.brent(lower: simple * 1e-6, upper: 4 * simple) { units in
      rates.power(effect: size, standardError: (2 / units).squareRoot()) - rates.power
    }
  }

  /// The chance to find the difference with so many units per arm, variances unpooled.
  func power(units: Double) -> Double {
    rates.power(effect: abs(difference), standardError: (variances / units).squareRoot())
  }

  /// The least detectable difference with equal variances: (z+z_b) √(2 p0 q0/n).
  static func detectable(
    baseline: Double, units: Double, rates: ErrorRates
  ) -> Double {
    rates.detectable * (2 * baseline * (1 - baseline) / units).squareRoot()
  }

  /// The least detectable rise, the treatment's variance following its share.
  /// - Returns: The rise, or nil when no share below 1 (and no rise up to ½) is found with the power.
  /// - Throws: `GSLError` where no root is found.
  static func detectableExactly(
    baseline: Double, units: Double, rates: ErrorRates
  ) throws -> Double? {
    func shortfall(_ rise: Double) -> Double {
      let share = baseline + rise
      let variance = baseline * (1 - baseline) + share * (1 - share)
      return rates.power(effect: rise, standardError: (variance / units).squareRoot())
        - rates.power
    }
    let lower = 1e-9
    let upper = min(0.5, 1 - baseline - 1e-9)
    guard upper > lower, shortfall(lower) < 0, shortfall(upper) > 0 else { return nil }
    return try RootFinder.brent(lower: lower, upper: upper, shortfall)
  }
}
