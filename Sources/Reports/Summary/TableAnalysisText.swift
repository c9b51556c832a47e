package import Experiments
import Support

/// The analysis of a table in plain words and tables under 100 columns.
package struct TableAnalysisText {
  private let table: TableAnalysis
  private let looks: LooksText?
  private let methods: MethodsText?
  private var analysis: Analysis { table.analysis }

  /// Wraps the analysis of a table, with its looks and other methods where there are any.
  package init(
    _ table: TableAnalysis, looks: TableLooks? = nil, methods: TableMethods? = nil
  ) {
    self.table = table
    self.looks = looks.map(LooksText.init)
    self.methods = methods.map(MethodsText.init)
  }

  /// The whole text, each line ended.
  package var text: String {
    var sections = [["\(table.file): \(Figures.count(table.rows)) rows"] + plan]
    sections += analysis.plan.metrics.indices.map(metric)
    sections += [
      segments, methods?.lines ?? [], looks?.lines ?? [], verdicts, guardrails, health,
    ]
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  /// The same content as a JSON document.
  package var json: String {
    let json = AnalysisJSON(analysis)
    var content = json.content
    content["arms"] = json.arms
    content["file"] = .text(table.file)
    content["rows"] = .integer(Int64(table.rows))
    content["control"] = .text(analysis.plan.arms[analysis.plan.control].name)
    content["primary"] = .text(analysis.plan.metrics[analysis.plan.primary].name)
    content["alpha"] = .number(analysis.plan.alpha)
    if let methods { content["methods"] = methods.json }
    if let looks { content["looks"] = looks.json }
    content["health"] = HealthJSON(table.health).value
    return JSON.object(content).rendered
  }

  private var plan: [String] {
    TextTable.paragraph(
      "control: \(analysis.plan.arms[analysis.plan.control].name); intervals at"
        + " \(analysis.plan.confidence) confidence; \(analysis.familyDescription)",
      lead: "", indent: 2)
  }

  private func metric(_ metric: Int) -> [String] {
    let planned = analysis.plan.metrics[metric]
    var table = TextTable(
      "arm", ["units", "value", "against control", "difference", "test", "p", "adjusted p"])
    for (arm, name) in analysis.plan.arms.map(\.name).enumerated() {
      let result = analysis.arms.first {
        $0.arm == arm && $0.metric == metric && $0.segment == nil
      }
      let comparison = analysis.comparison(treatment: arm, metric: metric)
      table.add(
        [
          name, Figures.count(analysis.counts[arm]), Figures.value(result?.value, planned.unit),
        ] + (comparison.map { cells($0, unit: planned.unit) } ?? Array(repeating: "–", count: 5)))
    }
    let role = metric == analysis.plan.primary ? " (primary)" : ""
    return [planned.name + role] + table.lines + findings(metric)
  }

  private func cells(_ comparison: Comparison, unit: DisplayUnit) -> [String] {
    let lift = comparison.lift.value
    return [
      lift.map { Figures.change($0.value, $0.interval) } ?? Figures.missing,
      comparison.difference.map { Figures.difference($0, unit) } ?? Figures.missing,
      comparison.statistic.map { statistic in
        let name = comparison.degreesOfFreedom == nil ? "z" : "t"
        return "\(name) = \(Figures.fixed(statistic, decimals: 2))"
      } ?? Figures.missing,
      comparison.pValue.map(Figures.pValue) ?? Figures.missing,
      comparison.adjustedPValue.map(Figures.pValue) ?? Figures.missing,
    ]
  }

  /// One sentence for each treatment with the figures that a paper would print.
  private func findings(_ metric: Int) -> [String] {
    let unit = analysis.plan.metrics[metric].unit
    let control = analysis.plan.arms[analysis.plan.control].name
    return analysis.family.filter { $0.metric == metric }.flatMap { comparison -> [String] in
      var text =
        "\(comparison.treatmentName) \(Figures.value(comparison.treatmentValue, unit)) against"
        + " \(control) \(Figures.value(comparison.controlValue, unit)): "
      if let test = comparison.test.value {
        let freedom = test.degreesOfFreedom.map { "(\(Figures.fixed($0, decimals: 1)))" } ?? ""
        let p = Figures.pValue(test.pValue)
        text +=
          "\(comparison.decisionText), \(test.degreesOfFreedom == nil ? "z" : "t")\(freedom) = "
          + "\(Figures.fixed(test.statistic, decimals: 2)), p \(p.hasPrefix("<") ? "" : "= ")\(p)."
      } else {
        text += "\(comparison.decisionText)."
      }
      return TextTable.paragraph(text, lead: "", indent: 2)
    }
  }

  private var segments: [String] {
    guard !analysis.segmentNames.isEmpty else { return [] }
    let metric = analysis.plan.metrics[analysis.plan.primary]
    var table = TextTable([
      TextTable.Heading(text: "segment", isRight: false),
      TextTable.Heading(text: "treatment", isRight: false), TextTable.Heading(text: "control"),
      TextTable.Heading(text: "treatment"), TextTable.Heading(text: "against control"),
      TextTable.Heading(text: "p"),
    ])
    for comparison in analysis.comparisons
    where comparison.segment != nil && comparison.metric == analysis.plan.primary {
      table.add([
        comparison.segmentName ?? "", comparison.treatmentName,
        Figures.value(comparison.controlValue, metric.unit),
        Figures.value(comparison.treatmentValue, metric.unit),
        comparison.lift.value.map { Figures.change($0.value, $0.interval) } ?? Figures.missing,
        comparison.pValue.map(Figures.pValue) ?? Figures.missing,
      ])
    }
    return ["\(metric.name) by segment (exploratory, uncorrected)"] + table.lines
  }

  private var verdicts: [String] {
    ["What to do"]
      + analysis.verdicts.flatMap { verdict in
        TextTable.paragraph(
          "\(verdict.treatmentName): \(verdict.action.text): \(verdict.reason)", lead: "",
          indent: 2)
      }
  }

  private var guardrails: [String] { GuardrailText(analysis).lines }

  private var health: [String] { HealthText(analysis, table.health).lines }
}
