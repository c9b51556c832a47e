import Support

extension DifferenceTest {
  /// Compares two means whose variances may differ (Welch 1947, doi:10.2307/2332510).
  ///
  /// s² = v0/n0 + v1/n1, with Welch-Satterthwaite degrees of freedom.
  /// - Returns: The test; undefined with fewer than two units in an arm, or without any variance.
  package static func welch(
    treatment: Moments, control: Moments, alpha: Double, alternative: Alternative = .twoSided,
    method: TestMethod = .welch
  ) -> Estimate<DifferenceTest> {
    EffectEstimate.welch(treatment: treatment, control: control).map { effect in
      DifferenceTest(method: method, effect, alpha: alpha, alternative: alternative)
    }
  }
}

extension DifferenceTest {
  /// Tests an effect by its own distribution, with the interval that agrees with the p-value.
  init(
    method: TestMethod, _ effect: EffectEstimate, alpha: Double, alternative: Alternative
  ) {
    self.init(
      method: method, difference: effect.effect, standardError: effect.standardError,
      nullStandardError: effect.standardError, statistic: effect.statistic,
      degreesOfFreedom: effect.degreesOfFreedom,
      interval: effect.interval(alpha: alpha, alternative), pValue: effect.pValue(alternative))
  }
}

/// The variance of a difference of two means, with its effective degrees of freedom.
struct WelchVariance {
  var control: Double
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
