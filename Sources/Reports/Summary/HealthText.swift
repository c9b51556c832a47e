import Experiments
import Support

/// The health checks in plain words: what fails first, then what was found in order.
struct HealthText {
  private let analysis: Analysis
  private let health: HealthReport

  init(_ analysis: Analysis, _ health: HealthReport) {
    self.analysis = analysis
    self.health = health
  }

  /// The section's lines.
  var lines: [String] {
    let sentences =
      sampleRatio + segments + reversals + balance + cautions + outliers + overTime
    return ["Health"] + sentences.flatMap { TextTable.paragraph($0, lead: "", indent: 2) }
  }

  private static func p(_ value: Double) -> String {
    let text = Figures.pValue(value)
    return "p \(text.hasPrefix("<") ? "" : "= ")\(text)"
  }

  private var sampleRatio: [String] {
    let check = analysis.sampleRatio
    let text =
      check.isFailed
      ? "The arms did not get their planned shares: find the fault before reading any result."
      : "The arms got their planned shares."
    var lines = ["\(text) (sample ratio \(Self.p(check.pValue)))"]
    if let sequential = health.sequentialSampleRatio {
      let periods = sequential.pValues.count
      let found =
        sequential.firstFailure.map {
          "Followed day by day, the shares fail from day \($0 + 1) of \(periods) on"
        } ?? "Followed day by day over \(periods) days, the shares hold"
      lines.append("\(found) (always-valid \(Self.p(sequential.pValue))).")
    }
    return lines
  }

  private var segments: [String] {
    guard let ratio = health.segmentSampleRatio else { return [] }
    var lines = ratio.parts.filter(\.isFailed).map {
      "Segment \($0.name): the arms did not get their planned shares (corrected"
        + " \(Self.p($0.adjustedPValue)))."
    }
    lines.append(
      ratio.isMixFailed
        ? "The arms differ in their mix of segments (\(Self.p(ratio.pValue))): find the fault."
        : lines.isEmpty
          ? "In each of \(ratio.parts.count) segments the arms got their shares, and their mix"
            + " of segments is alike (\(Self.p(ratio.pValue)))."
          : "The arms' mix of segments is alike (\(Self.p(ratio.pValue))).")
    return lines
  }

  private var reversals: [String] {
    guard !health.reversals.isEmpty else { return [] }
    let found = health.reversals.filter(\.value.isReversed).map { finding in
      let unit = unit(finding.metricName)
      let reversal = finding.value
      return "\(finding.treatmentName) on \(finding.metricName): reversed by segments (Simpson):"
        + " \(Figures.difference(reversal.pooled, unit)) over all units,"
        + " \(Figures.difference(reversal.stratified, unit)) weighted by segment;"
        + " read the latter."
    }
    return found.isEmpty
      ? ["No difference is reversed by its segments (Simpson's paradox)."] : found
  }

  private var balance: [String] {
    guard let balance = health.balance else { return [] }
    return balance.parts.map { part in
      let name = "\(health.armNames[part.treatment]), \(part.metricName) before the experiment"
      guard let test = part.test.value else { return "\(name): not to be compared." }
      let size = part.standardisedDifference.map {
        "\(Figures.fixed($0, decimals: 3)) standard deviations, "
      }
      return "\(name): \(part.isFailed ? "unlike the control, find the fault" : "as the control")"
        + " (\(size ?? "")\(Self.p(test.pValue)))."
    }
  }

  private var cautions: [String] {
    guard !health.cautions.isEmpty else {
      return ["No arm has too few units or too skewed a figure for its normal interval."]
    }
    var lines: [String] = []
    for (index, caution) in health.cautions.enumerated() {
      lines.append("\(caution.metricName), \(caution.warning.sentence)")
      let isLast =
        index + 1 == health.cautions.count
        || health.cautions[index + 1].metricName != caution.metricName
      guard isLast else { continue }
      // Several arms of a metric may be weak: what to read instead is said once.
      var said: Set<String> = []
      for fallback in health.cautions.filter({ $0.metricName == caution.metricName })
        .flatMap(\.fallbacks) where said.insert(fallback.treatmentName).inserted
      {
        lines.append(self.fallback(caution.metricName, fallback))
      }
    }
    return lines
  }

  private func fallback(_ metric: String, _ fallback: HealthReport.Fallback) -> String {
    let method = fallback.fisherPValue == nil ? "Welch" : "Newcombe"
    let fisher = fallback.fisherPValue.map { ", Fisher \(Self.p($0))" } ?? ""
    return "fall-back for \(metric): \(fallback.treatmentName) "
      + Figures.difference(fallback.difference, fallback.interval, unit(metric))
      + " (\(method))\(fisher)."
  }

  private var outliers: [String] {
    guard !health.outliers.isEmpty else { return [] }
    let found = health.outliers.filter(\.value.carriesResult).map { finding in
      let share = finding.value.share.map {
        " (\(Figures.percent($0, decimals: 0)) of the difference goes with it)"
      }
      let rest = finding.value.trimmed.value.map { ": without it \(Self.p($0.pValue))" } ?? ""
      return "\(finding.treatmentName) on \(finding.metricName): the largest unit of each arm"
        + " carries the result\(share ?? "")\(rest)."
    }
    return found.isEmpty ? ["No result hangs on the largest unit of an arm."] : found
  }

  private var overTime: [String] {
    health.overTime.flatMap { finding -> [String] in
      let name = "\(finding.treatmentName) on \(finding.metricName)"
      var lines: [String] = []
      if let novelty = finding.value.novelty, let trend = finding.value.trend {
        let unit = unit(finding.metricName)
        let text =
          novelty.pValue < analysis.plan.alpha
          ? "the effect changes with time" : "no trend of the effect over days"
        lines.append(
          "\(name): \(text) (\(Figures.difference(trend, unit)) per day,"
            + " \(Self.p(novelty.pValue))).")
      }
      if let weekday = finding.value.weekday {
        let text =
          weekday.pValue < analysis.plan.alpha
          ? "the effect depends on the weekday" : "weekdays do not matter to the effect"
        lines.append("\(name): \(text) (\(Self.p(weekday.pValue))).")
      }
      return lines
    }
  }

  private func unit(_ name: String) -> DisplayUnit {
    analysis.plan.metrics.first { $0.name == name }?.unit ?? .number
  }
}
