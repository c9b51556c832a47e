package import Support

/// One metric in one arm.
package struct ArmResult: Sendable, Equatable, Codable {
  /// Index of the arm in the plan.
  package var arm: Int
  /// Index of the metric in the plan.
  package var metric: Int
  /// Index of the segment in the data, or nil for all units.
  package var segment: Int?
  /// Name of the arm.
  package var armName: String
  /// Name of the metric.
  package var metricName: String
  /// Name of the segment, or nil for all units.
  package var segmentName: String?
  /// Units that the metric counts.
  package var count: Int
  /// Value with its uncertainty, or why there is none.
  package var estimate: Estimate<PointEstimate>

  /// The share, mean or ratio, if defined.
  package var value: Double? { estimate.value?.value }
  /// Standard error of the value, if defined.
  package var standardError: Double? { estimate.value?.standardError }
  /// Confidence interval of the value, if defined.
  package var interval: Interval? { estimate.value?.interval }
}
