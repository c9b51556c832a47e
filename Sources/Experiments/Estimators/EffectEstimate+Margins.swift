package import Support

/// A test that a treatment is not worse than the control by more than a relative margin.
package struct NonInferiority: Sendable, Equatable, Codable {
  /// Relative margin: 0.02 lets the treatment be 2 % worse.
  package var margin: Double
  /// m1 - (1 - margin) m0 when more is better, (1 + margin) m0 - m1 when less is.
  package var contrast: EffectEstimate

  /// Chance of so great a contrast when the treatment is worse by just the margin; one-sided.
  package var pValue: Double { contrast.pValue(.greater) }

  /// Tests a treatment against a margin, with Welch's error of the linear contrast.
  ///
  /// H0: m1 ≤ (1 - margin) m0 where more is better. The contrast stays defined at any baseline,
  /// unlike a test of the lift.
  /// - Returns: The test; undefined with fewer than two units in an arm or without variance.
  package static func test(
    treatment: Moments, control: Moments, margin: Double, higherIsBetter: Bool = true
  ) -> Estimate<NonInferiority> {
    let weight = higherIsBetter ? 1 - margin : 1 + margin
    let found = EffectEstimate.contrast(
      treatment: treatment, control: control, controlWeight: weight)
    guard var contrast = found.value else { return .undefined(found.reason ?? .notFinite) }
    if !higherIsBetter { contrast.effect = -contrast.effect }
    return .defined(NonInferiority(margin: margin, contrast: contrast))
  }
}

/// Two one-sided tests that an effect lies within limits (Schuirmann 1987, doi:10.1007/BF01068419).
package struct EquivalenceTest: Sendable, Equatable, Codable {
  /// The limits.
  package var limits: Interval
  /// P-value against an effect at or below the lower limit.
  package var lowerPValue: Double
  /// P-value against an effect at or above the upper limit.
  package var upperPValue: Double

  /// The greater of both: below alpha, the effect lies within the limits.
  package var pValue: Double { max(lowerPValue, upperPValue) }

  /// Tests an effect of any kind against absolute limits.
  package init(_ effect: EffectEstimate, within limits: Interval) {
    var above = effect
    above.effect = effect.effect - limits.lower
    var below = effect
    below.effect = effect.effect - limits.upper
    self.limits = limits
    lowerPValue = above.pValue(.greater)
    upperPValue = below.pValue(.less)
  }
}
