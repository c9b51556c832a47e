import Experiments
import Studies
import Support

/// What the health checks found, in sentences; none for a healthy experiment.
///
/// Many checks are made of every experiment, so that only what chance hardly explains is said
/// (p below `SampleRatioCheck.threshold`); `summary.json` has them all.
struct HealthFindings {
  private let report: ExperimentReport

  init(_ report: ExperimentReport) {
    self.report = report
  }

  var sentences: [String] {
    guard let health = report.health, let analysis = report.analysis else { return [] }
    return ratio(health) + reversals(health, analysis) + cautions(health, analysis)
      + outliers(health, analysis) + overTime(health)
  }

  private func p(_ value: Double) -> String {
    let text = Figures.pValue(value)
    return "p \(text.hasPrefix("<") ? "" : "= ")\(text)"
  }

  private func unit(_ name: String) -> DisplayUnit {
    report.metrics.first { $0.name == name }?.unit ?? .number
  }

  private func ratio(_ health: HealthReport) -> [String] {
    var sentences: [String] = []
    if let sequential = health.sequentialSampleRatio, let day = sequential.firstFailure {
      sentences.append(
        "Followed day by day, the arms' shares fail from day \(day + 1) on (always-valid"
          + " \(p(sequential.pValue))).")
    }
    guard let segments = health.segmentSampleRatio else { return sentences }
    sentences += segments.parts.filter(\.isFailed).map {
      "Segment \($0.name): the arms did not get their planned shares (corrected"
        + " \(p($0.adjustedPValue)))."
    }
    if segments.isMixFailed {
      sentences.append(
        "The arms differ in their mix of segments (\(p(segments.pValue))): find the fault.")
    }
    return sentences
  }

  private func reversals(_ health: HealthReport, _ analysis: Analysis) -> [String] {
    health.reversals.filter { finding in
      // A reversal of two differences that are both within chance says nothing.
      finding.value.isReversed
        && abs(finding.value.stratified) > 3 * finding.value.stratifiedStandardError
    }.map { finding in
      let unit = unit(finding.metricName)
      return "\(finding.treatmentName) on \(finding.metricName): reversed by segments (Simpson):"
        + " \(Figures.difference(finding.value.pooled, unit)) over all customers,"
        + " \(Figures.difference(finding.value.stratified, unit)) weighted by segment; read the"
        + " latter."
    }
  }

  private func cautions(_ health: HealthReport, _ analysis: Analysis) -> [String] {
    var sentences: [String] = []
    for caution in health.cautions {
      if case .skewed = caution.warning { continue }
      sentences.append("\(caution.metricName), \(caution.warning.sentence)")
      for fallback in caution.fallbacks {
        let size = Figures.difference(
          fallback.difference, fallback.interval, unit(caution.metricName))
        let fisher = fallback.fisherPValue.map { ", Fisher \(p($0))" } ?? ""
        sentences.append("\(caution.metricName): \(fallback.treatmentName) \(size)\(fisher).")
      }
    }
    return sentences + skewed(analysis)
  }

  /// Differences whose own skewness is beyond what 355 s² units leave of a mean's.
  ///
  /// Kohavi, Deng, Longbotham and Xu 2014 (doi:10.1145/2623330.2623341) ask for 355 s² units per
  /// arm, at which the skewness of a mean is 1/√355. Arms of like size and shape cancel.
  private func skewed(_ analysis: Analysis) -> [String] {
    let shapes = report.shapes
    let control = analysis.plan.control
    return analysis.plan.metrics.indices.flatMap { metric in
      analysis.plan.treatments.compactMap { arm -> String? in
        guard let treated = thirdMoment(arm, metric, shapes),
          let baseline = thirdMoment(control, metric, shapes),
          let error = analysis.comparison(treatment: arm, metric: metric)?.standardError, error > 0
        else { return nil }
        let skewness = (treated - baseline) / (error * error * error)
        guard abs(skewness) > (1.0 / 355).squareRoot() else { return nil }
        return "\(report.armNames[arm]) on \(report.metrics[metric].name): the difference is too"
          + " skewed for its normal interval (skewness \(Figures.fixed(skewness, decimals: 2)));"
          + " cap the figure, gather more customers or split them evenly."
      }
    }
  }

  /// The third central moment of an arm's mean.
  private func thirdMoment(
    _ arm: Int, _ metric: Int, _ shapes: [[ShapeAccumulator?]]
  ) -> Double? {
    let sample = report.data.samples[arm][metric]
    guard let skewness = shapes[arm][metric]?.skewness, let variance = sample.unitVariance else {
      return nil
    }
    let count = Double(sample.count)
    return skewness * variance * variance.squareRoot() / (count * count)
  }

  private func outliers(_ health: HealthReport, _ analysis: Analysis) -> [String] {
    let primary = report.metrics[report.primary].name
    return health.outliers.filter { $0.metricName == primary && $0.value.carriesResult }.map {
      let rest = $0.value.trimmed.value.map { ": without it \(p($0.pValue))" } ?? ""
      return "\($0.treatmentName) on \($0.metricName): the largest customer of each arm carries"
        + " the result\(rest)."
    }
  }

  private func overTime(_ health: HealthReport) -> [String] {
    health.overTime.flatMap { finding -> [String] in
      let name = "\(finding.treatmentName) on \(finding.metricName)"
      var sentences: [String] = []
      if let novelty = finding.value.novelty, let trend = finding.value.trend,
        novelty.pValue < SampleRatioCheck.threshold
      {
        sentences.append(
          "\(name): the effect changes with the day of arrival"
            + " (\(Figures.difference(trend, unit(finding.metricName))) per day,"
            + " \(p(novelty.pValue))).")
      }
      if let weekday = finding.value.weekday, weekday.pValue < SampleRatioCheck.threshold {
        sentences.append("\(name): the effect depends on the weekday (\(p(weekday.pValue))).")
      }
      return sentences
    }
  }
}
