package import Support

/// One treatment against the control on one metric, over all units or one segment.
package struct Comparison: Sendable, Equatable, Codable {
  /// Index of the treatment in the plan.
  package var treatment: Int
  /// Index of the metric in the plan.
  package var metric: Int
  /// Index of the segment in the data, or nil for all units.
  package var segment: Int?
  package var treatmentName: String
  package var metricName: String
  /// Name of the segment, or nil for all units.
  package var segmentName: String?
  package var controlValue: Double?
  package var treatmentValue: Double?
  package var test: Estimate<DifferenceTest>
  package var lift: Estimate<Lift>
  /// How the comparison was made steadier; nil for one of values as observed.
  package var adjustment: AdjustmentResult?
  /// P-value corrected over the plan's family; nil outside of it and for undefined tests.
  package var adjustedPValue: Double?
  /// Error level of the interval, at which the decision was made; its confidence is 1 - level.
  package var level: Double
  package var decision: Decision
  /// The look that decided, of so many, where the plan looks while the experiment runs.
  package var look: DecisiveLook?
  /// What the roll-out says, once a truth is attached.
  package var truth: TruthComparison?

  var isInFamily = true

  /// Treatment less control, defined even where no test is.
  package var difference: Double? {
    if adjustment != nil, let test = test.value { return test.difference }
    guard let treatmentValue, let controlValue else { return nil }
    return treatmentValue - controlValue
  }
  package var standardError: Double? { test.value?.standardError }
  package var statistic: Double? { test.value?.statistic }
  package var degreesOfFreedom: Double? { test.value?.degreesOfFreedom }
  package var interval: Interval? { test.value?.interval }
  /// P-value before correction, if defined.
  package var pValue: Double? { test.value?.pValue }
  /// Name of the test, or "none".
  package var methodName: String { test.value?.method.name ?? "none" }
  /// What the test says, in words; segments are marked as uncorrected.
  package var decisionText: String {
    isInFamily || test.value == nil ? decision.text : "\(decision.text) (uncorrected)"
  }
}

/// The look of a running experiment at which it was decided, or the last that was made.
package struct DecisiveLook: Sendable, Equatable, Codable {
  /// Number of the look, from 1.
  package var number: Int
  /// Number of looks planned.
  package var planned: Int
  /// Whether a boundary was crossed here.
  package var stops: Bool

  /// Whether looks are still to come.
  package var isRunning: Bool { !stops && number < planned }
}
