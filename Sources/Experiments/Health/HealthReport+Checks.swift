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
    analysis: Analysis, data: ExperimentData, evidence: HealthEvidence
  ) -> [Caution] {
    let plan = analysis.plan
    var cautions: [Caution] = []
    for metric in plan.metrics.indices {
      for arm in plan.arms.indices {
        let warnings = NormalityWarning.warnings(
          for: data.samples[arm][metric], name: plan.arms[arm].name,
          isControl: arm == plan.control, skewness: evidence.shapes[arm][metric]?.skewness,
          isClustered: plan.isClustered)
        let concerned = arm == plan.control ? plan.treatments : [arm]
        for warning in warnings {
          cautions.append(
            Caution(
              metricName: plan.metrics[metric].name, warning: warning,
              fallbacks: concerned.compactMap { treatment in
                analysis.comparison(treatment: treatment, metric: metric).flatMap {
                  fallback($0, warning: warning, plan: plan, data: data)
                }
              }))
        }
      }
    }
    return cautions
  }

  /// What to read instead, at the level at which the comparison was decided; nil where that is what
  /// the comparison shows anyhow.
  private static func fallback(
    _ comparison: Comparison, warning: NormalityWarning, plan: AnalysisPlan, data: ExperimentData
  ) -> Fallback? {
    let metric = comparison.metric
    if let pair = ProportionPair(
      treatment: data.samples[comparison.treatment][metric],
      control: data.samples[plan.control][metric])
    {
      guard warning.isOfShape else { return nil }
      return Fallback(
        treatmentName: comparison.treatmentName, difference: pair.difference,
        interval: pair.newcombe(alpha: comparison.level), fisherPValue: pair.fisherExact)
    }
    guard !warning.isOfShape, let difference = comparison.difference else { return nil }
    return Fallback(
      treatmentName: comparison.treatmentName, difference: difference,
      interval: comparison.interval, fisherPValue: nil)
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
    analysis: Analysis, data: ExperimentData, evidence: HealthEvidence
  ) -> [Finding<OutlierInfluence>] {
    let plan = analysis.plan
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
          value: OutlierInfluence(
            treatment: treated, control: control,
            alpha: analysis.comparison(treatment: treatment, metric: metric)?.level ?? plan.alpha))
      }
    }
  }

  static func overTime(
    plan: AnalysisPlan, days: [HealthEvidence.Day]
  ) -> [Finding<EffectOverTime>] {
    // Rows of one cluster on several days are not independent.
    guard !days.isEmpty, !plan.isClustered else { return [] }
    return plan.treatments.map { arm in
      func effects(_ days: [HealthEvidence.Day]) -> [EffectOverTime.Day] {
        days.compactMap { effect(of: arm, plan: plan, day: $0) }
      }
      return Finding(
        treatmentName: plan.arms[arm].name, metricName: plan.metrics[plan.primary].name,
        value: EffectOverTime(
          days: effects(days),
          stretches: effects(HealthEvidence.Day.stretches(days, arms: [arm, plan.control]))))
    }
  }

  /// The effect among the units of a day, with the error of equal shares for proportions: an
  /// error that depends on the estimate would weigh days by what they found.
  private static func effect(
    of arm: Int, plan: AnalysisPlan, day: HealthEvidence.Day
  ) -> EffectOverTime.Day? {
    let test = DifferenceTest.compare(
      treatment: day.samples[arm], control: day.samples[plan.control], alpha: plan.alpha)
    guard let test = test.value, test.nullStandardError > 0 else { return nil }
    return EffectOverTime.Day(
      day: day.number, weekday: day.weekday, estimate: test.difference,
      standardError: test.nullStandardError)
  }
}

extension HealthEvidence.Day {
  /// Units that an arm needs for a normal distribution of its effect, and of those of a share that
  /// did and did not.
  private static let (leastUnits, leastEvents) = (30, 10)

  /// Puts days together, in order, until all of these arms have enough units.
  ///
  /// What is left at the end joins the last stretch.
  static func stretches(_ days: [HealthEvidence.Day], arms: [Int]) -> [HealthEvidence.Day] {
    var stretches: [HealthEvidence.Day] = []
    var open: HealthEvidence.Day?
    for day in days {
      open = open.map { $0.merged(with: day) } ?? day
      guard let stretch = open, stretch.isEnough(arms) else { continue }
      stretches.append(stretch)
      open = nil
    }
    if let rest = open, let last = stretches.popLast() { stretches.append(last.merged(with: rest)) }
    return stretches
  }

  private func merged(with other: HealthEvidence.Day) -> HealthEvidence.Day {
    HealthEvidence.Day(
      number: number, weekday: weekday, counts: zip(counts, other.counts).map { $0 + $1 },
      samples: zip(samples, other.samples).map { $0.merged(with: $1) })
  }

  private func isEnough(_ arms: [Int]) -> Bool {
    let chosen = arms.map { samples[$0] }
    guard chosen.allSatisfy({ $0.count >= Self.leastUnits }) else { return false }
    var (did, all) = (0, 0)
    for case .proportion(let successes, let count) in chosen {
      did += successes
      all += count
    }
    return all == 0 || min(did, all - did) >= Self.leastEvents
  }
}
