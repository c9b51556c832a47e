import GSL
import Support

extension DifferenceTest {
  /// Compares two shares by the z test without continuity correction.
  ///
  /// The statistic uses the pooled share, s² = p(1-p)(1/n0 + 1/n1); the interval is Wald's with
  /// p0(1-p0)/n0 + p1(1-p1)/n1.
  /// - Returns: The test; undefined with fewer than two units in an arm, or when all units of both
  ///   arms did the same.
  static func twoProportionZ(
    treatmentSuccesses: Int, treatmentCount: Int, controlSuccesses: Int, controlCount: Int,
    alpha: Double
  ) -> Estimate<DifferenceTest> {
    guard treatmentCount > 1, controlCount > 1 else { return .undefined(.tooFewUnits) }
    let (n0, n1) = (Double(controlCount), Double(treatmentCount))
    let (p0, p1) = (Double(controlSuccesses) / n0, Double(treatmentSuccesses) / n1)
    let pooled = Double(controlSuccesses + treatmentSuccesses) / (n0 + n1)
    let nullError = (pooled * (1 - pooled) * (1 / n0 + 1 / n1)).squareRoot()
    guard nullError > 0 else { return .undefined(.zeroVariance) }
    let error = (p0 * (1 - p0) / n0 + p1 * (1 - p1) / n1).squareRoot()
    let difference = p1 - p0
    let statistic = difference / nullError
    let halfWidth = StandardNormal.upperQuantile(alpha / 2) * error
    return .defined(
      DifferenceTest(
        method: .twoProportionZ, difference: difference, standardError: error,
        nullStandardError: nullError, statistic: statistic, degreesOfFreedom: nil,
        interval: error > 0 ? Interval(centre: difference, halfWidth: halfWidth) : nil,
        pValue: min(1, 2 * StandardNormal.upperTail(abs(statistic)))))
  }
}
