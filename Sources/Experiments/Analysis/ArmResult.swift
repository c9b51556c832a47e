/// One metric in one arm.
public struct ArmResult: Sendable, Equatable {
  /// Index of the arm in the plan.
  public var arm: Int
  /// Index of the metric in the plan.
  public var metric: Int
  /// Index of the segment in the data, or nil for all units.
  public var segment: Int?
  /// Name of the arm.
  public var armName: String
  /// Name of the metric.
  public var metricName: String
  /// Name of the segment, or nil for all units.
  public var segmentName: String?
  /// Units that the metric counts.
  public var count: Int
  /// Value with its uncertainty, or why there is none.
  public var estimate: Estimate<PointEstimate>

  /// The share, mean or ratio, if defined.
  public var value: Double? { estimate.value?.value }
  /// Standard error of the value, if defined.
  public var standardError: Double? { estimate.value?.standardError }
  /// Confidence interval of the value, if defined.
  public var interval: Interval? { estimate.value?.interval }
}
