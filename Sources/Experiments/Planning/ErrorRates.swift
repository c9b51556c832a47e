import GSL
package import Support

/// The error rates that a test is planned for.
package struct ErrorRates: Sendable, Equatable, Codable {
  /// Two-sided type-I error rate.
  package let alpha: Double
  /// Chance to find the effect that is planned for.
  package let power: Double
  /// Units that a test needs over those of one that looks once; 1 for such a test itself.
  package let inflation: Double

  /// Checks and fixes error rates.
  /// - Throws: `ArgumentError` for an alpha outside 0 to 1, or a power outside alpha to 1.
  package init(
    alpha: Double = 0.05, power: Double = 0.8, inflation: Double = 1
  ) throws(ArgumentError) {
    guard alpha > 0, alpha < 1 else {
      throw ArgumentError("alpha", found: "\(alpha)", allowed: "a number between 0 and 1")
    }
    guard power > alpha, power < 1 else {
      throw ArgumentError("power", found: "\(power)", allowed: "a number between alpha and 1")
    }
    self.alpha = alpha
    self.power = power
    self.inflation = inflation
  }

  /// z(1 - α/2).
  package var critical: Double { StandardNormal.upperQuantile(alpha / 2) }
  /// z(1 - α/2) + z(power): the effect in standard errors that is found with the power.
  var detectable: Double {
    (critical + StandardNormal.quantile(power)) * inflation.squareRoot()
  }

  /// The chance that a two-sided z test rejects, both tails counted.
  package func power(effect: Double, standardError: Double) -> Double {
    guard standardError > 0 else { return effect == 0 ? alpha : 1 }
    let shift = effect / standardError / inflation.squareRoot()
    return StandardNormal.upperTail(critical - shift) + StandardNormal.cdf(-critical - shift)
  }
}
