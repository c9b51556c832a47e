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

  /// Compares every treatment on every metric, each by itself at the plan's alpha.
  static func comparisons(
    plan: AnalysisPlan, samples: [[MetricSample]], segment: (index: Int, name: String)
  ) -> [Comparison] {
    plan.treatments.flatMap { treatment in
      plan.metrics.indices.map { metric in
        SamplePair(
          treatment: samples[treatment][metric], control: samples[plan.control][metric]
        ).comparison(
          plan: plan, treatment: treatment, metric: metric, segment: segment, level: plan.alpha)
      }
    }
  }

  /// Compares every treatment on every metric over all units, and judges those of the family by
  /// the plan's correction over the tests that could be made.
  static func family(plan: AnalysisPlan, data: ExperimentData) -> [Comparison] {
    var pairs: [SamplePair] = []
    var comparisons: [Comparison] = []
    for treatment in plan.treatments {
      for metric in plan.metrics.indices {
        let pair = data.pair(treatment: treatment, control: plan.control, metric: metric)
        pairs.append(pair)
        comparisons.append(
          pair.comparison(
            plan: plan, treatment: treatment, metric: metric, segment: nil, level: plan.alpha))
      }
    }
    let tested = comparisons.indices.filter {
      comparisons[$0].isInFamily && comparisons[$0].pValue != nil
    }
    let judged = plan.judge(
      tested.map { index in
        FamilyTest(
          metric: comparisons[index].metric, pValue: comparisons[index].pValue ?? 1,
          controlShare: pairs[index].controlShare)
      })
    for (index, corrected) in zip(tested, judged) {
      let metric = comparisons[index].metric
      comparisons[index] = pairs[index].comparison(
        plan: plan, treatment: comparisons[index].treatment, metric: metric, segment: nil,
        level: corrected.level)
      comparisons[index].adjustedPValue = corrected.adjustedPValue
      comparisons[index].decision = Decision(
        test: comparisons[index].test, isRejected: corrected.isRejected,
        higherIsBetter: plan.metrics[metric].higherIsBetter)
    }
    return comparisons
  }

  static func guardrails(plan: AnalysisPlan, data: ExperimentData) -> [GuardrailResult] {
    plan.treatments.flatMap { treatment in
      plan.guardrails.map { guardrail in
        GuardrailResult(
          plan: plan, guardrail: guardrail, treatment: treatment,
          pair: data.pair(treatment: treatment, control: plan.control, metric: guardrail.metric))
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
