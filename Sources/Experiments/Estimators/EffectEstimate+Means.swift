extension EffectEstimate {
  /// Estimates a difference of means whose variances may differ, with Welch's degrees of freedom.
  ///
  /// s² = v0/n0 + v1/n1 (Welch 1947, doi:10.2307/2332510).
  /// - Returns: Treatment less control; undefined with under two units in an arm or no variance.
  package static func welch(treatment: Moments, control: Moments) -> Estimate<EffectEstimate> {
    contrast(treatment: treatment, control: control, controlWeight: 1)
  }

  /// Estimates a difference of means that share a variance (Student 1908).
  ///
  /// s² = pooled v (1/n0 + 1/n1), with n0 + n1 - 2 degrees of freedom.
  /// - Returns: Treatment less control; undefined with under two units in an arm or no variance.
  static func student(treatment: Moments, control: Moments) -> Estimate<EffectEstimate> {
    guard treatment.count > 1, control.count > 1 else { return .undefined(.tooFewUnits) }
    let (n0, n1) = (Double(control.count), Double(treatment.count))
    let degrees = n0 + n1 - 2
    let pooled = ((n0 - 1) * control.variance + (n1 - 1) * treatment.variance) / degrees
    return defined(
      effect: treatment.mean - control.mean, variance: pooled * (1 / n0 + 1 / n1),
      degreesOfFreedom: degrees)
  }

  /// Estimates m1 - k m0 with Welch's degrees of freedom; k is 1 for a plain difference.
  static func contrast(
    treatment: Moments, control: Moments, controlWeight k: Double
  ) -> Estimate<EffectEstimate> {
    guard treatment.count > 1, control.count > 1 else { return .undefined(.tooFewUnits) }
    var scaled = control
    scaled.mean = k * control.mean
    scaled.variance = k * k * control.variance
    let variance = WelchVariance(control: scaled, treatment: treatment)
    return defined(
      effect: treatment.mean - scaled.mean, variance: variance.sum,
      degreesOfFreedom: variance.sum > 0 ? variance.degreesOfFreedom : nil)
  }

  static func defined(
    effect: Double, variance: Double, degreesOfFreedom: Double? = nil
  ) -> Estimate<EffectEstimate> {
    guard effect.isFinite, variance.isFinite else { return .undefined(.notFinite) }
    guard variance > 0 else { return .undefined(.zeroVariance) }
    let error = variance.squareRoot()
    guard (effect / error).isFinite, degreesOfFreedom.map({ $0 > 0 }) ?? true else {
      return .undefined(.notFinite)
    }
    return .defined(
      EffectEstimate(effect: effect, standardError: error, degreesOfFreedom: degreesOfFreedom))
  }
}
