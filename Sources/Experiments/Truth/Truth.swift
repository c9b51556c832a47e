import GSL
package import Support

/// What happens when each arm is rolled out to everybody, known because the world is simulated.
package struct Truth: Sendable, Equatable, Codable {
  /// Number of batches (replications or blocks of units) behind it.
  package var batches: Int
  /// Roll-out value by arm, then metric, pooled over batches; nil where a denominator is zero.
  package var values: [[Double?]]
  /// Effect by arm, then metric; nil for the control and where a value is missing.
  package var effects: [[TrueEffect?]]

  /// Pools batches of roll-outs and measures their Monte-Carlo error by batch means.
  ///
  /// The effect is the difference of pooled values; its standard error is the standard deviation
  /// of the batches' own differences over √B, with B - 1 degrees of freedom. Batches in which a
  /// denominator is zero enter the pooled value but not the error.
  /// Sums are by batch, arm and metric, of batches of equal size and common random numbers; scales
  /// by metric are empty when sums need no scaling.
  /// - Throws: `ArgumentError` when the shape does not fit the plan or a scale is not positive.
  package init(
    plan: AnalysisPlan, batches: [[[RollOutSums]]], scales: [RollOutScale] = []
  ) throws(ArgumentError) {
    try Self.check(plan: plan, batches: batches, scales: scales)
    let factors = plan.metrics.indices.map { metric in
      scales.isEmpty ? 1 : scales[metric].denominator / scales[metric].numerator
    }
    func values(_ batches: [[[RollOutSums]]]) -> [[Double?]] {
      plan.arms.indices.map { arm in
        plan.metrics.indices.map { metric in
          Self.pooled(batches.map { $0[arm][metric] }, factor: factors[metric])
        }
      }
    }
    self.init(plan: plan, values: values(batches), batches: batches.map { values([$0]) })
  }

  /// Compares values that were pooled already, and measures their error by those of the batches.
  ///
  /// Values are by arm, then metric; batches hold the same of each batch.
  init(plan: AnalysisPlan, values: [[Double?]], batches: [[[Double?]]]) {
    self.batches = batches.count
    self.values = values
    effects = plan.arms.indices.map { arm in
      plan.metrics.indices.map { metric in
        guard arm != plan.control, let treated = values[arm][metric],
          let baseline = values[plan.control][metric]
        else { return nil }
        let pairs = batches.compactMap { batch -> (treated: Double, baseline: Double)? in
          guard let treated = batch[arm][metric], let baseline = batch[plan.control][metric]
          else { return nil }
          return (treated, baseline)
        }
        return Self.effect(treated: treated, baseline: baseline, pairs: pairs, alpha: plan.alpha)
      }
    }
  }

  /// Replaces values that sums do not give, such as quantiles, with their own roll-outs.
  ///
  /// Values are over all batches by arm; batches hold them by batch, then arm.
  package func replacing(
    metric: Int, plan: AnalysisPlan, values: [Double?], batches: [[Double?]]
  ) -> Truth {
    var one = self.values.map { row in row.map { _ -> Double? in nil } }
    for arm in values.indices { one[arm][metric] = values[arm] }
    let parts = batches.map { batch in
      batch.indices.map { arm in
        plan.metrics.indices.map { $0 == metric ? batch[arm] : nil }
      }
    }
    let other = Truth(plan: plan, values: one, batches: parts)
    var result = self
    for arm in values.indices {
      result.values[arm][metric] = values[arm]
      result.effects[arm][metric] = other.effects[arm][metric]
    }
    return result
  }

  private static func pooled(_ sums: [RollOutSums], factor: Double) -> Double? {
    let numerator = sums.reduce(Int128(0)) { $0 + Int128($1.numerator) }
    let denominator = sums.reduce(Int128(0)) { $0 + Int128($1.denominator) }
    return denominator == 0 ? nil : Double(numerator) / Double(denominator) * factor
  }

  private static func effect(
    treated: Double, baseline: Double, pairs: [(treated: Double, baseline: Double)], alpha: Double
  ) -> TrueEffect {
    let difference = treated - baseline
    var effect = TrueEffect(
      controlValue: baseline, treatmentValue: treated, difference: difference,
      relative: baseline > 0 ? difference / baseline : nil, batches: pairs.count)
    guard pairs.count > 1 else { return effect }
    let error = standardError(pairs.map { $0.treated - $0.baseline })
    effect.standardError = error
    let quantile = StudentT.upperQuantile(alpha / 2, degreesOfFreedom: Double(pairs.count - 1))
    effect.interval = Interval(centre: difference, halfWidth: quantile * error)
    if effect.relative != nil {
      // Linearised around the pooled baseline: a batch's own ratio is biased when it is small.
      let ratio = treated / baseline
      effect.relativeStandardError = standardError(
        pairs.map { ($0.treated - ratio * $0.baseline) / baseline })
    }
    return effect
  }

  private static func standardError(_ values: [Double]) -> Double {
    var accumulator = MomentsAccumulator()
    for value in values { accumulator.add(value) }
    return (accumulator.moments.variance / Double(values.count)).squareRoot()
  }

  private static func check(
    plan: AnalysisPlan, batches: [[[RollOutSums]]], scales: [RollOutScale]
  ) throws(ArgumentError) {
    guard !batches.isEmpty else {
      throw ArgumentError("batches", found: "none", allowed: "at least one batch")
    }
    let arms = plan.arms.count
    let metrics = plan.metrics.count
    for (index, batch) in batches.enumerated()
    where batch.count != arms || batch.contains(where: { $0.count != metrics }) {
      throw ArgumentError(
        "batches[\(index)]", found: "another shape",
        allowed: "\(arms) arms of \(metrics) metrics")
    }
    guard scales.isEmpty || scales.count == metrics else {
      throw ArgumentError(
        "scales", found: "\(scales.count)", allowed: "none or one per metric (\(metrics))"
      )
    }
    for (index, scale) in scales.enumerated()
    where !(scale.numerator > 0 && scale.denominator > 0) {
      throw ArgumentError(
        "scales[\(index)]", found: "\(scale.numerator) and \(scale.denominator)",
        allowed: "positive numbers")
    }
  }
}
