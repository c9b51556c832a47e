import Experiments
import Support

/// What became of the rows of a table that did not simply count, arm by arm.
struct RowsSection {
  private let account: RowAccount
  private let metrics: [PlannedMetric]

  /// Nil when every row is a unit that counts.
  init?(_ account: RowAccount, metrics: [PlannedMetric]) {
    guard !account.isPlain else { return nil }
    self.account = account
    self.metrics = metrics
  }

  var section: Document.Section {
    let table = Table(
      rows: account.arms,
      [
        .words("arm") { Sentence($0.name) }, .values("units") { .count($0.units) },
        .values("left out") { .count($0.leftOut) },
        .values("dropped") { .count($0.missing) },
      ])
    return Document.Section("rows", "Rows that count", [.table(table)] + notes.map { .note($0) })
  }

  private var notes: [Sentence] {
    var notes: [Sentence] = []
    if let rows = account.eventRows {
      notes.append("\(.count(rows)) rows of events were gathered to one row per unit.")
    }
    if !account.leftOut.isEmpty {
      notes.append("Left out as asked: \(.list(account.leftOut.map(\.name))).")
    }
    if account.missing > 0 { notes.append(missing) }
    for arm in account.tooSmall {
      let values = zip(metrics, arm.values).map { metric, value -> Sentence in
        "\(metric.name) \(.level(value, metric.unit))"
      }
      notes.append(
        """
        \(arm.name) has \(.count(arm.units)) unit and is reported, not judged: \
        \(.list(values)).
        """)
    }
    return notes
  }

  /// Rows that lack a cell, and whether the arms lose them alike.
  private var missing: Sentence {
    let dropped: Sentence =
      "\(.count(account.missing)) row\(account.missing == 1 ? "" : "s") with a missing cell dropped"
    guard let test = account.evenLoss?.value else { return "\(dropped)." }
    return test.pValue < SampleRatioCheck.threshold
      ? """
      \(dropped). The arms lose rows unevenly (\(.probability(test.pValue))): those that are left \
      may not be alike any more, and nothing here corrects for it.
      """
      : "\(dropped); no sign that the arms lose rows unevenly (\(.probability(test.pValue)))."
  }

  var value: JSON {
    .object([
      "event_rows": account.eventRows.map { .integer(Int64($0)) } ?? .null,
      "missing_p": .optional(account.evenLoss?.value?.pValue),
      "arms": .array(
        account.arms.map { arm in
          .object([
            "arm": .text(arm.name), "units": .integer(Int64(arm.units)),
            "left_out": .integer(Int64(arm.leftOut)), "missing": .integer(Int64(arm.missing)),
            "judged": .boolean(!arm.isTooSmall && arm.leftOut == 0),
          ])
        }),
    ])
  }
}
