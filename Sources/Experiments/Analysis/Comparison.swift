package import Support

/// One treatment against the control on one metric, over all units or one segment.
package struct Comparison: Sendable, Equatable, Codable {
  /// Index of the treatment in the plan.
  package var treatment: Int
  /// Index of the metric in the plan.
  package var metric: Int
  /// Index of the segment in the data, or nil for all units.
  package var segment: Int?
  /// Name of the treatment.
  package var treatmentName: String
  /// Name of the metric.
  package var metricName: String
  /// Name of the segment, or nil for all units.
  package var segmentName: String?
  /// The control's value, if defined.
  package var controlValue: Double?
  /// The treatment's value, if defined.
  package var treatmentValue: Double?
  /// The test of the absolute difference, or why there is none.
  package var test: Estimate<DifferenceTest>
  /// The relative change, or why there is none.
  package var lift: Estimate<Lift>
  /// How the comparison was made steadier; nil for one of figures as observed.
  package var adjustment: AdjustmentResult?
  /// P-value corrected over the plan's family; nil outside of it and for undefined tests.
  package var adjustedPValue: Double?
  /// What the test says.
  package var decision: Decision
  /// What the roll-out says, once a truth is attached.
  package var truth: TruthComparison?

  /// Whether the plan's correction covers the comparison.
  package var isInFamily = true

  /// Treatment less control, defined even where no test is.
  package var difference: Double? {
    if adjustment != nil, let test = test.value { return test.difference }
    guard let treatmentValue, let controlValue else { return nil }
    return treatmentValue - controlValue
  }
  /// Standard error of the difference, if defined.
  package var standardError: Double? { test.value?.standardError }
  /// Test statistic, if defined.
  package var statistic: Double? { test.value?.statistic }
  /// Degrees of freedom, if the statistic is Student's.
  package var degreesOfFreedom: Double? { test.value?.degreesOfFreedom }
  /// Interval of the difference, if defined.
  package var interval: Interval? { test.value?.interval }
  /// Two-sided p-value before correction, if defined.
  package var pValue: Double? { test.value?.pValue }
  /// Name of the test, or "none".
  package var methodName: String { test.value?.method.name ?? "none" }
  /// What the test says, in words; segments are marked as uncorrected.
  package var decisionText: String {
    isInFamily || test.value == nil ? decision.text : "\(decision.text) (uncorrected)"
  }
}
