package import Support

/// One metric in one arm.
package struct ArmResult: Sendable, Equatable, Codable {
  /// Index of the arm in the plan.
  package var arm: Int
  /// Index of the metric in the plan.
  package var metric: Int
  /// Index of the segment in the data, or nil for all units.
  package var segment: Int?
  package var armName: String
  package var metricName: String
  /// Name of the segment, or nil for all units.
  package var segmentName: String?
  /// Units that the metric counts.
  package var count: Int
  package var estimate: Estimate<PointEstimate>

  package var value: Double? { estimate.value?.value }
  package var standardError: Double? { estimate.value?.standardError }
  package var interval: Interval? { estimate.value?.interval }
}
