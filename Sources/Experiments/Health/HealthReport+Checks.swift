extension HealthReport {
  static func reversals(
    plan: AnalysisPlan, data: ExperimentData
  ) -> [Finding<SimpsonReversal>] {
    guard data.segments.count > 1 else { return [] }
    func parts(_ arm: Int, _ metric: Int) -> [Moments] {
      data.segments.map {
        $0.samples[arm][metric].perUnit ?? Moments(count: 0, mean: 0, variance: 0)
      }
    }
    // A quantile of the whole is no mean of the segments' quantiles.
    return plan.metrics.indices.filter { plan.metrics[$0].kind != .estimate }.flatMap { metric in
      plan.treatments.map { arm in
        Finding(
          treatmentName: plan.arms[arm].name, metricName: plan.metrics[metric].name,
          value: SimpsonReversal(
            treatment: parts(arm, metric), control: parts(plan.control, metric),
            names: data.segments.map(\.name)))
      }
    }
  }

  static func cautions(
    plan: AnalysisPlan, data: ExperimentData, evidence: HealthEvidence
  ) -> [Caution] {
    var cautions: [Caution] = []
    for metric in plan.metrics.indices {
      for arm in plan.arms.indices {
        let warnings = NormalityWarning.warnings(
          for: data.samples[arm][metric], name: plan.arms[arm].name,
          isControl: arm == plan.control, skewness: evidence.shapes[arm][metric]?.skewness)
        let concerned = arm == plan.control ? plan.treatments : [arm]
        for warning in warnings {
          cautions.append(
            Caution(
              metricName: plan.metrics[metric].name, warning: warning,
              fallbacks: concerned.compactMap {
                fallback(plan: plan, data: data, arm: $0, metric: metric)
              }))
        }
      }
    }
    return cautions
  }

  private static func fallback(
    plan: AnalysisPlan, data: ExperimentData, arm: Int, metric: Int
  ) -> Fallback? {
    let (treated, baseline) = (data.samples[arm][metric], data.samples[plan.control][metric])
    let name = plan.arms[arm].name
    if case .proportion(let successes, let count) = treated,
      case .proportion(let controlSuccesses, let controlCount) = baseline
    {
      guard
        let pair = try? ProportionPair(
          controlSuccesses: controlSuccesses, controlCount: controlCount,
          treatmentSuccesses: successes, treatmentCount: count)
      else { return nil }
      return Fallback(
        treatmentName: name, difference: pair.difference,
        interval: pair.newcombe(alpha: plan.alpha), fisherPValue: pair.fisherExact)
    }
    guard let value = treated.value, let base = baseline.value else { return nil }
    let test = DifferenceTest.compare(treatment: treated, control: baseline, alpha: plan.alpha)
    return Fallback(
      treatmentName: name, difference: value - base, interval: test.value?.interval,
      fisherPValue: nil)
  }

  static func skewedDifferences(
    analysis: Analysis, data: ExperimentData, evidence: HealthEvidence
  ) -> [Finding<DifferenceSkewness>] {
    let plan = analysis.plan
    func arm(_ arm: Int, _ metric: Int) -> (sample: MetricSample, shape: ShapeAccumulator?) {
      (data.samples[arm][metric], evidence.shapes[arm][metric])
    }
    return plan.metrics.indices.flatMap { metric in
      plan.treatments.compactMap { treatment in
        analysis.comparison(treatment: treatment, metric: metric)?.standardError.flatMap {
          DifferenceSkewness(
            treatment: arm(treatment, metric), control: arm(plan.control, metric),
            standardError: $0)
        }.map {
          Finding(
            treatmentName: plan.arms[treatment].name, metricName: plan.metrics[metric].name,
            value: $0)
        }
      }
    }
  }

  static func outliers(
    plan: AnalysisPlan, data: ExperimentData, evidence: HealthEvidence
  ) -> [Finding<OutlierInfluence>] {
    func arm(_ arm: Int, _ metric: Int) -> OutlierInfluence.Arm? {
      guard let shape = evidence.shapes[arm][metric], shape.count > 0,
        let moments = data.samples[arm][metric].perUnit
      else { return nil }
      return OutlierInfluence.Arm(moments: moments, largest: shape.largest)
    }
    return plan.metrics.indices.flatMap { metric in
      plan.treatments.compactMap { treatment in
        guard let treated = arm(treatment, metric), let control = arm(plan.control, metric) else {
          return nil
        }
        return Finding(
          treatmentName: plan.arms[treatment].name, metricName: plan.metrics[metric].name,
          value: OutlierInfluence(treatment: treated, control: control, alpha: plan.alpha))
      }
    }
  }

  static func overTime(
    plan: AnalysisPlan, days: [HealthEvidence.Day]
  ) -> [Finding<EffectOverTime>] {
    guard !days.isEmpty else { return [] }
    return plan.treatments.map { arm in
      let effects = days.compactMap { day -> EffectOverTime.Day? in
        let test = DifferenceTest.compare(
          treatment: day.samples[arm], control: day.samples[plan.control], alpha: plan.alpha)
        guard let test = test.value, test.standardError > 0 else { return nil }
        return EffectOverTime.Day(
          day: day.number, weekday: day.weekday, estimate: test.difference,
          standardError: test.standardError)
      }
      return Finding(
        treatmentName: plan.arms[arm].name, metricName: plan.metrics[plan.primary].name,
        value: EffectOverTime(days: effects))
    }
  }
}
