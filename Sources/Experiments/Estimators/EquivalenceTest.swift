import Support

/// Two one-sided tests that a treatment differs from the control by less than a relative margin,
/// either way (Schuirmann 1987, doi:10.1007/BF01068419).
///
/// Each limit is a linear contrast, m1 - (m0 ∓ d |m0|), so that the error of the control's mean
/// counts and a negative control is as good as another.
struct EquivalenceTest: Sendable, Equatable, Codable {
  /// Relative margin: 0.02 lets the treatment be 2 % off either way.
  var margin: Double
  /// m1 less the lower limit.
  var aboveLower: EffectEstimate
  /// m1 less the upper limit.
  var belowUpper: EffectEstimate

  /// The greater p-value of both sides: below alpha, the treatment lies within the limits.
  var pValue: Double { max(aboveLower.pValue(.greater), belowUpper.pValue(.less)) }

  /// Tests a treatment with Welch's error of each contrast.
  /// - Returns: The test; undefined with fewer than two units in an arm, without variance, or when
  ///   the control's mean is zero, so that nothing is relative to it.
  static func test(
    treatment: Moments, control: Moments, margin: Double
  ) -> Estimate<EquivalenceTest> {
    guard control.mean != 0 else { return .undefined(.zeroBaseline) }
    let step = control.mean > 0 ? margin : -margin
    func contrast(_ weight: Double) -> Estimate<EffectEstimate> {
      EffectEstimate.contrast(treatment: treatment, control: control, controlWeight: weight)
    }
    let (lower, upper) = (contrast(1 - step), contrast(1 + step))
    guard let above = lower.value, let below = upper.value else {
      return .undefined(lower.reason ?? upper.reason ?? .notFinite)
    }
    return .defined(EquivalenceTest(margin: margin, aboveLower: above, belowUpper: below))
  }
}
