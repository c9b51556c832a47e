/// Everything observed in an experiment, as sufficient statistics.
package struct ExperimentData: Sendable, Equatable, Codable {
  /// A part of the units, with the same statistics as the whole.
  package struct Segment: Sendable, Equatable, Codable {
    package var name: String
    /// Units per arm.
    package var counts: [Int]
    /// Statistics by arm, then metric.
    package var samples: [[MetricSample]]

    package init(name: String, counts: [Int], samples: [[MetricSample]]) {
      self.name = name
      self.counts = counts
      self.samples = samples
    }
  }

  /// Units assigned to each arm, in the plan's order.
  package var counts: [Int]
  /// Statistics by arm, then metric, in the plan's order.
  package var samples: [[MetricSample]]
  /// Parts of the units, in the order of the results; may be empty.
  package var segments: [Segment]

  /// Adjusted statistics by arm, then metric; nil where a pair is compared as observed.
  package var adjustments: [[PairAdjustment?]] = []

  package init(counts: [Int], samples: [[MetricSample]], segments: [Segment] = []) {
    self.counts = counts
    self.samples = samples
    self.segments = segments
  }

  /// A treatment and the control on one metric, over all units.
  func pair(treatment: Int, control: Int, metric: Int) -> SamplePair {
    SamplePair(
      treatment: samples[treatment][metric], control: samples[control][metric],
      adjustment: adjustment(treatment: treatment, metric: metric))
  }

  func adjustment(treatment: Int, metric: Int) -> PairAdjustment? {
    guard adjustments.indices.contains(treatment),
      adjustments[treatment].indices.contains(metric)
    else { return nil }
    return adjustments[treatment][metric]
  }
}
