/// Dunnett's comparison of several treatments with one control, their errors being correlated.
///
/// Variance is pooled over all arms; the joint distribution is the normal limit with correlations
/// λi λj, λi = √(ni/(ni + n0)), which one integral gives (Dunnett 1955, doi:10.2307/2281208).
struct Dunnett: Sendable, Equatable, Codable {
  var variance: Double
  /// Units less arms.
  var degreesOfFreedom: Double
  var statistics: [Double]
  var pValues: [Double]
  /// The absolute statistic that any treatment exceeds with probability alpha under no effect.
  var criticalValue: Double

  /// `alpha` is the family-wise two-sided error rate.
  /// - Returns: The comparison; undefined without treatments, with fewer than two units in an arm
  ///   or without variance.
  static func compare(
    control: Moments, treatments: [Moments], alpha: Double
  ) -> Estimate<Dunnett> {
    let arms = [control] + treatments
    guard !treatments.isEmpty, arms.allSatisfy({ $0.count > 1 }) else {
      return .undefined(.tooFewUnits)
    }
    let degrees = Double(arms.reduce(0) { $0 + $1.count } - arms.count)
    let variance =
      CompensatedSum(arms.map { Double($0.count - 1) * $0.variance }).value / degrees
    guard variance > 0 else { return .undefined(.zeroVariance) }
    let n0 = Double(control.count)
    let statistics = treatments.map { arm in
      (arm.mean - control.mean) / (variance * (1 / Double(arm.count) + 1 / n0)).squareRoot()
    }
    guard statistics.allSatisfy(\.isFinite) else { return .undefined(.notFinite) }
    let distribution = MaximumDistribution(
      loadings: treatments.map { (Double($0.count) / (Double($0.count) + n0)).squareRoot() })
    guard let critical = distribution.upperQuantile(alpha) else { return .undefined(.notFinite) }
    return .defined(
      Dunnett(
        variance: variance, degreesOfFreedom: degrees, statistics: statistics,
        pValues: statistics.map { distribution.upperTail(abs($0)) }, criticalValue: critical))
  }
}
