import Scenarios
package import Studies
import Support

/// How a candidate policy fared beside the running one, whether to release it, and its card.
package struct ShadowDocument {
  private let outcome: ShadowOutcome
  private let unit: DisplayUnit
  private let name: String

  package init(_ outcome: ShadowOutcome) {
    self.outcome = outcome
    let currency = outcome.currency
    switch outcome.reward {
    case .conversion: (unit, name) = (.percent, "conversion")
    case .orders: (unit, name) = (.number, "orders")
    case .revenue, .margin:
      unit = .money(currency: currency.code, decimals: currency.decimals + 1)
      name = outcome.reward.rawValue
    }
  }

  package var document: Document {
    Document(
      title: Sentence(outcome.title),
      facts: """
        \(outcome.candidate) beside \(outcome.running), which decides: \
        \(.count(outcome.decisions)) decisions of \(.count(outcome.customers)) customers in \
        \(.count(outcome.markets)) new \(outcome.markets == 1 ? "market" : "markets"), \
        seed \(String(outcome.seed))
        """,
      sections: [
        Document.Section("verdict", "", [.sentence(.answer, verdict)]), agreement, calibration,
        segments, service, canary, ModelCardDocument(outcome.card).section,
      ], values: values)
  }

  private func difference(_ value: ShadowOutcome.Difference) -> StatedValue {
    .difference(value.mean, unit, value.interval)
  }

  // MARK: - Sections

  private var verdict: Sentence {
    let value = outcome.value
    let known: Sentence =
      (value.interval?.contains(0) ?? true)
      ? "the log of \(outcome.running) cannot tell the two apart"
      : value.mean > 0
        ? "\(outcome.candidate) would bring more" : "\(outcome.candidate) would bring less"
    return """
      \(outcome.candidate) less \(outcome.running), \(name) per decision: \(difference(value)): \
      \(known). In truth, per customer: \(difference(outcome.truth)).
      """
  }

  private var agreement: Document.Section {
    let rows = outcome.shares.flatMap { point in
      point.keys.sorted().map { (action: $0, shares: point[$0] ?? [0, 0]) }
    }
    let columns: [Table.Filled<(action: String, shares: [Double])>] = [
      .words("action") { Sentence($0.action) },
      Table.Filled(outcome.running) { .value(.share($0.shares[0], decimals: 1)) },
      Table.Filled(outcome.candidate) { .value(.share($0.shares[1], decimals: 1)) },
    ]
    return Document.Section(
      "agreement", "How far they agree",
      [
        .sentence(
          .lead,
          """
          \(outcome.candidate) would have taken the action that was taken at \
          \(.share(outcome.agreement, decimals: 1)) of decisions; the chances of both overlap by \
          \(.share(outcome.overlap, decimals: 1)).
          """), .table(Table(rows: rows, columns)),
      ])
  }

  private var calibration: Document.Section {
    guard let bias = outcome.bias else {
      return Document.Section(
        "calibration", "What it predicts",
        [.note("\(outcome.candidate) predicts no rewards: there is nothing to calibrate.")])
    }
    let off = outcome.calibration.filter { group in
      guard let error = group.standardError, error > 0 else { return false }
      return abs(group.observed - group.predicted) > 3 * error
    }.count
    let columns: [Table.Filled<ShadowOutcome.Calibration>] = [
      Table.Filled("decisions") { .value(.count($0.decisions)) },
      Table.Filled("predicted") { .value(.level($0.predicted, unit)) },
      Table.Filled("observed") { .value(.level($0.observed, unit, margin: $0.standardError)) },
    ]
    let isBiased = !(bias.interval?.contains(0) ?? true)
    return Document.Section(
      "calibration", "What it predicts, for what \(outcome.running) did (± standard error)",
      [
        .table(Table(rows: outcome.calibration, columns)),
        .sentence(
          isBiased || off > 0 ? .finding(.warning) : .finding(.good),
          """
          Observed less predicted: \(difference(bias)); \(.count(off)) of \
          \(.count(outcome.calibration.count)) groups lie more than three standard errors off.
          """),
      ])
  }

  private var segments: Document.Section {
    guard let worst = outcome.worst else { return Document.Section("segments", "", []) }
    let columns: [Table.Filled<ShadowOutcome.Segment>] = [
      .words("segment") { Sentence($0.name) },
      Table.Filled("decisions") { .value(.count($0.difference.decisions)) },
      Table.Filled("\(name) per decision") { .value(self.difference($0.difference)) },
    ]
    let interval = worst.difference.interval
    let judgement: Sentence =
      (interval?.upper ?? 1) < 0
      ? "; \(outcome.candidate) is worse there beyond doubt"
      : (interval?.lower ?? -1) > 0 ? "; it is better there, too" : ", which may be chance"
    return Document.Section(
      "segments", "Candidate less running policy by segment (intervals hold together)",
      [
        .table(Table(rows: outcome.segments, columns)),
        .sentence(
          (interval?.upper ?? 1) < 0 ? .finding(.warning) : .note,
          "Worst segment: \(worst.name), \(difference(worst.difference))\(judgement)."),
      ])
  }

  private var service: Document.Section {
    let latency = outcome.latency
    let size: Sentence =
      latency.batch == 1 ? "a decision" : "a batch of up to \(.count(latency.batch))"
    var blocks: [Block] = [
      .sentence(
        outcome.violations == 0 ? .finding(.good) : .finding(.failure),
        """
        \(outcome.violations == 0 ? "No answer" : "\(.count(outcome.violations)) answers") of \
        \(outcome.candidate) had to be refused.
        """),
      .item(
        """
        Latency on this machine: \(.number(latency.median * 1000)) ms for \(size) in the median, \
        99 of 100 below \(.number(latency.ninetyNinth * 1000)) ms; \
        \(.count(Int(latency.decisionsPerSecond))) decisions per second.
        """),
    ]
    if outcome.outside > 0 {
      blocks.append(
        .item(
          """
          \(.share(outcome.outside, decimals: 1)) of decisions have a context beyond what \
          \(outcome.candidate) was trained on.
          """))
    }
    return Document.Section("service", "How it serves", blocks)
  }

  private var canary: Document.Section {
    let canary = outcome.canary
    let columns: [Table.Filled<CanaryOutcome.Stage>] = [
      Table.Filled("share") { .value(.share($0.share, decimals: 0)) },
      Table.Filled("on \(outcome.running)") { .value(.count($0.running)) },
      Table.Filled("on \(outcome.candidate)") { .value(.count($0.candidate)) },
      .values("\(name) per customer, so far") { stage in
        stage.difference.map { .difference($0, unit, stage.interval) }
      },
    ]
    let end: Sentence =
      switch canary.verdict {
      case .stopped: "the release ends here and the candidate is taken back"
      case .better: "the candidate is better beyond doubt and takes over"
      case .unclear: "neither harm nor gain is shown: it may go on, or be watched longer"
      }
    let limit: Sentence =
      canary.harm == 0 ? "below 0" : "below \(.difference(canary.harm, unit))"
    let ends = CanaryOutcome.Verdict.allWords.compactMap { verdict, words -> Sentence? in
      canary.markets[verdict.rawValue].map { "\(.count($0)) \(words)" }
    }
    return Document.Section(
      "canary", "A release by stages, in the first market",
      [
        .table(Table(rows: canary.stages, columns)), .sentence(.answer, end.capitalised + "."),
        .note(
          """
          Each stage has an equal part of the market's customers. The release ends as soon as the \
          whole interval lies \(limit); intervals share the error rate among the stages, so that \
          looking at each does no harm. Over \(.count(outcome.markets)) markets: \
          \(Sentence.list(ends)); \(.fixed(canary.exposed, decimals: 0)) customers of a market had \
          the candidate on average.
          """),
      ])
  }

  // MARK: - For programs

  private func json(_ value: ShadowOutcome.Difference?) -> JSON {
    guard let value else { return .null }
    return .object([
      "mean": .number(value.mean), "se": .optional(value.standardError),
      "lower": .optional(value.lower), "upper": .optional(value.upper),
      "decisions": .integer(Int64(value.decisions)),
    ])
  }

  private var values: JSON.Members {
    let canary = outcome.canary
    return [
      "running": .text(outcome.running), "candidate": .text(outcome.candidate),
      "reward": .text(outcome.reward.rawValue), "seed": .integer(Int64(clamping: outcome.seed)),
      "markets": .integer(Int64(outcome.markets)),
      "customers": .integer(Int64(outcome.customers)),
      "decisions": .integer(Int64(outcome.decisions)), "agreement": .number(outcome.agreement),
      "overlap": .number(outcome.overlap), "difference": json(outcome.value),
      "true_difference_per_customer": json(outcome.truth), "bias": json(outcome.bias),
      "calibration": .array(
        outcome.calibration.map {
          .object([
            "decisions": .integer(Int64($0.decisions)), "predicted": .number($0.predicted),
            "observed": .number($0.observed), "se": .optional($0.standardError),
          ])
        }),
      "segments": .array(
        outcome.segments.map {
          .object(["name": .text($0.name), "difference": json($0.difference)])
        }),
      "worst_segment": .optional(outcome.worst?.name),
      "violations": .integer(Int64(outcome.violations)),
      "outside_training": .number(outcome.outside),
      "latency": .object([
        "batch": .integer(Int64(outcome.latency.batch)),
        "median_s": .number(outcome.latency.median), "p99_s": .number(outcome.latency.ninetyNinth),
        "decisions_per_second": .number(outcome.latency.decisionsPerSecond),
      ]),
      "canary": .object([
        "verdict": .text(canary.verdict.rawValue), "harm": .number(canary.harm),
        "stages": .array(
          canary.stages.map {
            .object([
              "share": .number($0.share), "running": .integer(Int64($0.running)),
              "candidate": .integer(Int64($0.candidate)), "difference": .optional($0.difference),
              "lower": .optional($0.interval?.lower), "upper": .optional($0.interval?.upper),
            ])
          }),
        "markets": .object(
          JSON.Members(
            canary.markets.keys.sorted().map {
              ($0, JSON.integer(Int64(canary.markets[$0] ?? 0)))
            })),
      ]),
      "card": ModelCardDocument(outcome.card).json,
    ]
  }
}

extension CanaryOutcome.Verdict {
  fileprivate static let allWords: [(CanaryOutcome.Verdict, String)] = [
    (.stopped, "ended early"), (.better, "ended with a clear gain"), (.unclear, "stayed unclear"),
  ]
}
