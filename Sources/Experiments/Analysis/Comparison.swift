/// One treatment against the control on one metric, over all units or one segment.
public struct Comparison: Sendable, Equatable {
  /// Index of the treatment in the plan.
  public var treatment: Int
  /// Index of the metric in the plan.
  public var metric: Int
  /// Index of the segment in the data, or nil for all units.
  public var segment: Int?
  /// Name of the treatment.
  public var treatmentName: String
  /// Name of the metric.
  public var metricName: String
  /// Name of the segment, or nil for all units.
  public var segmentName: String?
  /// The control's value, if defined.
  public var controlValue: Double?
  /// The treatment's value, if defined.
  public var treatmentValue: Double?
  /// The test of the absolute difference, or why there is none.
  public var test: Estimate<DifferenceTest>
  /// The relative change, or why there is none.
  public var lift: Estimate<Lift>
  /// How the comparison was made steadier; nil for one of figures as observed.
  public var adjustment: AdjustmentResult?
  /// P-value corrected over the plan's family; nil outside of it and for undefined tests.
  public var adjustedPValue: Double?
  /// What the test says.
  public var decision: Decision
  /// What the roll-out says, once a truth is attached.
  public var truth: TruthComparison?

  /// Whether the plan's correction covers the comparison.
  public var isInFamily = true

  /// Treatment less control, defined even where no test is.
  public var difference: Double? {
    if adjustment != nil, let test = test.value { return test.difference }
    guard let treatmentValue, let controlValue else { return nil }
    return treatmentValue - controlValue
  }
  /// Standard error of the difference, if defined.
  public var standardError: Double? { test.value?.standardError }
  /// Test statistic, if defined.
  public var statistic: Double? { test.value?.statistic }
  /// Degrees of freedom, if the statistic is Student's.
  public var degreesOfFreedom: Double? { test.value?.degreesOfFreedom }
  /// Interval of the difference, if defined.
  public var interval: Interval? { test.value?.interval }
  /// Two-sided p-value before correction, if defined.
  public var pValue: Double? { test.value?.pValue }
  /// Name of the test, or "none".
  public var methodName: String { test.value?.method.name ?? "none" }
  /// What the test says, in words; segments are marked as uncorrected.
  public var decisionText: String {
    isInFamily || test.value == nil ? decision.text : "\(decision.text) (uncorrected)"
  }
}
