import Support

extension Analysis {
  static func armResults(
    plan: AnalysisPlan, samples: [[MetricSample]], segment: (index: Int, name: String)?
  ) -> [ArmResult] {
    plan.arms.indices.flatMap { arm in
      plan.metrics.indices.map { metric in
        let sample = samples[arm][metric]
        return ArmResult(
          arm: arm, metric: metric, segment: segment?.index,
          armName: plan.arms[arm].name, metricName: plan.metrics[metric].name,
          segmentName: segment?.name, count: sample.count,
          estimate: PointEstimate.estimate(sample, alpha: plan.alpha))
      }
    }
  }

  static func comparisons(
    plan: AnalysisPlan, samples: [[MetricSample]], segment: (index: Int, name: String)?,
    adjustment: (_ treatment: Int, _ metric: Int) -> PairAdjustment? = { _, _ in nil }
  ) -> [Comparison] {
    let corrected = plan.familyMetrics
    return plan.treatments.flatMap { treatment in
      plan.metrics.indices.map { metric in
        let adjustment = adjustment(treatment, metric)
        let observed = (samples[treatment][metric], samples[plan.control][metric])
        let (treated, control) =
          adjustment.map { ($0.treatment, $0.control) } ?? observed
        let side = metric == plan.primary ? plan.alternative : .twoSided
        let test = Self.test(
          treated, control, alpha: plan.alpha, side: side, method: adjustment?.method.test)
        return Comparison(
          treatment: treatment, metric: metric, segment: segment?.index,
          treatmentName: plan.arms[treatment].name, metricName: plan.metrics[metric].name,
          segmentName: segment?.name, controlValue: observed.1.value,
          treatmentValue: observed.0.value, test: test,
          lift: Lift.estimate(treatment: treated, control: control, alpha: plan.alpha),
          adjustment: adjustment.map { adjustment in
            AdjustmentResult(
              method: adjustment.method, varianceReduction: adjustment.varianceReduction,
              unadjusted: Self.test(
                observed.0, observed.1, alpha: plan.alpha, side: side, method: nil))
          },
          decision: Decision(
            test: test, pValue: nil, alpha: plan.alpha,
            higherIsBetter: plan.metrics[metric].higherIsBetter),
          isInFamily: segment == nil && corrected.contains(metric))
      }
    }
  }

  private static func test(
    _ treated: MetricSample, _ control: MetricSample, alpha: Double, side: Alternative,
    method: TestMethod?
  ) -> Estimate<DifferenceTest> {
    let found = DifferenceTest.compare(treatment: treated, control: control, alpha: alpha)
    guard var test = found.value?.against(side) else { return found }
    if let method { test.method = method }
    return .defined(test)
  }

  /// Corrects over the tests that could be made, and decides by the corrected p-values.
  static func adjust(_ family: inout [Comparison], plan: AnalysisPlan) {
    let tested = family.indices.filter { family[$0].pValue != nil && family[$0].isInFamily }
    let adjusted = plan.correction.adjust(tested.compactMap { family[$0].pValue })
    for (index, pValue) in zip(tested, adjusted) {
      family[index].adjustedPValue = pValue
      family[index].decision = Decision(
        test: family[index].test, pValue: pValue, alpha: plan.alpha,
        higherIsBetter: plan.metrics[family[index].metric].higherIsBetter)
    }
  }

  static func guardrails(
    plan: AnalysisPlan, data: ExperimentData, family: [Comparison]
  ) -> [GuardrailResult] {
    plan.treatments.flatMap { treatment in
      plan.guardrails.map { guardrail in
        let lift =
          family.first { $0.treatment == treatment && $0.metric == guardrail.metric }?.lift
          ?? .undefined(.tooFewUnits)
        let adjusted = data.adjustment(treatment: treatment, metric: guardrail.metric)
        let judged = GuardrailResult.judge(
          treatment: adjusted?.treatment ?? data.samples[treatment][guardrail.metric],
          control: adjusted?.control ?? data.samples[plan.control][guardrail.metric],
          lift: lift, limit: guardrail.limit, alpha: plan.alpha)
        return GuardrailResult(
          treatment: treatment, metric: guardrail.metric,
          treatmentName: plan.arms[treatment].name, metricName: plan.metrics[guardrail.metric].name,
          limit: guardrail.limit, state: judged.state, sentence: judged.sentence)
      }
    }
  }

  static func check(plan: AnalysisPlan, data: ExperimentData) throws(ArgumentError) {
    try check(plan: plan, counts: data.counts, samples: data.samples, place: "data")
    for segment in data.segments {
      try check(
        plan: plan, counts: segment.counts, samples: segment.samples,
        place: "segment \"\(segment.name)\"")
    }
  }

  private static func check(
    plan: AnalysisPlan, counts: [Int], samples: [[MetricSample]], place: String
  ) throws(ArgumentError) {
    guard counts.count == plan.arms.count, samples.count == plan.arms.count else {
      throw ArgumentError(
        "arms of \(place)", found: "\(counts.count) counts, \(samples.count) samples",
        allowed: "\(plan.arms.count) as in the plan")
    }
    for (arm, samples) in zip(plan.arms, samples) {
      guard samples.map(\.kind) == plan.metrics.map(\.kind) else {
        throw ArgumentError(
          "metrics of arm \"\(arm.name)\" of \(place)",
          found: Sentence.list(samples.map(\.kind.rawValue)).text,
          allowed: "\(Sentence.list(plan.metrics.map(\.kind.rawValue)).text) as in the plan")
      }
    }
  }
}

extension Analysis {
  static func verdicts(
    plan: AnalysisPlan, family: [Comparison], guardrails: [GuardrailResult],
    sampleRatio: SampleRatioCheck
  ) -> [Verdict] {
    family.filter { $0.metric == plan.primary }.map { primary in
      let weighed = Verdict.weigh(
        plan: plan, primary: primary,
        guardrails: guardrails.filter { $0.treatment == primary.treatment },
        sampleRatio: sampleRatio)
      return Verdict(
        treatment: primary.treatment, treatmentName: primary.treatmentName,
        action: weighed.action, reason: weighed.reason)
    }
  }

  /// Decides the primary metric by its looks instead of by its test at the end.
  ///
  /// The adjusted p-value becomes that of the stagewise ordering, times the number of treatments
  /// where the plan corrects at all.
  /// - Parameter paths: The looks by arm; nil for the control and where none could be made.
  /// - Returns: The analysis with the verdicts that the boundaries allow.
  package func deciding(by paths: [SequentialPath?]) -> Analysis {
    var result = self
    let factor = plan.correction == .uncorrected ? 1 : Double(plan.treatments.count)
    for index in comparisons.indices {
      let comparison = comparisons[index]
      guard comparison.segment == nil, comparison.metric == plan.primary,
        paths.indices.contains(comparison.treatment), let path = paths[comparison.treatment]
      else { continue }
      result.comparisons[index].adjustedPValue =
        path.stopped.map { min(1, $0.pValue * factor) }
      let isHigherBetter = plan.metrics[plan.primary].higherIsBetter
      result.comparisons[index].decision =
        path.stop.map { (path.looks[$0].estimate > 0) == isHigherBetter ? .better : .worse }
        ?? .inconclusive
    }
    result.verdicts = Self.verdicts(
      plan: plan, family: result.family, guardrails: guardrails, sampleRatio: sampleRatio)
    return result
  }
}
