import GSL
import Support

@testable import Experiments

/// Finds in an analysis what a key of the reference figures names.
struct GoldenFigure {
  var analysis: Analysis
  var data: ExperimentData
  /// The same with the reference's family: conversion, revenue and average order value.
  var family: Analysis

  func value(_ key: String) -> Double? {
    let path = key.split(separator: "/").map(String.init)
    switch path[0] {
    case "srm":
      let check = analysis.sampleRatio
      return ["chi2": check.statistic, "df": check.degreesOfFreedom, "p": check.pValue][path[1]]
    case "multiplicity": return multiplicity(path)
    case "arms": return arm(path)
    default: return comparison(path)
    }
  }

  private func multiplicity(_ path: [String]) -> Double? {
    guard let last = path.last, let index = Int(last) else { return nil }
    if path[1] == "p" { return family.family[index].pValue }
    if path[2] == "holm" { return family.family[index].adjustedPValue }
    return Correction.bonferroni.adjust(family.family.compactMap(\.pValue))[index]
  }

  private func arm(_ path: [String]) -> Double? {
    guard let arm = analysis.plan.arms.firstIndex(where: { $0.name == path[1] }) else { return nil }
    if path[2] == "n" { return Double(analysis.counts[arm]) }
    let name = path[2] == "converted" ? "conversion" : path[2]
    let result = analysis.arms.first {
      $0.arm == arm && $0.metricName == name && $0.segment == nil
    }
    guard let result else { return nil }
    if path[3] == "mean" { return result.value }
    // The reference's error of a share has divisor n - 1, ours n.
    let correction = name == "conversion" ? Double(result.count) / Double(result.count - 1) : 1
    return result.standardError.map { $0 * correction.squareRoot() }
  }

  private func comparison(_ path: [String]) -> Double? {
    guard let treatment = analysis.plan.arms.firstIndex(where: { $0.name == path[1] }) else {
      return nil
    }
    let bySegment = path[2] == "segments"
    let name = bySegment ? path[3] : path[2]
    let segment = bySegment ? analysis.segmentNames.firstIndex(of: path[5]) : nil
    guard let metric = analysis.plan.metrics.firstIndex(where: { $0.name == name }),
      let found = analysis.comparison(treatment: treatment, metric: metric, segment: segment),
      let test = found.test.value, let last = path.last
    else { return nil }
    let samples = segment.map { data.segments[$0].samples } ?? data.samples
    let control = samples[0][metric]
    let treated = samples[treatment][metric]
    if path[path.count - 2].hasPrefix("lift") {
      return lift(treated, control, found.lift.value, last)
    }
    switch last {
    case "n0": return Double(control.count)
    case "n1": return Double(treated.count)
    case "p0", "mean0", "ratio0": return found.controlValue
    case "p1", "mean1", "ratio1": return found.treatmentValue
    case "var0": return control.unitVariance
    case "var1": return treated.unitVariance
    case "wilson0_lo", "wilson0_hi", "wilson1_lo", "wilson1_hi":
      let arm = last.hasPrefix("wilson0") ? 0 : treatment
      let interval = analysis.arms.first { $0.arm == arm && $0.metric == metric }?.interval
      return last.hasSuffix("lo") ? interval?.lower : interval?.upper
    default: return figure(test, last)
    }
  }

  private func figure(_ test: DifferenceTest, _ name: String) -> Double? {
    switch name {
    case "diff": test.difference
    case "se", "se_unpooled": test.standardError
    case "se_pooled": test.nullStandardError
    case "t", "z_pooled": test.statistic
    case "df": test.degreesOfFreedom
    case "p", "p_pooled": test.pValue
    case "ci_lo": wald(test).lower
    case "ci_hi": wald(test).upper
    case "ci_wald_lo": wald(test).lower
    case "ci_wald_hi": wald(test).upper
    default: nil
    }
  }

  /// The interval at the reference's level by the test's own error.
  private func wald(_ test: DifferenceTest) -> Interval {
    EffectEstimate(
      effect: test.difference, standardError: test.standardError,
      degreesOfFreedom: test.degreesOfFreedom
    ).interval(alpha: 0.05)
  }

  /// The reference's intervals are normal for Fieller and by the delta method otherwise, whatever
  /// the decision's level: they come from the parts that the analysis is made of.
  private func lift(
    _ treatment: MetricSample, _ control: MetricSample, _ lift: Lift?, _ name: String
  ) -> Double? {
    guard let treated = treatment.perUnit, let baseline = control.perUnit, let lift else {
      return nil
    }
    let fieller = Fieller(
      treatment: treated, control: baseline, quantile: StandardNormal.upperQuantile(0.025))
    let delta = EffectEstimate.deltaLift(treatment: treated, control: baseline).value
    return switch name {
    case "lift": lift.value
    case "se_delta": lift.standardError
    case "fieller_g": fieller.g
    case "ci_fieller_lo": fieller.interval?.lower
    case "ci_fieller_hi": fieller.interval?.upper
    case "ci_delta_t_lo": delta?.interval(alpha: 0.05).lower
    case "ci_delta_t_hi": delta?.interval(alpha: 0.05).upper
    case "ci_delta_z_lo": delta?.normal.interval(alpha: 0.05).lower
    case "ci_delta_z_hi": delta?.normal.interval(alpha: 0.05).upper
    default: nil
    }
  }
}
