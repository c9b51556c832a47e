import Experiments
import Support

extension HealthSection {
  /// Differences that segments reverse.
  var reversals: [Finding] {
    guard !health.reversals.isEmpty else { return [] }
    let found = health.reversals.filter(\.value.isReversed).map { finding in
      let unit = unit(finding.metricName)
      let reversal = finding.value
      // A reversal of two differences that are both within chance says little.
      let isClear = abs(reversal.stratified) > 3 * reversal.stratifiedStandardError
      return Finding(
        isClear ? .warning : .notice,
        """
        \(finding.treatmentName) on \(finding.metricName): reversed by segments (Simpson): \
        \(.difference(reversal.pooled, unit)) over all \(terms.units), \
        \(.difference(reversal.stratified, unit)) weighted by segment; read the latter.
        """)
    }
    return found.isEmpty
      ? [Finding(.good, "No sign that segments reverse a difference (Simpson's paradox).")] : found
  }

  /// Normal intervals that are not to be relied on, and what to read in their place.
  var cautions: [Finding] {
    var findings: [Finding] = []
    if health.cautions.isEmpty {
      findings.append(
        Finding(.good, "No arm has too few units or too skewed a figure for its normal interval."))
    }
    for metric in analysis.plan.metrics.map(\.name) {
      let cautions = health.cautions.filter { $0.metricName == metric && isTold($0.warning) }
      findings += cautions.map {
        Finding(severity(of: $0.warning), "\(metric), \($0.warning.sentence)")
      }
      // Several arms of a metric may be weak: what to read instead is said once.
      var said: Set<String> = []
      findings += cautions.flatMap(\.fallbacks)
        .filter { said.insert($0.treatmentName).inserted }
        .map { Finding(.warning, sentence(metric, $0)) }
    }
    return skewness == .differences ? findings + skewed : findings
  }

  private func severity(of warning: NormalityWarning) -> Block.Severity {
    if case .constant = warning { .notice } else { .warning }
  }

  private func isTold(_ warning: NormalityWarning) -> Bool {
    if case .skewed = warning { skewness == .arms } else { true }
  }

  private func sentence(_ metric: String, _ fallback: HealthReport.Fallback) -> Sentence {
    let size = StatedValue.difference(fallback.difference, unit(metric), fallback.interval)
    let fisher: Sentence? = fallback.fisherPValue.map { ", Fisher \(.probability($0))" }
    return """
      fall-back for \(metric): \(fallback.treatmentName) \(size) \
      (\(fallback.fisherPValue == nil ? "difference" : "Newcombe"))\(fisher ?? "").
      """
  }

  private var skewed: [Finding] {
    health.skewedDifferences.filter(\.value.isTooGreat).map {
      Finding(
        .warning,
        """
        \($0.treatmentName) on \($0.metricName): the difference is too skewed for its normal \
        interval (skewness \(.fixed($0.value.skewness, decimals: 2))); cap the figure, gather more \
        \(terms.units) or split them evenly.
        """)
    }
  }

  /// Results that hang on a single unit.
  var outliers: [Finding] {
    guard !health.outliers.isEmpty else { return [] }
    let primary = analysis.plan.metrics[analysis.plan.primary].name
    let found = health.outliers.filter(\.value.carriesResult).map { finding in
      let share: Sentence? = finding.value.share.map {
        " (\(.share($0, decimals: 0)) of the difference goes with it)"
      }
      let rest: Sentence? = finding.value.trimmed.value.map {
        ": without it \(.probability($0.pValue))"
      }
      return Finding(
        finding.metricName == primary ? .warning : .notice,
        """
        \(finding.treatmentName) on \(finding.metricName): the largest \(terms.unit) of each arm \
        carries the result\(share ?? "")\(rest ?? "").
        """)
    }
    return found.isEmpty
      ? [Finding(.good, "No result hangs on the largest \(terms.unit) of an arm.")] : found
  }

  /// Effects that change over the days.
  var overTime: [Finding] {
    health.overTime.flatMap { finding -> [Finding] in
      let name = "\(finding.treatmentName) on \(finding.metricName)"
      var findings: [Finding] = []
      if let change = finding.value.change {
        let severity = severity(change.pValue)
        let p = StatedValue.probability(change.pValue)
        findings.append(
          Finding(
            severity,
            severity == .good
              ? """
              \(name): no sign that the effect changes with \(terms.time) (\(p)); a change for a \
              sixth of the \(terms.units) would mostly be found from about \
              \(.size(change.detectable, unit(finding.metricName))) on.
              """
              : """
              \(name): the effect changes with \(terms.time) (\(p)): \
              \(health.sentence(change, unit(finding.metricName), alpha: analysis.plan.alpha)).
              """))
      } else if let novelty = finding.value.novelty, let trend = finding.value.trend {
        let severity = severity(novelty.pValue)
        let text =
          severity == .good
          ? "no sign of a trend over days" : "the effect changes with \(terms.time)"
        findings.append(
          Finding(
            severity,
            """
            \(name): \(text) (\(.difference(trend, unit(finding.metricName))) per day, \
            \(.probability(novelty.pValue))).
            """))
      }
      if let weekday = finding.value.weekday {
        let severity = severity(weekday.pValue)
        let text =
          severity == .good
          ? "no sign that weekdays matter to the effect" : "the effect depends on the weekday"
        findings.append(Finding(severity, "\(name): \(text) (\(.probability(weekday.pValue)))."))
      }
      return findings
    }
  }
}
