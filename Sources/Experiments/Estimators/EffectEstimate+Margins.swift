import Support

extension EffectEstimate {
  /// Estimates how far a treatment is above a relative limit: m1 - m0 - limit |m0|.
  ///
  /// The limit is of the size of the control's value, so that -0.02 allows a fall of 2 % also of a
  /// negative value. The contrast m1 - k m0 has Welch's error for means and the score test's for
  /// shares, and stays defined at any baseline, unlike a lift.
  /// - Returns: The contrast; undefined with fewer than two units in an arm or without variance.
  static func beyond(
    limit: Double, treatment: MetricSample, control: MetricSample
  ) -> Estimate<EffectEstimate> {
    if let pair = ProportionPair(treatment: treatment, control: control) {
      let units = pair.n0 + pair.n1
      guard pair.n0 > 1, pair.n1 > 1 else { return .undefined(.tooFewUnits) }
      return defined(
        effect: pair.treatmentShare - (1 + limit) * pair.controlShare,
        variance: pair.variance(ofContrast: 1 + limit) * units / (units - 1))
    }
    guard let treated = treatment.perUnit, let baseline = control.perUnit else {
      return .undefined(.zeroDenominator)
    }
    return beyond(limit: limit, treatment: treated, control: baseline)
  }

  static func beyond(
    limit: Double, treatment: Moments, control: Moments
  ) -> Estimate<EffectEstimate> {
    contrast(
      treatment: treatment, control: control,
      controlWeight: control.mean < 0 ? 1 - limit : 1 + limit)
  }
}

/// A test that a treatment is not worse than the control by more than a relative margin.
struct NonInferiority: Sendable, Equatable, Codable {
  /// Relative margin: 0.02 lets the treatment be 2 % worse.
  var margin: Double
  /// m1 - m0 + margin |m0| when more is better, m0 + margin |m0| - m1 when less is.
  var contrast: EffectEstimate

  /// Chance of so great a contrast when the treatment is worse by just the margin; one-sided.
  var pValue: Double { contrast.pValue(.greater) }

  /// Whether the treatment is shown not to be worse by more: at half of a two-sided error rate, as
  /// a guardrail with this limit is.
  func isShown(alpha: Double) -> Bool { pValue < alpha / 2 }

  /// Tests two means against a margin, with Welch's error of the contrast.
  /// - Returns: The test; undefined with fewer than two units in an arm or without variance.
  static func test(
    treatment: Moments, control: Moments, margin: Double, higherIsBetter: Bool = true
  ) -> Estimate<NonInferiority> {
    EffectEstimate.beyond(
      limit: higherIsBetter ? -margin : margin, treatment: treatment, control: control
    ).map { NonInferiority(margin: margin, beyond: $0, higherIsBetter: higherIsBetter) }
  }

  /// Tests two samples against a margin, as a guardrail with this limit is tested.
  static func test(
    treatment: MetricSample, control: MetricSample, margin: Double, higherIsBetter: Bool
  ) -> Estimate<NonInferiority> {
    EffectEstimate.beyond(
      limit: higherIsBetter ? -margin : margin, treatment: treatment, control: control
    ).map { NonInferiority(margin: margin, beyond: $0, higherIsBetter: higherIsBetter) }
  }

  private init(margin: Double, beyond: EffectEstimate, higherIsBetter: Bool) {
    self.margin = margin
    contrast = beyond
    if !higherIsBetter { contrast.effect = -contrast.effect }
  }
}
