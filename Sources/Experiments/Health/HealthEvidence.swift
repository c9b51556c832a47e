/// What a pass over units gathers for the health checks besides the sufficient statistics.
package struct HealthEvidence: Sendable, Equatable, Codable {
  package struct Day: Sendable, Equatable, Codable {
    package var number: Int
    /// What people call it: a date, or its number.
    package var label: String
    /// 0 for Monday to 6 for Sunday.
    package var weekday: Int
    /// Units per arm.
    package var counts: [Int]
    /// The primary metric by arm.
    package var samples: [MetricSample]

    package init(
      number: Int, label: String? = nil, weekday: Int, counts: [Int], samples: [MetricSample]
    ) {
      self.number = number
      self.label = label ?? "\(number)"
      self.weekday = weekday
      self.counts = counts
      self.samples = samples
    }
  }

  /// Skewness and largest unit by arm, then metric; nil for metrics other than means.
  package var shapes: [[ShapeAccumulator?]]
  /// Days in order; empty when unknown.
  package var days: [Day]
  var covariateNames: [String]
  /// Values from before the experiment, by arm.
  package var covariates: [[MetricSample]]

  package init(
    shapes: [[ShapeAccumulator?]], days: [Day] = [], covariateNames: [String] = [],
    covariates: [[MetricSample]] = []
  ) {
    self.shapes = shapes
    self.days = days
    self.covariateNames = covariateNames
    self.covariates = covariates
  }
}
