package import Experiments
import Support

extension Document {
  /// The analysis of a table, with its looks and other methods where there are any.
  package init(_ table: TableAnalysis, looks: TableLooks? = nil, methods: TableMethods? = nil) {
    self =
      TableAnalysisDocument(
        table: table, looks: looks.map { LooksSection($0, of: table.plan) },
        methods: methods.map(MethodsSection.init)
      ).document
  }
}

struct TableAnalysisDocument {
  let table: TableAnalysis
  let looks: LooksSection?
  let methods: MethodsSection?
  private var analysis: Analysis { table.analysis }
  private var plan: AnalysisPlan { analysis.plan }

  var document: Document {
    var sections =
      [answer] + [rows?.section].compactMap { $0 } + plan.metrics.indices.map(metric) + [segments]
    if let methods { sections.append(methods.section) }
    if let looks { sections.append(looks.section) }
    sections += [
      VerdictSection(analysis: analysis, audience: .texts).section,
      GuardrailSection(analysis: analysis).section,
      HealthSection(analysis: analysis, health: table.health).section,
    ]
    return Document(
      title: "\(table.file): \(.count(table.rows)) rows",
      opening: [
        .note(
          """
          control: \(plan.arms[plan.control].name); intervals at \(plan.confidence) \
          confidence\(plan.isCorrected ? " over the family" : ""); \
          \(analysis.familyDescription)
          """)
      ], sections: sections, values: values)
  }

  /// The first screen of the page: what to do, and the pictures of it.
  private var answer: Document.Section {
    let advice = Advice(analysis: analysis) { arm in
      let comparison = analysis.comparison(treatment: arm, metric: plan.primary)
      let metric = plan.metrics[plan.primary]
      return """
        \(.signedAmount(comparison?.difference, metric.unit, comparison?.interval)) \(metric.per)
        """
    }
    let cards = analysis.verdicts.map { verdict in
      var card = Block.Card(
        name: verdict.treatmentName, verdict: verdict.action.text, reason: verdict.reason)
      card.arm = plan.place(of: verdict.treatment)
      return card
    }
    let figures = ComparisonFigures(analysis: analysis)
    let others = plan.metrics.indices.filter { $0 != plan.primary }
    let segments =
      table.data.segments.isEmpty
      ? [] : plan.treatments.map { figures.figure(treatment: $0, metric: plan.primary) }
    return Document.Section(
      "answer", "", for: .pages,
      [.sentence(.answer, advice.sentence)]
        + (analysis.recommendation.map { [.note($0.sentence)] } ?? [])
        + [.cards(cards), .figure(figures.figure(metric: plan.primary))]
        + (others.map { figures.figure(metric: $0) } + segments).map(Block.figure))
  }

  private var rows: RowsSection? { RowsSection(table.account, metrics: plan.metrics) }

  private var values: JSON.Members {
    let json = AnalysisValues(analysis)
    var content = json.content
    content["arms"] = json.arms
    content["file"] = .text(table.file)
    content["rows"] = .integer(Int64(table.rows))
    content["control"] = .text(plan.arms[plan.control].name)
    content["primary"] = .text(plan.metrics[plan.primary].name)
    content["alpha"] = .number(plan.alpha)
    if let rows { content["rows_that_count"] = rows.value }
    if let methods { content["methods"] = methods.value }
    if let looks { content["looks"] = looks.value }
    content["health"] = HealthValues(table.health).value
    return content
  }

  private func metric(_ metric: Int) -> Document.Section {
    let planned = plan.metrics[metric]
    func comparison(_ arm: Int) -> Comparison? {
      analysis.comparison(treatment: arm, metric: metric)
    }
    func result(_ arm: Int) -> ArmResult? {
      analysis.arms.first { $0.arm == arm && $0.metric == metric && $0.segment == nil }
    }
    var columns: [Table.Filled<Int>] = [
      .words("arm") { Sentence(plan.arms[$0].name) },
      .values(plan.isClustered ? "clusters" : "units") { result($0).map { .count($0.count) } },
    ]
    if let divisor = denominator(of: metric) {
      columns.append(
        .values(divisor) { table.data.samples[$0][metric].denominatorSum.map { .number($0) } })
    }
    columns += [
      .values("value") { .level(result($0)?.value, planned.unit) },
      .values("against control") { comparison($0).map { $0.size(in: planned.unit).value } },
      .values("difference") { .difference(comparison($0)?.difference, planned.unit) },
      .values("test") { comparison($0)?.test.value.map { statistic($0) } },
      .values("p") { .pValue(comparison($0)?.pValue) },
      .values("adjusted p") { .pValue(comparison($0)?.adjustedPValue) },
    ]
    let rows = Table(rows: plan.arms.indices, columns)
    return Document.Section(
      "metric_\(metric + 1)", "\(planned.name)\(metric == plan.primary ? " (primary)" : "")",
      [.table(rows)]
        + analysis.family.filter { $0.metric == metric }.map { .note(finding($0, planned.unit)) })
  }

  /// What a ratio, or a mean over the rows of clusters, divides by; nil for other metrics.
  private func denominator(of metric: Int) -> String? {
    switch table.options.metrics[metric].source {
    case .ratio(_, let column): column
    case .proportion, .counted, .mean: plan.isClustered ? "rows" : nil
    }
  }

  private func statistic(_ test: DifferenceTest, isWhole: Bool = false) -> StatedValue {
    .statistic(
      test.statistic, test.degreesOfFreedom == nil ? "z" : "t",
      degreesOfFreedom: isWhole ? test.degreesOfFreedom : nil)
  }

  /// What is found of a treatment, with the numbers that a paper would print.
  private func finding(_ comparison: Comparison, _ unit: DisplayUnit) -> Sentence {
    var test: Sentence? = comparison.test.value.map {
      ", \(statistic($0, isWhole: true)), \(.probability($0.pValue))"
    }
    if let adjusted = comparison.adjustedPValue, adjusted != comparison.pValue {
      test? += ", adjusted \(.probability(adjusted))"
    }
    return """
      \(comparison.treatmentName) \(.level(comparison.treatmentValue, unit)) against \
      \(plan.arms[plan.control].name) \(.level(comparison.controlValue, unit)): \
      \(comparison.decisionText)\(test ?? "")\(look(comparison.look)).
      """
  }

  /// The look at which the values stood so, where it is not the end.
  private func look(_ look: DecisiveLook?) -> Sentence {
    guard let look, look.number < look.planned else { return "" }
    return ", at look \(.count(look.number)) of \(.count(look.planned))"
  }

  private var segments: Document.Section {
    let metric = plan.metrics[plan.primary]
    let rows = Table(
      rows: analysis.comparisons.filter { $0.segment != nil && $0.metric == plan.primary },
      [
        .words("segment") { Sentence($0.segmentName ?? "") },
        .words("treatment") { Sentence($0.treatmentName) },
        .values("control") { .level($0.controlValue, metric.unit) },
        .values("treatment") { .level($0.treatmentValue, metric.unit) },
        .values("against control") { $0.size(in: metric.unit).value },
        .values("p") { .pValue($0.pValue) },
      ])
    return Document.Section(
      "segments", "\(metric.name) by segment (exploratory, uncorrected)", [.table(rows)])
  }
}
