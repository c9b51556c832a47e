package import Scenarios
package import Support

/// How a candidate would have fared beside the running policy, on the same customers.
package struct ShadowOutcome: Sendable, Codable, Equatable {
  /// A mean difference with its error, by customer.
  package struct Difference: Sendable, Codable, Equatable {
    package var mean: Double
    package var standardError: Double?
    package var lower: Double?
    package var upper: Double?
    package var customers: Int
    package var decisions: Int

    package var interval: Interval? {
      guard let lower, let upper else { return nil }
      return Interval(lower: lower, upper: upper)
    }
  }

  /// Decisions whose rewards the candidate predicted alike.
  package struct Calibration: Sendable, Codable, Equatable {
    package var decisions: Int
    package var predicted: Double
    package var observed: Double
    package var standardError: Double?
  }

  package struct Segment: Sendable, Codable, Equatable {
    package var name: String
    /// Reward per decision of the candidate less that of the running policy, its interval
    /// corrected for the number of segments.
    package var difference: Difference
  }

  /// How fast the candidate answered; it depends on the machine.
  package struct Latency: Sendable, Codable, Equatable {
    /// Decisions in one call.
    package var batch: Int
    /// Seconds per call: the median, and what 99 of 100 stay below.
    package var median: Double
    package var ninetyNinth: Double
    package var decisionsPerSecond: Double
  }

  package var title: String
  package var seed: UInt64
  package var reward: RewardMeasure
  package var currency: Currency
  package var running: String
  package var candidate: String
  package var markets: Int
  package var customers: Int
  package var decisions: Int
  /// Mean overlap of the two vectors of probabilities: Σ min(p, q).
  package var overlap: Double
  /// Chance that the candidate would have taken the action that was taken.
  package var agreement: Double
  /// Share of decisions by action: of the running policy and of the candidate.
  package var shares: [[String: [Double]]]
  /// Groups of decisions by predicted reward, ascending; empty for a candidate without a model.
  package var calibration: [Calibration]
  /// Observed less predicted reward; nil for a candidate without a model.
  package var bias: Difference?
  /// Candidate less running policy, estimated from what the running policy did.
  package var value: Difference
  /// The same in truth: the candidate, frozen, decides for the same customers.
  package var truth: Difference
  package var segments: [Segment]
  /// Answers of the candidate that could not be used.
  package var violations: Int
  /// Share of decisions with a context beyond what the candidate was trained on.
  package var outside: Double
  package var latency: Latency
  package var canary: CanaryOutcome
  package var card: ModelCard

  /// The segment in which the candidate does worst.
  package var worst: Segment? {
    segments.min { $0.difference.mean < $1.difference.mean }
  }

  /// The part that is the same on every machine.
  package var repeatable: ShadowOutcome {
    var other = self
    other.latency = Latency(batch: latency.batch, median: 0, ninetyNinth: 0, decisionsPerSecond: 0)
    return other
  }
}
