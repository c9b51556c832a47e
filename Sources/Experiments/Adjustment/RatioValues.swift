package import Support

/// Numerator and denominator of each unit of one arm.
package struct RatioValues: Sendable, Equatable, Codable {
  package let numerator: [Double]
  package let denominator: [Double]

  /// Wraps two columns.
  /// - Throws: `ArgumentError` when they differ in length.
  init(numerator: [Double], denominator: [Double]) throws(ArgumentError) {
    guard numerator.count == denominator.count else {
      throw ArgumentError(
        "denominator", found: "\(denominator.count) values",
        allowed: "as many as the numerator's \(numerator.count)")
    }
    self.numerator = numerator
    self.denominator = denominator
  }

  /// One value per unit whose mean is the ratio and whose variance is the delta method's.
  ///
  /// R + (n - R d)/d̄: the ratio's first-order expansion (Deng, Knoblich and Lu 2018). Nil when
  /// the denominators sum to zero.
  var linearised: [Double]? {
    let count = Double(max(numerator.count, 1))
    let mean = CompensatedSum(denominator).value / count
    guard mean != 0 else { return nil }
    let ratio = CompensatedSum(numerator).value / count / mean
    return zip(numerator, denominator).map { ratio + ($0 - ratio * $1) / mean }
  }
}

extension CUPED {
  /// Adjusts a ratio metric by the same ratio, or another one, from before the experiment.
  ///
  /// Outcome and covariate are linearised within each arm, which leaves the arms' ratios as their
  /// means, and then adjusted as means are.
  /// - Returns: The adjustment; undefined when a denominator sums to zero, and as for means.
  package static func adjust(
    treatment: (outcome: RatioValues, covariate: RatioValues),
    control: (outcome: RatioValues, covariate: RatioValues), pool: Pool = .pair
  ) throws(ArgumentError) -> Estimate<CUPED> {
    guard let treated = treatment.outcome.linearised, let before = treatment.covariate.linearised,
      let baseline = control.outcome.linearised, let baselineBefore = control.covariate.linearised
    else { return .undefined(.zeroDenominator) }
    return adjust(
      treatment: try JointMoments(numerator: treated, denominator: before),
      control: try JointMoments(numerator: baseline, denominator: baselineBefore), pool: pool)
  }
}
