package import Support

/// Every check of an experiment's data, assignment and normal intervals.
package struct HealthReport: Sendable, Equatable, Codable {
  /// A finding about one treatment and metric.
  package struct Finding<Value: Sendable & Equatable & Codable>: Sendable, Equatable, Codable {
    package var treatmentName: String
    package var metricName: String
    package var value: Value
  }

  /// A warning about a normal interval, with what to read in its place.
  package struct Caution: Sendable, Equatable, Codable {
    package var metricName: String
    package var warning: NormalityWarning
    /// The fall-back of each treatment that this arm's weakness concerns.
    package var fallbacks: [Fallback]
  }

  /// An interval and test that need no normal distribution.
  package struct Fallback: Sendable, Equatable, Codable {
    package var treatmentName: String
    /// Treatment less control.
    package var difference: Double
    /// Newcombe's interval for shares, Welch's for means.
    package var interval: Interval?
    /// Fisher's p-value; nil for means.
    package var fisherPValue: Double?
  }

  /// The days in order; empty when unknown.
  package let days: [HealthEvidence.Day]
  /// The sample ratio followed over days; nil without days.
  package let sequentialSampleRatio: SequentialSampleRatio?
  /// The sample ratio by segment; nil without segments.
  package let segmentSampleRatio: SegmentSampleRatio?
  /// Segments against the whole, of every treatment and metric; empty without segments.
  package let reversals: [Finding<SimpsonReversal>]
  /// Too few units, skewness and weak baselines.
  package let cautions: [Caution]
  /// How skewed the difference of each treatment and mean is.
  package let skewedDifferences: [Finding<DifferenceSkewness>]
  /// What hangs on the largest unit, of every treatment and mean.
  package let outliers: [Finding<OutlierInfluence>]
  /// Values from before the experiment; nil when none was named.
  package let balance: BaselineBalance?
  package let armNames: [String]
  /// The primary metric's effect by day; empty without days.
  package let overTime: [Finding<EffectOverTime>]

  package init(analysis: Analysis, data: ExperimentData, evidence: HealthEvidence) {
    let plan = analysis.plan
    let shares = plan.arms.map(\.share)
    days = evidence.days
    armNames = plan.arms.map(\.name)
    sequentialSampleRatio =
      evidence.days.isEmpty || plan.isClustered
      ? nil : SequentialSampleRatio(periods: evidence.days.map(\.counts), shares: shares)
    segmentSampleRatio =
      data.segments.isEmpty
      ? nil
      : SegmentSampleRatio(
        segments: data.segments.map { (name: $0.name, counts: $0.counts) }, shares: shares)
    balance =
      evidence.covariateNames.isEmpty
      ? nil
      : BaselineBalance(
        samples: evidence.covariates, names: evidence.covariateNames, control: plan.control,
        alpha: plan.alpha)
    reversals = Self.reversals(plan: plan, data: data)
    cautions = Self.cautions(analysis: analysis, data: data, evidence: evidence)
    skewedDifferences = Self.skewedDifferences(analysis: analysis, data: data, evidence: evidence)
    outliers = Self.outliers(analysis: analysis, data: data, evidence: evidence)
    overTime = Self.overTime(plan: plan, days: evidence.days)
  }
}
