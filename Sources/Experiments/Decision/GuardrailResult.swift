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
  package var sentence: Sentence

  /// Judges a limit by whether the lift's two-sided interval lies wholly on one side of it.
  ///
  /// The test behind it is of m1 - (1+limit) m0 with its standard error, which is the same as
  /// asking Fieller's interval and stays valid where that interval is unbounded. Arms that are
  /// constant and equal hold; without a positive baseline the limit stays unsettled.
  static func judge(
    treatment: MetricSample, control: MetricSample, lift: Estimate<Lift>, limit: Double,
    alpha: Double
  ) -> (state: State, sentence: Sentence) {
    let bound: Sentence = "limit \(.change(limit))"
    switch lift {
    case .undefined(let reason):
      if treatment.count > 1, control.count > 1, let value = treatment.value,
        value == control.value, treatment.unitVariance == 0, control.unitVariance == 0
      {
        return (.held, "the same for every unit of both arms")
      }
      return (.unsettled, "not measurable against its \(bound), as \(reason.sentence)")
    case .defined(let lift):
      guard let treated = treatment.perUnit, let baseline = control.perUnit else {
        return (.unsettled, "not measurable against its \(bound)")
      }
      let factor = 1 + limit
      let variance = WelchVariance(control: baseline, treatment: treated)
      let error = (variance.treatment + factor * factor * variance.control).squareRoot()
      let distance = treated.mean - factor * baseline.mean
      let margin = StandardNormal.upperQuantile(alpha / 2) * error
      let goodSide = limit < 0 ? distance : -distance
      let state: State =
        goodSide > margin ? .held : goodSide < -margin ? .breached : .unsettled
      return (state, "\(.change(lift.value, lift.fieller)), \(bound)")
    }
  }
}
