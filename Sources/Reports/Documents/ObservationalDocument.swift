package import Experiments
import Support

extension Document {
  /// A table without a random assignment: differences adjusted for what is known, and no verdict.
  package init(_ analysis: ObservationalAnalysis) {
    self = ObservationalDocument(analysis: analysis).document
  }
}

struct ObservationalDocument {
  let analysis: ObservationalAnalysis
  private var table: TableAnalysis { analysis.table }
  private var plan: AnalysisPlan { table.plan }

  /// Distances of covariates above this many standard deviations are commonly called unlike.
  private static let alike = 0.1

  var document: Document {
    let rows = RowsSection(table.account, metrics: plan.metrics)
    return Document(
      title: "\(table.file): \(.count(table.rows)) rows, not assigned at random",
      opening: [
        .note(
          """
          control: \(plan.arms[plan.control].name); intervals at \(plan.confidence) confidence; \
          adjusted p by \(table.options.correction.name) over treatments and metrics
          """)
      ],
      sections: [rows?.section].compactMap { $0 } + plan.metrics.indices.map(metric)
        + zip(plan.treatments, analysis.overlaps).map(overlap) + [caution], values: values)
  }

  private func effects(_ metric: Int) -> [ObservationalAnalysis.Effect] {
    analysis.effects.filter { $0.metric == metric }
  }

  private func metric(_ metric: Int) -> Document.Section {
    let planned = plan.metrics[metric]
    func size(_ found: Estimate<EffectEstimate>) -> StatedValue {
      .difference(
        found.value?.effect, planned.unit, found.value?.interval(alpha: plan.alpha))
    }
    let rows = Table(
      rows: effects(metric),
      [
        .words("arm") { Sentence(plan.arms[$0.treatment].name) },
        .values("as it is") { size($0.raw) }, .values("by regression") { size($0.regression) },
        .values("doubly robust") { size($0.weighted) },
        .values("adjusted p") { .pValue($0.adjustedPValue) },
      ])
    let notes = effects(metric).map { effect -> Sentence in
      let name = plan.arms[effect.treatment].name
      guard let reason = effect.weighted.reason else { return strength(effect, of: name) }
      return "\(name): \(reason.sentence)."
    }
    return Document.Section(
      "metric_\(metric + 1)", "\(planned.name): difference from the control",
      [.table(rows)] + notes.map { .note($0) })
  }

  private func strength(_ effect: ObservationalAnalysis.Effect, of name: String) -> Sentence {
    guard let cause = effect.unmeasured else {
      return "\(name): how strong an unmeasured cause would have to be cannot be said."
    }
    let whole: Sentence = """
      \(name): a cause that nobody measured explains the difference away if it multiplies both the \
      chance of the arm and that of the outcome by \(.fixed(cause.forEstimate, decimals: 2))
      """
    return cause.forInterval > 1
      ? "\(whole); \(.fixed(cause.forInterval, decimals: 2)) brings the interval to zero."
      : "\(whole); the interval includes zero without one."
  }

  private func overlap(
    _ treatment: Int, _ found: ObservationalAnalysis.Overlap?
  ) -> Document.Section {
    let name = plan.arms[treatment].name
    let title = "How alike \(name) and the control are (distances in standard deviations)"
    guard let found else {
      return Document.Section(
        "overlap_\(treatment)", Sentence(title),
        [.finding(.warning, "No weights: the covariates tell the arms apart or repeat each other.")]
      )
    }
    let rows = Table(
      rows: found.balance,
      [
        .words("covariate") { Sentence($0.covariate) },
        .values("as it is") { .signed($0.before, decimals: 3) },
        .values("weighted") { .signed($0.after, decimals: 3) },
      ])
    let unlike = found.balance.filter { abs($0.after) > Self.alike }.map(\.covariate)
    var notes: [Block] = [.table(rows)]
    if !unlike.isEmpty {
      notes.append(
        .finding(
          .warning, "Still unlike after weighting: \(.list(unlike)). Do not read the difference."))
    }
    notes.append(
      .note(
        """
        The weights leave as much as \(.count(Int(found.effectiveUnits[0]))) units of the control \
        and \(.count(Int(found.effectiveUnits[1]))) of \(name) would tell.
        """))
    if found.limited > 0 {
      notes.append(
        .finding(
          .warning,
          """
          \(.count(found.limited)) unit\(found.limited == 1 ? " has" : "s have") hardly a like in \
          the other arm; their weights are limited to 100.
          """))
    }
    return Document.Section("overlap_\(treatment)", Sentence(title), notes)
  }

  private var caution: Document.Section {
    let known = table.options.covariates + [table.options.segmentColumn].compactMap { $0 }
    return Document.Section(
      "decision", "What to do",
      [
        .finding(
          .warning,
          """
          No verdict: chance did not assign the arms. The adjusted differences are effects only if \
          \(.list(known)) hold all that moves both the choice of an arm and the outcome, were known \
          before it, and if each unit could have been in either arm. A randomised test needs none \
          of this.
          """)
      ])
  }

  private var values: JSON.Members {
    func found(_ estimate: Estimate<EffectEstimate>) -> JSON {
      let interval = estimate.value?.interval(alpha: plan.alpha)
      return .object([
        "estimate": .optional(estimate.value?.effect),
        "se": .optional(estimate.value?.standardError), "lower": .optional(interval?.lower),
        "upper": .optional(interval?.upper), "p": .optional(estimate.value?.pValue()),
        "note": .optional(estimate.reason?.sentence.text),
      ])
    }
    return [
      "file": .text(table.file), "rows": .integer(Int64(table.rows)), "randomised": .boolean(false),
      "control": .text(plan.arms[plan.control].name), "alpha": .number(plan.alpha),
      "effects": .array(
        analysis.effects.map { effect in
          .object([
            "metric": .text(plan.metrics[effect.metric].name),
            "treatment": .text(plan.arms[effect.treatment].name), "raw": found(effect.raw),
            "regression": found(effect.regression), "doubly_robust": found(effect.weighted),
            "p_adjusted": .optional(effect.adjustedPValue),
            "e_value": .optional(effect.unmeasured?.forEstimate),
            "e_value_interval": .optional(effect.unmeasured?.forInterval),
          ])
        }),
      "balance": .array(
        analysis.overlaps.compactMap { $0 }.flatMap { overlap in
          overlap.balance.map { balance in
            .object([
              "treatment": .text(plan.arms[overlap.treatment].name),
              "covariate": .text(balance.covariate), "before": .number(balance.before),
              "after": .number(balance.after),
            ])
          }
        }),
    ]
  }
}
