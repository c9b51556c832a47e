package import Support

/// What is compared, on what and with what error rate, fixed before the data are seen.
package struct AnalysisPlan: Sendable, Equatable, Codable {
  /// An arm and its planned share of units.
  package struct Arm: Sendable, Equatable, Codable {
    package var name: String
    /// Planned share of units; within a plan the shares sum to 1.
    package var share: Double

    /// Describes an arm; any positive weights do, a plan scales them to sum to 1.
    package init(name: String, share: Double) {
      self.name = name
      self.share = share
    }
  }

  /// A relative limit that a metric must keep.
  package struct Guardrail: Sendable, Equatable, Codable {
    /// Index of the metric.
    package var metric: Int
    /// Negative: the metric may not fall by more; positive: it may not rise by more.
    package var limit: Double

    /// Describes a guardrail: -0.02 lets a metric fall by 2 %, 0.02 lets it rise by 2 %.
    package init(metric: Int, limit: Double) {
      self.metric = metric
      self.limit = limit
    }
  }

  package let arms: [Arm]
  package let control: Int
  package let metrics: [PlannedMetric]
  /// Index of the metric that decides.
  package let primary: Int
  package let guardrails: [Guardrail]
  /// Error rate of the family of tests; of each interval outside of it.
  package let alpha: Double
  package let correction: Correction
  package let correctedTests: CorrectedTests
  /// Which side of zero the primary metric's effect is tested against.
  package let alternative: Alternative
  /// Whether whole clusters of units were assigned, and samples are over clusters.
  package let isClustered: Bool

  /// Names of arms and of metrics differ; shares may be any positive weights.
  package init(
    arms: [Arm], control: Int = 0, metrics: [PlannedMetric], primary: Int = 0,
    guardrails: [Guardrail] = [], alpha: Double = 0.05, correction: Correction = .dunnett,
    correctedTests: CorrectedTests = .primary, alternative: Alternative = .twoSided,
    isClustered: Bool = false
  ) throws(ArgumentError) {
    try Self.check(arms: arms, control: control)
    try Self.check(metrics: metrics, primary: primary)
    try Self.check(guardrails: guardrails, metrics: metrics)
    guard alpha > 0, alpha < 1 else {
      throw ArgumentError("alpha", found: "\(alpha)", allowed: "a number between 0 and 1")
    }
    let weight = arms.reduce(0) { $0 + $1.share }
    self.arms = arms.map { Arm(name: $0.name, share: $0.share / weight) }
    self.control = control
    self.metrics = metrics
    self.primary = primary
    self.guardrails = guardrails
    self.alpha = alpha
    self.correction = correction
    self.correctedTests = correctedTests
    self.alternative = alternative
    self.isClustered = isClustered
  }

  /// Indices of the arms other than the control, in order.
  package var treatments: [Int] { arms.indices.filter { $0 != control } }

  /// Indices of the metrics whose tests the correction covers, in order.
  var familyMetrics: [Int] {
    switch correctedTests {
    case .all: Array(metrics.indices)
    case .primary: [primary]
    case .primaryAndGuardrails:
      metrics.indices.filter { index in
        index == primary || guardrails.contains { $0.metric == index }
      }
    }
  }

  /// Number of tests in the family: treatments × metrics of the family over all units.
  var familySize: Int { (arms.count - 1) * familyMetrics.count }

  /// Whether several tests share the error rate.
  package var isCorrected: Bool { correction != .uncorrected && familySize > 1 }

  /// The confidence of the intervals, over the family where that is corrected, such as 95 %.
  package var confidence: StatedValue { .setting(1 - alpha, .percent) }
}

/// The tests that a correction covers, each for every treatment.
package enum CorrectedTests: String, Sendable, Equatable, CaseIterable, Codable {
  case all
  case primary
  /// The metric that decides, and those with a guardrail.
  case primaryAndGuardrails = "primary-and-guardrails"
}
