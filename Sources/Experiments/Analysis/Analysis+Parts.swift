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
    plan: AnalysisPlan, samples: [[MetricSample]], segment: (index: Int, name: String)?
  ) -> [Comparison] {
    plan.treatments.flatMap { treatment in
      plan.metrics.indices.map { metric in
        let treated = samples[treatment][metric]
        let control = samples[plan.control][metric]
        let test = DifferenceTest.compare(
          treatment: treated, control: control, alpha: plan.alpha)
        return Comparison(
          treatment: treatment, metric: metric, segment: segment?.index,
          treatmentName: plan.arms[treatment].name, metricName: plan.metrics[metric].name,
          segmentName: segment?.name, controlValue: control.value, treatmentValue: treated.value,
          test: test,
          lift: Lift.estimate(treatment: treated, control: control, alpha: plan.alpha),
          decision: Decision(
            test: test, pValue: nil, alpha: plan.alpha,
            higherIsBetter: plan.metrics[metric].higherIsBetter))
      }
    }
  }

  /// Corrects over the tests that could be made, and decides by the corrected p-values.
  static func adjust(_ family: inout [Comparison], plan: AnalysisPlan) {
    let tested = family.indices.filter { family[$0].pValue != nil }
    let adjusted = plan.correction.adjust(tested.compactMap { family[$0].pValue })
    for (index, pValue) in zip(tested, adjusted) {
      family[index].adjustedPValue = pValue
      family[index].decision = Decision(
        test: family[index].test, pValue: pValue, alpha: plan.alpha,
        higherIsBetter: plan.metrics[family[index].metric].higherIsBetter)
    }
  }

  static func guardrails(
    plan: AnalysisPlan, samples: [[MetricSample]], family: [Comparison]
  ) -> [GuardrailResult] {
    plan.treatments.flatMap { treatment in
      plan.guardrails.map { guardrail in
        let lift =
          family.first { $0.treatment == treatment && $0.metric == guardrail.metric }?.lift
          ?? .undefined(.tooFewUnits)
        let judged = GuardrailResult.judge(
          treatment: samples[treatment][guardrail.metric],
          control: samples[plan.control][guardrail.metric],
          lift: lift, limit: guardrail.limit, alpha: plan.alpha)
        return GuardrailResult(
          treatment: treatment, metric: guardrail.metric,
          treatmentName: plan.arms[treatment].name, metricName: plan.metrics[guardrail.metric].name,
          limit: guardrail.limit, state: judged.state, sentence: judged.sentence)
      }
    }
  }

  static func check(plan: AnalysisPlan, data: ExperimentData) throws(PlanError) {
    try check(plan: plan, counts: data.counts, samples: data.samples, place: "data")
    for segment in data.segments {
      try check(
        plan: plan, counts: segment.counts, samples: segment.samples,
        place: "segment \"\(segment.name)\"")
    }
  }

  private static func check(
    plan: AnalysisPlan, counts: [Int], samples: [[MetricSample]], place: String
  ) throws(PlanError) {
    guard counts.count == plan.arms.count, samples.count == plan.arms.count else {
      throw PlanError(
        argument: "arms of \(place)", found: "\(counts.count) counts, \(samples.count) samples",
        allowed: "\(plan.arms.count) as in the plan")
    }
    for (arm, samples) in zip(plan.arms, samples) {
      guard samples.map(\.kind) == plan.metrics.map(\.kind) else {
        throw PlanError(
          argument: "metrics of arm \"\(arm.name)\" of \(place)",
          found: Wording.list(samples.map(\.kind.rawValue)),
          allowed: "\(Wording.list(plan.metrics.map(\.kind.rawValue))) as in the plan")
      }
    }
  }
}
