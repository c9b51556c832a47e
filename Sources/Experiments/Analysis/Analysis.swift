package import Support

/// The analysis of an experiment by its plan.
package struct Analysis: Sendable, Equatable, Codable {
  package let plan: AnalysisPlan
  /// Units per arm, or clusters where these were assigned.
  package let counts: [Int]
  let segmentNames: [String]
  /// Arm × metric over all units, then by segment.
  package let arms: [ArmResult]
  /// Treatment × metric over all units (the family), then by segment.
  package internal(set) var comparisons: [Comparison]
  /// Guardrails by treatment, in the plan's order.
  package let guardrails: [GuardrailResult]
  package let sampleRatio: SampleRatioCheck
  /// The same of each metric whose denominator is another number of units; nil for the others.
  package let metricRatios: [SampleRatioCheck?]
  package internal(set) var verdicts: [Verdict]
  /// Which of several treatments to ship, where more than one beats the control.
  package internal(set) var recommendation: Recommendation?
  /// The truth beside the estimates, once attached.
  package internal(set) var truth: Truth?

  /// The primary metric by arm, for comparing treatments with each other.
  let primarySamples: [MetricSample]
  /// What the health checks hold against a verdict.
  private(set) var doubts: [Doubt] = []
  /// What the truth takes away of a split whose units share state; nil before it was asked.
  var withdrawal: SplitWithdrawal?

  /// Analyses data by a plan.
  /// - Throws: `ArgumentError` when the data do not have the plan's arms, metrics and kinds.
  package init(plan: AnalysisPlan, data: ExperimentData) throws(ArgumentError) {
    try Self.check(plan: plan, data: data)
    self.plan = plan
    counts = data.counts
    segmentNames = data.segments.map(\.name)
    let shares = plan.arms.map(\.share)
    sampleRatio = SampleRatioCheck(counts: data.counts, shares: shares)
    metricRatios = plan.metrics.indices.map { metric in
      let counts = data.samples.map { $0[metric].count }
      guard plan.metrics[metric].kind == .proportion, counts != data.counts else { return nil }
      return SampleRatioCheck(counts: counts, shares: shares)
    }
    var arms = Self.armResults(plan: plan, samples: data.samples, segment: nil)
    var comparisons = Self.family(plan: plan, data: data)
    for (index, segment) in data.segments.enumerated() {
      let place = (index: index, name: segment.name)
      arms += Self.armResults(plan: plan, samples: segment.samples, segment: place)
      comparisons += Self.comparisons(plan: plan, samples: segment.samples, segment: place)
    }
    self.arms = arms
    self.comparisons = comparisons
    guardrails = Self.guardrails(plan: plan, data: data)
    primarySamples = data.samples.map { $0[plan.primary] }
    verdicts = []
    conclude()
  }

  /// The comparisons over all units, of which the plan corrects those of its family.
  package var family: [Comparison] { comparisons.filter { $0.segment == nil } }

  package var familyDescription: Sentence {
    let family = family.filter(\.isInFamily)
    let made = family.count { $0.pValue != nil }
    let treatments = plan.treatments.count
    let metrics = plan.familyMetrics.count
    let left: Sentence =
      made == family.count ? "" : ", of which \(.count(made)) could be tested"
    let others =
      plan.familyMetrics.count == plan.metrics.count ? "segments" : "other metrics and segments"
    return """
      \(plan.familySize > 1 ? plan.correction.name : "no correction") over \(.count(treatments)) treatment\(treatments == 1 ? "" : "s") × \
      \(.count(metrics)) metric\(metrics == 1 ? "" : "s") (all units)\(left); \(others) are \
      exploratory and uncorrected.
      """
  }

  package func comparison(treatment: Int, metric: Int, segment: Int? = nil) -> Comparison? {
    comparisons.first {
      $0.treatment == treatment && $0.metric == metric && $0.segment == segment
    }
  }

  package func attaching(_ truth: Truth) -> Analysis {
    var result = self
    result.truth = truth
    for (index, comparison) in comparisons.enumerated() where comparison.segment == nil {
      guard truth.effects.indices.contains(comparison.treatment),
        truth.effects[comparison.treatment].indices.contains(comparison.metric),
        let effect = truth.effects[comparison.treatment][comparison.metric]
      else { continue }
      result.comparisons[index].truth = TruthComparison(effect: effect, comparison: comparison)
    }
    return result
  }

  /// The analysis with verdicts that heed what the health checks found.
  package func heeding(_ health: HealthReport) -> Analysis {
    var result = self
    result.doubts = health.doubts(of: self)
    result.conclude()
    return result
  }

  /// Weighs what was found into verdicts and one recommendation.
  mutating func conclude() {
    verdicts = family.filter { $0.metric == plan.primary }.map { primary in
      let verdict = Verdict(
        plan: plan, primary: primary,
        guardrails: guardrails.filter { $0.treatment == primary.treatment },
        sampleRatio: sampleRatio,
        doubts: doubts.filter { $0.treatment == nil || $0.treatment == primary.treatment })
      return withdrawal?.judging(verdict) ?? verdict
    }
    recommendation = Recommendation(analysis: self)
    if let recommendation { verdicts = verdicts.map(recommendation.judging) }
  }
}
