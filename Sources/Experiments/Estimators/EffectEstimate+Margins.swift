import Support

/// A test that a treatment is not worse than the control by more than a relative margin.
struct NonInferiority: Sendable, Equatable, Codable {
  /// Relative margin: 0.02 lets the treatment be 2 % worse.
  var margin: Double
  /// m1 - (1 - margin) m0 when more is better, (1 + margin) m0 - m1 when less is.
  var contrast: EffectEstimate

  /// Chance of so great a contrast when the treatment is worse by just the margin; one-sided.
  var pValue: Double { contrast.pValue(.greater) }

  /// Tests a treatment against a margin, with Welch's error of the linear contrast.
  ///
  /// H0: m1 ≤ (1 - margin) m0 where more is better. The contrast stays defined at any baseline,
  /// unlike a test of the lift.
  /// - Returns: The test; undefined with fewer than two units in an arm or without variance.
  static func test(
    treatment: Moments, control: Moments, margin: Double, higherIsBetter: Bool = true
  ) -> Estimate<NonInferiority> {
    let weight = higherIsBetter ? 1 - margin : 1 + margin
    return EffectEstimate.contrast(
      treatment: treatment, control: control, controlWeight: weight
    ).map { contrast in
      var contrast = contrast
      if !higherIsBetter { contrast.effect = -contrast.effect }
      return NonInferiority(margin: margin, contrast: contrast)
    }
  }
}
