package import Support

/// The analysis of an experiment by its plan.
package struct Analysis: Sendable, Equatable, Codable {
  package let plan: AnalysisPlan
  /// Units per arm.
  package let counts: [Int]
  let segmentNames: [String]
  /// Arm × metric over all units, then by segment.
  package let arms: [ArmResult]
  /// Treatment × metric over all units (the family), then by segment.
  package internal(set) var comparisons: [Comparison]
  /// Guardrails by treatment, in the plan's order.
  package let guardrails: [GuardrailResult]
  package let sampleRatio: SampleRatioCheck
  package internal(set) var verdicts: [Verdict]
  /// The truth beside the estimates, once attached.
  package internal(set) var truth: Truth?

  /// Analyses data by a plan.
  /// - Throws: `ArgumentError` when the data do not have the plan's arms, metrics and kinds.
  package init(plan: AnalysisPlan, data: ExperimentData) throws(ArgumentError) {
    try Self.check(plan: plan, data: data)
    self.plan = plan
    counts = data.counts
    segmentNames = data.segments.map(\.name)
    sampleRatio = SampleRatioCheck(counts: data.counts, shares: plan.arms.map(\.share))
    var arms = Self.armResults(plan: plan, samples: data.samples, segment: nil)
    var comparisons = Self.comparisons(
      plan: plan, samples: data.samples, segment: nil, adjustment: data.adjustment)
    Self.adjust(&comparisons, plan: plan)
    let family = comparisons
    for (index, segment) in data.segments.enumerated() {
      let place = (index: index, name: segment.name)
      arms += Self.armResults(plan: plan, samples: segment.samples, segment: place)
      comparisons += Self.comparisons(plan: plan, samples: segment.samples, segment: place)
    }
    self.arms = arms
    self.comparisons = comparisons
    let guardrails = Self.guardrails(plan: plan, data: data, family: family)
    self.guardrails = guardrails
    verdicts = Self.verdicts(
      plan: plan, family: family, guardrails: guardrails, sampleRatio: sampleRatio)
  }

  /// The comparisons over all units: the family over which p-values are corrected.
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
      \(plan.correction.name) over \(.count(treatments)) treatment\(treatments == 1 ? "" : "s") × \
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
}
