import GSL
import Support

extension DifferenceTest {
  /// Compares two means whose variances may differ (Welch 1947, doi:10.2307/2332510).
  ///
  /// s² = v0/n0 + v1/n1, with Welch-Satterthwaite degrees of freedom.
  /// - Parameters:
  ///   - treatment: Moments of the treatment.
  ///   - control: Moments of the control.
  ///   - alpha: Two-sided error rate of the interval.
  ///   - method: Name under which the test is reported.
  /// - Returns: The test; undefined with fewer than two units in an arm, or without any variance.
  package static func welch(
    treatment: Moments, control: Moments, alpha: Double, method: TestMethod = .welch
  ) -> Estimate<DifferenceTest> {
    guard treatment.count > 1, control.count > 1 else { return .undefined(.tooFewUnits) }
    let difference = treatment.mean - control.mean
    let variance = WelchVariance(control: control, treatment: treatment)
    guard difference.isFinite, variance.sum.isFinite else { return .undefined(.notFinite) }
    guard variance.sum > 0 else { return .undefined(.zeroVariance) }
    let error = variance.sum.squareRoot()
    let freedom = variance.degreesOfFreedom
    let statistic = difference / error
    guard freedom.isFinite, statistic.isFinite else { return .undefined(.notFinite) }
    let halfWidth = StudentT.upperQuantile(alpha / 2, degreesOfFreedom: freedom) * error
    let tail = StudentT.upperTail(abs(statistic), degreesOfFreedom: freedom)
    return .defined(
      DifferenceTest(
        method: method, difference: difference, standardError: error, nullStandardError: error,
        statistic: statistic, degreesOfFreedom: freedom,
        interval: Interval(centre: difference, halfWidth: halfWidth), pValue: min(1, 2 * tail)))
  }
}

/// The variance of a difference of two means, with its effective degrees of freedom.
struct WelchVariance {
  /// Variance of the control's mean.
  var control: Double
  /// Variance of the treatment's mean.
  var treatment: Double
  private var controlFreedom: Double
  private var treatmentFreedom: Double

  init(control: Moments, treatment: Moments) {
    self.control = control.variance / Double(control.count)
    self.treatment = treatment.variance / Double(treatment.count)
    controlFreedom = Double(control.count - 1)
    treatmentFreedom = Double(treatment.count - 1)
  }

  var sum: Double { control + treatment }

  /// Shares instead of squares of variances, so that tiny or huge units neither under- nor overflow.
  var degreesOfFreedom: Double {
    let share = control / sum
    let rest = treatment / sum
    return 1 / (share * share / controlFreedom + rest * rest / treatmentFreedom)
  }
}
