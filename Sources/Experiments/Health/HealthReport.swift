/// Every check of an experiment's data, assignment and normal intervals.
public struct HealthReport: Sendable, Equatable {
  /// A finding about one treatment and metric.
  public struct Finding<Value: Sendable & Equatable>: Sendable, Equatable {
    /// Name of the treatment.
    public var treatmentName: String
    /// Name of the metric.
    public var metricName: String
    /// What was found.
    public var value: Value
  }

  /// A warning about a normal interval, with what to read in its place.
  public struct Caution: Sendable, Equatable {
    /// Name of the metric.
    public var metricName: String
    /// What speaks against the interval.
    public var warning: NormalityWarning
    /// The fall-back of each treatment that this arm's weakness concerns.
    public var fallbacks: [Fallback]
  }

  /// An interval and test that need no normal law.
  public struct Fallback: Sendable, Equatable {
    /// Name of the treatment.
    public var treatmentName: String
    /// Treatment less control.
    public var difference: Double
    /// Newcombe's interval for shares, Welch's for figures.
    public var interval: Interval?
    /// Fisher's p-value; nil for figures.
    public var fisherPValue: Double?
  }

  /// The days in order; empty when unknown.
  public let days: [HealthEvidence.Day]
  /// The sample ratio followed over days; nil without days.
  public let sequentialSampleRatio: SequentialSampleRatio?
  /// The sample ratio by segment; nil without segments.
  public let segmentSampleRatio: SegmentSampleRatio?
  /// Segments against the whole, of every treatment and metric; empty without segments.
  public let reversals: [Finding<SimpsonReversal>]
  /// Too few units, skewness and weak baselines.
  public let cautions: [Caution]
  /// What hangs on the largest unit, of every treatment and mean.
  public let outliers: [Finding<OutlierInfluence>]
  /// Figures from before the experiment; nil when none was named.
  public let balance: BaselineBalance?
  /// Names of the arms, for `balance`.
  public let armNames: [String]
  /// The primary metric's effect by day; empty without days.
  public let overTime: [Finding<EffectOverTime>]

  /// Makes all checks that the evidence allows.
  public init(analysis: Analysis, data: ExperimentData, evidence: HealthEvidence) {
    let plan = analysis.plan
    let shares = plan.arms.map(\.share)
    days = evidence.days
    armNames = plan.arms.map(\.name)
    sequentialSampleRatio =
      evidence.days.isEmpty
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
    cautions = Self.cautions(plan: plan, data: data, evidence: evidence)
    outliers = Self.outliers(plan: plan, data: data, evidence: evidence)
    overTime = Self.overTime(plan: plan, days: evidence.days)
  }
}
