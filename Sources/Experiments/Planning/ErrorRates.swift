import GSL

/// The error rates that a test is planned for.
public struct ErrorRates: Sendable, Equatable {
  /// Two-sided type-I error rate.
  public let alpha: Double
  /// Chance to find the effect that is planned for.
  public let power: Double

  /// Checks and fixes error rates.
  /// - Throws: `PlanError` for an alpha outside 0 to 1, or a power outside alpha to 1.
  public init(alpha: Double = 0.05, power: Double = 0.8) throws(PlanError) {
    guard alpha > 0, alpha < 1 else {
      throw PlanError(argument: "alpha", found: "\(alpha)", allowed: "a number between 0 and 1")
    }
    guard power > alpha, power < 1 else {
      throw PlanError(
        argument: "power", found: "\(power)", allowed: "a number between alpha and 1")
    }
    self.alpha = alpha
    self.power = power
  }

  /// z(1 - α/2).
  public var critical: Double { StandardNormal.upperQuantile(alpha / 2) }
  /// z(1 - α/2) + z(power): the effect in standard errors that is found with the power.
  public var detectable: Double { critical + StandardNormal.quantile(power) }

  /// The chance that a two-sided z test rejects, both tails counted.
  public func power(effect: Double, standardError: Double) -> Double {
    guard standardError > 0 else { return effect == 0 ? alpha : 1 }
    let shift = effect / standardError
    return StandardNormal.upperTail(critical - shift) + StandardNormal.cdf(-critical - shift)
  }
}
