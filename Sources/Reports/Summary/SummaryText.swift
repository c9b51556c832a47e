import Experiments
import Scenarios
import Simulation
package import Studies
import Support

/// What was asked, what was found and what to do, in plain words and tables under 100 columns.
package struct SummaryText {
  private let report: ExperimentReport
  private let files: [String]
  private let learning: LearningOutcome?

  package init(_ report: ExperimentReport, files: [String], learning: LearningOutcome? = nil) {
    self.report = report
    self.files = files
    self.learning = learning
  }

  /// The whole text, each line ended.
  package var text: String {
    var sections = [heading, arms]
    if report.analysis != nil {
      sections += [
        verdicts, PlanText(report).lines, LooksText(report)?.lines ?? [], truth, guardrails, health,
        changes,
      ]
    }
    if let learning {
      sections.append(TextRenderer().lines(of: LearningDocument(learning).sections))
    }
    sections.append(closing)
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private var primaryMetric: PlannedMetric { report.metrics[report.primary] }

  private var heading: [String] {
    let market = report.scenario.market
    let days = market.horizonHours / 24
    let start = TimeStamp(start: market.start).date(day: 0)
    let length = days == days.rounded() ? Figures.count(Int(days)) : Figures.number(days)
    return TextTable.wrap(report.scenario.title, width: TextTable.width) + [
      "\(Figures.count(report.customers)) customers, \(length) \(days == 1 ? "day" : "days")"
        + " from \(start), money in \(market.currency.code), seed \(report.input.seed)"
    ]
  }

  // MARK: - What the test found

  private var arms: [String] {
    let plan = report.outcome.plan.metrics
    let extras = [Metric.conversion, .averageOrderValue].compactMap { wanted in
      plan.firstIndex { $0.metric == wanted && $0.metric != plan[report.primary].metric }
    }
    let names = extras.map { plan[$0].metric == .averageOrderValue ? "basket" : "conversion" }
    var headings = ["customers"] + names + [primaryMetric.name]
    if report.analysis != nil { headings += ["against control", "verdict"] }
    var table = TextTable("arm", headings)
    for (arm, name) in report.armNames.enumerated() {
      var row = [name, Figures.count(report.data.counts[arm])]
      row += extras.map { value(arm, $0) }
      row.append(primaryValue(arm))
      if let analysis = report.analysis {
        let comparison = analysis.comparison(treatment: arm, metric: report.primary)
        row.append(comparison.map(against) ?? Figures.missing)
        row.append(
          analysis.verdicts.first { $0.treatment == arm }?.action.text ?? Figures.missing)
      }
      table.add(row)
    }
    let level = Figures.percent(1 - report.scenario.experiment.alpha, decimals: 0)
    return ["What the test shows (± and brackets: \(level) confidence)"] + table.lines
  }

  private func value(_ arm: Int, _ metric: Int) -> String {
    Figures.value(report.data.samples[arm][metric].value, report.metrics[metric].unit)
  }

  private func primaryValue(_ arm: Int) -> String {
    let estimate = PointEstimate.estimate(
      report.data.samples[arm][report.primary], alpha: report.scenario.experiment.alpha
    ).value
    let unit = primaryMetric.unit
    let half = Figures.halfWidth(estimate?.interval, unit)
    return "\(Figures.value(estimate?.value, unit)) \(half)"
  }

  /// The lift with its interval, or the absolute difference where there is no lift.
  private func against(_ comparison: Comparison) -> String {
    if let lift = comparison.lift.value { return Figures.change(lift.value, lift.interval) }
    guard let difference = comparison.difference else { return Figures.missing }
    return Figures.difference(
      difference, comparison.interval, report.metrics[comparison.metric].unit)
  }

  private var verdicts: [String] {
    guard let analysis = report.analysis else { return [] }
    let width = min(24, (report.armNames.map(\.count).max() ?? 0)) + 4
    let caution =
      report.sharedResources.isEmpty
      ? [] : ["  Decide by what is true below: the split behind these verdicts is not valid."]
    return ["What to do"] + caution
      + analysis.verdicts.flatMap { verdict in
        TextTable.paragraph(
          "\(verdict.action.text): \(verdict.reason)",
          lead: "  \(TextTable.shortened(verdict.treatmentName, to: 24))", indent: width)
      }
  }

  // MARK: - What is true

  private var truth: [String] {
    guard let analysis = report.analysis, let truth = report.truth else { return [] }
    let unit = primaryMetric.unit
    var table = TextTable("arm", [primaryMetric.name, "true effect", "the test's error", ""])
    for (arm, name) in report.armNames.enumerated() {
      let value = Figures.value(truth.values[arm][report.primary], unit)
      let comparison = analysis.comparison(treatment: arm, metric: report.primary)
      guard let comparison, let beside = comparison.truth else {
        table.add([name, value, Figures.missing, Figures.missing, ""])
        continue
      }
      table.add([
        name, value, effect(beside.effect), bias(beside, of: comparison),
        beside.exceedsChance ? "more than chance" : "within chance",
      ])
    }
    let runs = report.outcome.replications
    let lead = "What is true (every arm rolled out to the same customers"
    return [lead + (runs == 1 ? "" : ", \(Figures.count(runs)) times over") + "; ± standard error)"]
      + table.lines + outlook
  }

  private func effect(_ effect: TrueEffect) -> String {
    if let relative = effect.relative {
      let error = effect.relativeStandardError.map {
        " ±\(Figures.fixed($0 * 100, decimals: $0 < 0.01 ? 2 : 1))"
      }
      return "\(Figures.change(relative)) %\(error ?? "")"
    }
    let error = effect.standardError.map { " ±\(Figures.value($0, primaryMetric.unit))" }
    return Figures.difference(effect.difference, primaryMetric.unit) + (error ?? "")
  }

  private func bias(_ truth: TruthComparison, of comparison: Comparison) -> String {
    if let lift = comparison.lift.value?.value, let relative = truth.effect.relative {
      return "\(Figures.change(lift - relative)) points"
    }
    return truth.bias.map { Figures.difference($0, primaryMetric.unit) } ?? Figures.missing
  }

  private var outlook: [String] {
    guard let outlook = Outlook(report), let analysis = report.analysis else { return [] }
    let name = report.armNames[outlook.best]
    guard outlook.best != analysis.plan.control else {
      return ["  No treatment is better than \(name) on \(primaryMetric.name)."]
    }
    var text = "Best in truth: \(name)."
    let found = analysis.comparison(treatment: outlook.best, metric: report.primary)?.decision
    if found != .better, let needed = outlook.customersNeeded, needed > report.customers {
      text +=
        " To see it four times out of five, the test would need about"
        + " \(Figures.count(rounded(needed))) customers."
    }
    return TextTable.paragraph(text, lead: "", indent: 2)
  }

  /// Keeps two digits of a count that is known no better.
  private func rounded(_ count: Int) -> Int {
    var unit = 1
    while count / unit >= 100 { unit *= 10 }
    return (count + unit - 1) / unit * unit
  }

  // MARK: - Whether to believe it

  private var guardrails: [String] {
    guard let analysis = report.analysis else { return [] }
    return GuardrailText(analysis).lines
  }

  private var health: [String] {
    guard let analysis = report.analysis else { return [] }
    let check = analysis.sampleRatio
    let ratio =
      check.isFailed
      ? "The arms did not get their planned shares (sample ratio p \(pText(check.pValue))):"
        + " find the fault before reading any result."
      : "The arms got their planned shares (sample ratio p \(pText(check.pValue)))."
    var lines = TextTable.paragraph(ratio, lead: "", indent: 2)
    if report.sharedResources.isEmpty {
      lines += TextTable.paragraph(
        "Nothing is shared between customers: the split is valid.", lead: "", indent: 2)
    } else {
      let shared = report.sharedResources.joined(separator: " and ")
      lines += TextTable.paragraph(
        "\(shared.prefix(1).uppercased() + shared.dropFirst()) is shared between customers: one"
          + " arm takes it from the other, so the split is not valid. Trust the roll-out.",
        lead: "", indent: 2)
    }
    if let finding { lines += TextTable.paragraph(finding, lead: "", indent: 2) }
    for text in HealthFindings(report).sentences {
      lines += TextTable.paragraph(text, lead: "", indent: 2)
    }
    return ["Health"] + lines
  }

  /// The comparison that the split gets most wrong, or the warning where nothing is shared.
  private var finding: String? {
    guard let validity = report.validity, !validity.biased.isEmpty else { return nil }
    guard !report.sharedResources.isEmpty else { return validity.warning }
    let worst = validity.biased.first { $0.metric == report.primary } ?? validity.biased[0]
    guard let truth = worst.truth, let difference = worst.difference else { return nil }
    let unit = report.metrics[worst.metric].unit
    var sizes = (
      Figures.difference(difference, unit), Figures.difference(truth.effect.difference, unit)
    )
    if let lift = worst.lift.value?.value, let relative = truth.effect.relative {
      sizes = ("\(Figures.change(lift)) %", "\(Figures.change(relative)) %")
    }
    return "On \(worst.metricName) the test reports \(sizes.0) for \(worst.treatmentName) where the"
      + " roll-out gives \(sizes.1), more than chance explains."
  }

  private func pText(_ value: Double) -> String {
    let text = Figures.pValue(value)
    return text.hasPrefix("<") ? text : "= \(text)"
  }

  private var changes: [String] {
    let greatest = FunnelChange.greatest(report)
    guard !greatest.isEmpty else { return [] }
    var table = TextTable([
      TextTable.Heading(text: "step", isRight: false),
      TextTable.Heading(text: "arm", isRight: false),
      TextTable.Heading(text: "control"), TextTable.Heading(text: "treatment"),
      TextTable.Heading(text: "per 1,000 customers"),
    ])
    for change in greatest {
      let moved = Figures.fixed(change.stepsPerThousand, decimals: 1)
      table.add([
        "\(change.stage) -> \(change.next)", report.armNames[change.arm],
        Figures.percent(change.controlShare, decimals: 1),
        Figures.percent(change.treatmentShare, decimals: 1),
        change.stepsPerThousand > 0 ? "+\(moved)" : moved,
      ])
    }
    return ["Where it acts (share of the steps out of a stage)"] + table.lines
  }

  private var closing: [String] {
    return TextTable.paragraph(
      files.joined(separator: " "), lead: "\(report.input.folderName)/\(report.input.digest)/",
      indent: 2 + report.input.folderName.count + report.input.digest.count + 2)
  }
}
