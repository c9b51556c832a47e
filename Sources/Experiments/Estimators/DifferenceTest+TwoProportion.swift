import GSL
import Support

extension DifferenceTest {
  /// Compares two shares by the z test without continuity correction.
  ///
  /// The statistic uses the pooled share, s² = p(1-p)(1/n0 + 1/n1); the interval is the score
  /// interval that agrees with it. The standard error is unpooled, p0(1-p0)/n0 + p1(1-p1)/n1.
  /// - Returns: The test; undefined with fewer than two units in an arm, or when all units of both
  ///   arms did the same.
  static func twoProportionZ(
    _ pair: ProportionPair, alpha: Double, alternative: Alternative
  ) -> Estimate<DifferenceTest> {
    pair.pooledZ.map { pooled in
      let (p0, p1) = (pair.controlShare, pair.treatmentShare)
      return DifferenceTest(
        method: .twoProportionZ, difference: pair.difference,
        standardError: (p0 * (1 - p0) / pair.n0 + p1 * (1 - p1) / pair.n1).squareRoot(),
        nullStandardError: pooled.standardError, statistic: pooled.statistic,
        degreesOfFreedom: nil,
        interval: ScoreIntervals(pair, level: alpha, alternative: alternative).difference,
        pValue: pooled.pValue(alternative))
    }
  }
}

extension ProportionPair {
  /// The counts of two shares; nil for samples of another kind or without units.
  init?(treatment: MetricSample, control: MetricSample) {
    guard case .proportion(let treated, let treatedCount) = treatment,
      case .proportion(let baseline, let baselineCount) = control,
      let pair = try? ProportionPair(
        controlSuccesses: baseline, controlCount: baselineCount,
        treatmentSuccesses: treated, treatmentCount: treatedCount)
    else { return nil }
    self = pair
  }
}
