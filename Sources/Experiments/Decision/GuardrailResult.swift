import GSL
package import Support

/// Whether a treatment keeps a limit.
package struct GuardrailResult: Sendable, Equatable, Codable {
  package enum State: String, Sendable, Equatable, Codable {
    /// Shown to keep the limit.
    case held
    /// Shown to break the limit.
    case breached
    /// Neither shown.
    case unsettled
  }

  /// Index of the treatment in the plan.
  package var treatment: Int
  /// Index of the metric in the plan.
  package var metric: Int
  package var treatmentName: String
  package var metricName: String
  /// The relative limit, negative for a fall and positive for a rise.
  package var limit: Double
  package var state: State
  /// The effect with its two-sided interval, and the limit.
  package var sentence: Sentence
  /// The effect with its two-sided interval alone.
  package var size: Sentence

  /// Judges a limit at half of alpha on either side, as the two-sided interval does.
  ///
  /// The test is of m1 - m0 - limit |m0|, which is the same as asking the interval of the lift and
  /// stays valid where that has no bounds or the control is not above zero. Arms that are constant
  /// and equal hold.
  init(
    plan: AnalysisPlan, guardrail: AnalysisPlan.Guardrail, treatment: Int, pair: SamplePair
  ) {
    let metric = plan.metrics[guardrail.metric]
    let (treated, control) = (pair.tested.treatment, pair.tested.control)
    self.treatment = treatment
    self.metric = guardrail.metric
    treatmentName = plan.arms[treatment].name
    metricName = metric.name
    limit = guardrail.limit
    let found = EffectEstimate.beyond(limit: limit, treatment: treated, control: control)
    guard let contrast = found.value else {
      let isSame =
        treated.count > 1 && control.count > 1 && treated.value != nil
        && treated.value == control.value && treated.unitVariance == 0
        && control.unitVariance == 0
      state = isSame ? .held : .unsettled
      size = isSame ? "the same for every unit of both arms" : (found.reason?.sentence ?? "")
      sentence =
        isSame ? size : "not measurable against its limit \(.change(limit)), as \(size)"
      return
    }
    let isAbove = contrast.pValue(.greater) < plan.alpha / 2
    let isBelow = contrast.pValue(.less) < plan.alpha / 2
    state = (limit < 0 ? isAbove : isBelow) ? .held : isAbove || isBelow ? .breached : .unsettled
    size =
      EffectSize(
        lift: pair.lift(metric, level: plan.alpha, side: .twoSided),
        test: pair.test(level: plan.alpha, side: .twoSided, isClustered: plan.isClustered),
        difference: pair.difference, unit: metric.unit
      ).sentence
    sentence = "\(size), limit \(.change(limit))"
  }
}
