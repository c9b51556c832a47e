/// What a pass over units gathers for the health checks besides the sufficient statistics.
public struct HealthEvidence: Sendable, Equatable {
  /// One day.
  public struct Day: Sendable, Equatable {
    /// Number of the day.
    public var number: Int
    /// 0 for Monday to 6 for Sunday.
    public var weekday: Int
    /// Units per arm.
    public var counts: [Int]
    /// The primary metric by arm.
    public var samples: [MetricSample]

    /// Describes a day.
    public init(number: Int, weekday: Int, counts: [Int], samples: [MetricSample]) {
      self.number = number
      self.weekday = weekday
      self.counts = counts
      self.samples = samples
    }
  }

  /// Skewness and largest unit by arm, then metric; nil for metrics other than means.
  public var shapes: [[ShapeAccumulator?]]
  /// Days in order; empty when unknown.
  public var days: [Day]
  /// Names of figures from before the experiment.
  public var covariateNames: [String]
  /// Figures from before the experiment, by arm.
  public var covariates: [[MetricSample]]

  /// Collects the evidence.
  public init(
    shapes: [[ShapeAccumulator?]], days: [Day] = [], covariateNames: [String] = [],
    covariates: [[MetricSample]] = []
  ) {
    self.shapes = shapes
    self.days = days
    self.covariateNames = covariateNames
    self.covariates = covariates
  }
}
