import Experiments
import Scenarios
package import Studies
import Support

extension Document {
  /// What an experiment with many seeds would have told each of so many classes.
  package init(_ result: SeedsResult, files: [String] = []) {
    self = SeedsDocument(result: result, files: files).document
  }
}

struct SeedsDocument {
  /// Most rows of the table of seeds; the CSV file and the values for programs have all.
  private static let rows = 12

  let result: SeedsResult
  let files: [String]

  private var unit: DisplayUnit { result.metric.unit }
  private var isSingle: Bool { result.plan.treatments.count == 1 }

  var document: Document {
    Document(
      title: .title("What would others have seen?", of: result.scenario.title), facts: facts,
      sections: [summary, winners, seeds, picture, filed], values: values)
  }

  private var facts: Sentence {
    """
    The same experiment with \(.count(result.seeds)) seeds, \(String(result.first)) to \
    \(String(result.last)), of \(.count(result.customers)) customers in the first; \
    \(result.metric.name) against the control. What is true is the roll-out with seed \
    \(String(result.first)), \(.count(result.replications)) times over.
    """
  }

  private func size(_ value: Double?, margin: Double? = nil) -> StatedValue {
    result.isRelative
      ? .change(value, margin: margin) : .difference(value, unit, margin: margin)
  }

  private func truth(_ arm: Int) -> StatedValue {
    let effect = result.effect(arm)
    return result.isRelative
      ? .change(effect?.relative, margin: effect?.relativeStandardError)
      : .difference(effect?.difference, unit, margin: effect?.standardError)
  }

  private var summary: Document.Section {
    let summaries = result.plan.treatments.map { SeedsSummary(result, treatment: $0) }
    let table = Table(
      "treatment", of: summaries, name: { Sentence(result.plan.arms[$0.treatment].name) },
      columns: [
        ("ship", { .count($0.ships) }),
        ("do not ship", { .count($0.forbids) }),
        ("difference found", { .count($0.significant) }),
        ("interval holds the truth", { .count($0.covered) }),
        ("mean estimate", { size($0.mean) }),
        ("least", { size($0.least) }),
        ("most", { size($0.most) }),
        ("true effect", { truth($0.treatment) }),
      ])
    return Document.Section(
      "summary", "How many of \(.count(result.seeds)) saw what",
      [.table(table)] + summaries.map { .sentence(.answer, said($0)) })
  }

  /// One sentence on a treatment: how often it was found, and how large it seemed where it was.
  private func said(_ summary: SeedsSummary) -> Sentence {
    let name = isSingle ? "" : "\(result.plan.arms[summary.treatment].name): "
    let share: StatedValue = .share(
      Double(summary.significant) / Double(max(1, summary.seeds)), decimals: 0)
    let found: Sentence =
      summary.significant == 0
      ? "\(name)none of \(.count(summary.seeds)) found a difference"
      : """
      \(name)\(.count(summary.significant)) of \(.count(summary.seeds)) (\(share)) found a \
      difference, on average \(size(summary.meanSignificant))
      """
    let all: Sentence = """
      \(found); all \(.count(summary.tested)) together \(size(summary.mean)), the truth is \
      \(truth(summary.treatment)).
      """
    guard let wrong = summary.wrongSign, wrong > 0 else { return all }
    return """
      \(all) \(.count(wrong)) of those who found one \(wrong == 1 ? "has" : "have") the sign wrong.
      """
  }

  private var winners: Document.Section {
    guard let winners = SeedsWinners(result) else { return Document.Section("winners", "", []) }
    return Document.Section(
      "winners", "The best-looking treatment of each",
      [
        .sentence(
          .truth,
          """
          It promised \(size(winners.promised)) on average, and brings \(size(winners.brings)); it \
          is the best in truth for \(.count(winners.right)) of \(.count(winners.seeds)).
          """)
      ])
  }

  private var seeds: Document.Section {
    let shown = result.rows.prefix(Self.rows)
    var columns: [Table.Filled<SeedsResult.Row>] = [
      .words("seed") { Sentence(String($0.seed)) }
    ]
    if !isSingle {
      columns.append(.words("treatment") { Sentence(result.plan.arms[$0.treatment].name) })
    }
    columns += [
      .values("estimate") {
        result.isRelative
          ? .change($0.lift, $0.liftInterval) : .difference($0.difference, unit, $0.interval)
      },
      .values("p") { .pValue($0.pValue) },
      .init("verdict") { Sentence($0.action.text) },
    ]
    if result.rows.contains(where: { $0.stoppedAt != nil }) {
      columns.append(.values("stopped at look") { $0.stoppedAt.map { .count($0) } })
    }
    var blocks: [Block] = [.table(Table(rows: shown, columns))]
    if result.rows.count > shown.count, !files.isEmpty {
      blocks.append(.note("The rest is in seeds.csv."))
    }
    return Document.Section("seeds", "Seed by seed", blocks)
  }

  private var picture: Document.Section {
    Document.Section(
      "picture", "",
      files.contains(SeedsPicture.fileName)
        ? [.note("All estimates beside the truth: \(SeedsPicture.fileName).")] : [])
  }

  private var filed: Document.Section {
    Document.Section(
      "files", "",
      files.isEmpty
        ? []
        : [.files(folder: "\(result.input.folderName)/\(result.input.digest)/", names: files)])
  }

  private var values: JSON.Members {
    [
      "title": .text(result.scenario.title), "metric": .text(result.metric.name),
      "first_seed": .text(String(result.first)), "last_seed": .text(String(result.last)),
      "treatments": .array(
        result.plan.treatments.map { arm in
          let summary = SeedsSummary(result, treatment: arm)
          return .object([
            "treatment": .text(result.plan.arms[arm].name), "ship": .optional(summary.ships),
            "do_not_ship": .optional(summary.forbids),
            "difference_found": .optional(summary.significant),
            "interval_holds_truth": .optional(summary.covered),
            "mean": .optional(summary.mean), "least": .optional(summary.least),
            "most": .optional(summary.most),
            "mean_of_found": .optional(summary.meanSignificant),
            "true_effect": .optional(result.trueSize(arm)),
          ])
        }),
    ]
  }
}
