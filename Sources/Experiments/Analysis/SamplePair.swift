/// A treatment and the control on one metric, ready to be tested at any level.
package struct SamplePair: Sendable, Equatable, Codable {
  /// As observed.
  package var treatment: MetricSample
  package var control: MetricSample
  /// The same made steadier; nil where they are compared as observed.
  package var adjustment: PairAdjustment?

  package init(
    treatment: MetricSample, control: MetricSample, adjustment: PairAdjustment? = nil
  ) {
    self.treatment = treatment
    self.control = control
    self.adjustment = adjustment
  }

  /// What is tested: the adjusted samples, or those observed.
  var tested: (treatment: MetricSample, control: MetricSample) {
    adjustment.map { ($0.treatment, $0.control) } ?? (treatment, control)
  }

  /// Tests the difference; the interval has the confidence 1 - level.
  package func test(
    level: Double, side: Alternative, isClustered: Bool = false
  ) -> Estimate<DifferenceTest> {
    let (treated, baseline) = tested
    let found = DifferenceTest.compare(
      treatment: treated, control: baseline, alpha: level, alternative: side)
    guard var test = found.value else { return found }
    if let method = adjustment?.method.test {
      test.method = method
    } else if isClustered {
      test.method = .clustered
    }
    return .defined(test)
  }

  func lift(_ metric: PlannedMetric, level: Double, side: Alternative) -> Estimate<Lift> {
    let (treated, baseline) = tested
    return Lift.estimate(
      treatment: treated, control: baseline, alpha: level, alternative: side,
      isNonNegative: metric.isNonNegative)
  }

  /// Treatment less control of what is tested; nil without values.
  var difference: Double? {
    let (treated, baseline) = tested
    guard let first = treated.value, let second = baseline.value else { return nil }
    return first - second
  }

  /// The control's share of the variance of the difference; a half where it is not known.
  var controlShare: Double {
    let (treated, baseline) = tested
    guard let first = treated.varianceOfValue, let second = baseline.varianceOfValue,
      first + second > 0
    else { return 0.5 }
    return second / (first + second)
  }

  func comparison(
    plan: AnalysisPlan, treatment arm: Int, metric: Int, segment: (index: Int, name: String)?,
    level: Double
  ) -> Comparison {
    let planned = plan.metrics[metric]
    let side = plan.side(of: metric)
    let test = test(level: level, side: side, isClustered: plan.isClustered)
    return Comparison(
      treatment: arm, metric: metric, segment: segment?.index,
      treatmentName: plan.arms[arm].name, metricName: planned.name,
      segmentName: segment?.name, controlValue: control.value, treatmentValue: treatment.value,
      test: test, lift: lift(planned, level: level, side: side),
      adjustment: adjustment.map { adjustment in
        let observed = SamplePair(treatment: treatment, control: control)
        return AdjustmentResult(
          method: adjustment.method, varianceReduction: adjustment.varianceReduction,
          unadjusted: observed.test(
            level: level, side: side, isClustered: plan.isClustered))
      },
      level: level,
      decision: Decision(
        test: test, isRejected: (test.value?.pValue ?? 1) < level,
        higherIsBetter: planned.higherIsBetter),
      isInFamily: segment == nil && plan.familyMetrics.contains(metric))
  }
}
