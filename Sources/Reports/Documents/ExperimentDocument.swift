import Experiments
import Scenarios
import Simulation
package import Studies
import Support

extension Document {
  /// What an experiment asked, what it found and what to do, with its learning policies if any.
  package init(_ result: ExperimentResult, files: [String], learning: LearningOutcome? = nil) {
    self = ExperimentDocument(result: result, files: files, learning: learning).document
  }
}

struct ExperimentDocument {
  let result: ExperimentResult
  let files: [String]
  let learning: LearningOutcome?

  var document: Document {
    var sections: [Document.Section] = []
    if let answer = AnswerSection(result) { sections.append(answer.section) }
    sections.append(arms)
    if let analysis = result.analysis {
      let caution: Sentence =
        result.sharedResources.isEmpty
        ? "" : "Decide by what is true below: the split behind these verdicts is not valid."
      sections.append(
        VerdictSection(analysis: analysis, caution: caution, audience: .texts).section)
      if let metrics = MetricsSection(result) { sections.append(metrics.section) }
      sections.append(PlanSection(result).section)
      sections.append(DaysSection(result).section)
      if let looks = LooksSection(result) { sections.append(looks.section) }
      sections.append(TruthSection(result: result).section)
      sections.append(GuardrailSection(analysis: analysis).section)
      if let health = result.health { sections.append(self.health(analysis, health)) }
    } else {
      sections.append(TruthSection(result: result).section)
    }
    let people = FlowSections(result)
    sections += [people.flow, people.funnel]
    if result.analysis != nil { sections.append(FunnelSection(result).section) }
    if let learning { sections += LearningDocument(learning).sections }
    let terms = TermsSection(result)
    sections += [ScenarioSection(result.scenario).section, terms.definitions, terms.run]
    sections.append(
      Document.Section(
        "files", "", for: .texts,
        [.files(folder: "\(result.input.folderName)/\(result.input.digest)/", names: files)]))
    return Document(
      title: Sentence(result.scenario.title), facts: facts, sections: sections, values: values)
  }

  private var facts: Sentence {
    let market = result.scenario.market
    let days = market.horizonHours / 24
    let length = days == days.rounded() ? StatedValue(days, .count) : .number(days)
    return """
      \(.count(result.customers)) customers, \(length) \(days == 1 ? "day" : "days") from \
      \(TimeStamp(start: market.start).date(day: 0)), money in \(market.currency.code), seed \
      \(String(result.input.seed))
      """
  }

  // MARK: - What the test shows

  private var confidence: StatedValue {
    .setting(1 - result.scenario.experiment.alpha, .percent)
  }

  private var arms: Document.Section {
    let metric = result.metrics[result.primary]
    var fields: [Table.Filled<Int>] = [
      .words("arm") { Sentence(result.armNames[$0]) },
      .values("customers") { .count(result.data.counts[$0]) },
    ]
    let plan = result.outcome.plan.metrics
    for (wanted, name) in [(Metric.conversion, "conversion"), (.averageOrderValue, "basket")]
    where plan[result.primary].metric != wanted {
      guard let extra = plan.firstIndex(where: { $0.metric == wanted }) else { continue }
      fields.append(
        .values(name) { .level(result.data.samples[$0][extra].value, result.metrics[extra].unit) })
    }
    fields.append(
      .values(metric.name) { arm in
        let estimate = result.estimate(arm: arm, metric: result.primary)
        return .level(estimate?.value, metric.unit, estimate?.interval)
      })
    if let analysis = result.analysis {
      fields.append(
        .values("against control") { arm in
          analysis.comparison(treatment: arm, metric: result.primary).map(against)
        })
      fields.append(
        .init("verdict") { arm in
          analysis.verdicts.first { $0.treatment == arm }.map { Sentence($0.action.text) }
            ?? .missing
        })
    }
    return Document.Section(
      "arms", "What the test shows (± and brackets: \(confidence) confidence)",
      for: result.analysis == nil ? .all : .texts,
      [.table(Table(rows: result.armNames.indices, fields))])
  }

  /// The lift with its interval, or the absolute difference where there is no lift.
  private func against(_ comparison: Comparison) -> StatedValue {
    comparison.size(in: result.metrics[comparison.metric].unit).value
  }

  // MARK: - Whether to believe it

  /// Whether the arms got their shares and the split is valid, and what chance hardly explains.
  private func health(_ analysis: Analysis, _ health: HealthReport) -> Document.Section {
    let checks = HealthSection(
      analysis: analysis, health: health, terms: .simulated, skewness: .differences)
    return checks.section(
      [checks.sampleRatio] + split + checks.findings.filter { $0.severity >= .warning })
  }

  private var split: [HealthSection.Finding] {
    let shared = result.sharedResources
    guard !shared.isEmpty else {
      let valid = HealthSection.Finding(
        .good, "Nothing is shared between customers: the split is valid.")
      return [valid] + (result.validity?.warning.map { [.init(.failure, $0)] } ?? [])
    }
    let invalid = HealthSection.Finding(
      .warning,
      """
      \(Sentence(shared.joined(separator: " and ")).capitalised) is shared between customers: one \
      arm takes it from the other, so the split is not valid. Trust the roll-out.
      """)
    return [invalid] + (result.validity?.finding.map { [.init(.warning, $0)] } ?? [])
  }
}
