/// Everything observed in an experiment, as sufficient statistics.
public struct ExperimentData: Sendable, Equatable {
  /// A part of the units, with the same statistics as the whole.
  public struct Segment: Sendable, Equatable {
    /// Name in results.
    public var name: String
    /// Units per arm.
    public var counts: [Int]
    /// Statistics by arm, then metric.
    public var samples: [[MetricSample]]

    /// Describes a segment.
    public init(name: String, counts: [Int], samples: [[MetricSample]]) {
      self.name = name
      self.counts = counts
      self.samples = samples
    }
  }

  /// Units assigned to each arm, in the plan's order.
  public var counts: [Int]
  /// Statistics by arm, then metric, in the plan's order.
  public var samples: [[MetricSample]]
  /// Parts of the units, in the order of the results; may be empty.
  public var segments: [Segment]

  /// Adjusted statistics by arm, then metric; nil where a pair is compared as observed.
  public var adjustments: [[PairAdjustment?]] = []

  /// Collects the statistics of an experiment.
  public init(counts: [Int], samples: [[MetricSample]], segments: [Segment] = []) {
    self.counts = counts
    self.samples = samples
    self.segments = segments
  }

  /// The adjustment of a treatment and metric over all units, if there is one.
  func adjustment(treatment: Int, metric: Int) -> PairAdjustment? {
    guard adjustments.indices.contains(treatment),
      adjustments[treatment].indices.contains(metric)
    else { return nil }
    return adjustments[treatment][metric]
  }
}
