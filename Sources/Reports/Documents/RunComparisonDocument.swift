import Experiments
import Scenarios
package import Studies
import Support

extension Document {
  /// What differs between two runs.
  package init(_ comparison: RunComparison) {
    self = RunComparisonDocument(comparison).document
  }
}

struct RunComparisonDocument {
  private let comparison: RunComparison

  init(_ comparison: RunComparison) { self.comparison = comparison }

  private var names: (first: String, second: String) {
    (comparison.first.folder, comparison.second.folder)
  }

  var document: Document {
    Document(
      title: "\(comparison.first.title): two runs",
      facts: "first: \(names.first), second: \(names.second)",
      sections: [answer, input, results, verdicts, paired],
      values: values)
  }

  // MARK: - The answer

  private var clear: [RunComparison.ValueChange] {
    comparison.values.filter { $0.isClear == true }
  }

  private var answer: Document.Section {
    let inputs = comparison.inputs.count
    let went: Sentence =
      inputs == 0
      ? "The same went in"
      : "The runs differ at \(.count(inputs)) place\(inputs == 1 ? "" : "s") of what went in"
    let same = comparison.values.allSatisfy { $0.difference == 0 }
    let came: Sentence =
      comparison.values.isEmpty
      ? "they have no arm or policy of the same name, so their results are not compared"
      : same
        ? "every number that both have is the same"
        : """
        \(.count(clear.count)) of \(.count(comparison.values.count)) numbers that both have \
        differ\(clear.count == 1 ? "s" : "") by more than two standard errors
        """
    return Document.Section("answer", "", [.sentence(.answer, "\(went); \(came).")])
  }

  // MARK: - Input

  private var input: Document.Section {
    Document.Section(
      "input", "What differs in what went in",
      [
        .table(
          Table(
            rows: comparison.inputs,
            [
              .words("where") { Sentence($0.path) }, .words("first") { Sentence($0.first ?? "–") },
              .words("second") { Sentence($0.second ?? "–") },
            ]))
      ])
  }

  // MARK: - Results

  private func unit(_ metric: String) -> DisplayUnit {
    let currency = Currency(code: comparison.first.currency, decimals: 2)
    return Metric.plain.first { $0.name == metric }?.displayUnit(in: currency) ?? .number
  }

  private var results: Document.Section {
    var notes: [Block] = []
    let only = (comparison.onlyInFirst, comparison.onlyInSecond)
    if !only.0.isEmpty { notes.append(.note("Only in the first: \(Sentence.list(only.0)).")) }
    if !only.1.isEmpty { notes.append(.note("Only in the second: \(Sentence.list(only.1)).")) }
    let table = Table(
      rows: comparison.values,
      [
        .words("arm") { Sentence($0.subject) }, .words("metric") { Sentence($0.metric) },
        .values("first") { .level($0.first.value, unit($0.metric)) },
        .values("second") { .level($0.second.value, unit($0.metric)) },
        .values("difference") {
          .difference($0.difference, unit($0.metric), margin: $0.standardError)
        },
        .init("") { change in
          change.isClear.map { $0 ? "more than chance" : "within chance" } ?? ""
        },
      ])
    let truths = comparison.values.filter { $0.first.truth != nil && $0.second.truth != nil }
    let trueTable = Table(
      rows: truths,
      [
        .words("arm") { Sentence($0.subject) }, .words("metric") { Sentence($0.metric) },
        .values("first") { .level($0.first.truth, unit($0.metric)) },
        .values("second") { .level($0.second.truth, unit($0.metric)) },
        .values("difference") { change in
          .difference(
            change.second.truth.flatMap { second in change.first.truth.map { second - $0 } },
            unit(change.metric))
        },
      ])
    return Document.Section(
      "results", "What differs in what was found (± standard error, the runs taken as independent)",
      notes + [.table(table)]
        + (truths.isEmpty ? [] : [.heading("In truth, by roll-out"), .table(trueTable)]))
  }

  private var verdicts: Document.Section {
    let names = comparison.first.verdicts.keys.filter { comparison.second.verdicts[$0] != nil }
      .sorted()
    return Document.Section(
      "verdicts", "What to do, by either run",
      [
        .table(
          Table(
            rows: names,
            [
              .words("arm") { Sentence($0) },
              .words("first") { Sentence(comparison.first.verdicts[$0] ?? "") },
              .words("second") { Sentence(comparison.second.verdicts[$0] ?? "") },
            ]))
      ])
  }

  // MARK: - Customers

  private var paired: Document.Section {
    guard !comparison.paired.isEmpty else {
      return Document.Section(
        "paired", "Customer by customer",
        [
          .note(
            """
            Not paired: both runs need customers.csv (--customers-file) and customers of the same \
            number in the same arm.
            """)
        ])
    }
    let table = Table(
      rows: comparison.paired,
      [
        .words("arm") { Sentence($0.arm) }, .words("measure") { Sentence($0.measure) },
        .values("customers") { .count($0.customers) },
        .values("of them differ") { .count($0.changed) },
        .values("mean difference") {
          .effect($0.difference, .number, margin: $0.standardError)
        },
      ])
    let same = comparison.first.settings["seed"] == comparison.second.settings["seed"]
    let note: Sentence =
      same
      ? "Customers of the same number in the same arm, second less first. They share their draws."
      : """
      Customers of the same number in the same arm, second less first. The seeds differ, so that \
      nothing else ties them together.
      """
    return Document.Section("paired", "Customer by customer", [.note(note), .table(table)])
  }

  // MARK: - For programs

  private var values: JSON.Members {
    [
      "first": .text(names.first), "second": .text(names.second),
      "inputs": .array(
        comparison.inputs.map {
          .object([
            "path": .text($0.path), "first": .optional($0.first), "second": .optional($0.second),
          ])
        }),
      "results": .array(
        comparison.values.map {
          .object([
            "subject": .text($0.subject), "metric": .text($0.metric),
            "first": .optional($0.first.value), "second": .optional($0.second.value),
            "difference": .optional($0.difference), "se": .optional($0.standardError),
            "true_first": .optional($0.first.truth), "true_second": .optional($0.second.truth),
          ])
        }),
      "paired": .array(
        comparison.paired.map {
          .object([
            "arm": .text($0.arm), "measure": .text($0.measure),
            "customers": .integer(Int64($0.customers)), "changed": .integer(Int64($0.changed)),
            "difference": .number($0.difference), "se": .optional($0.standardError),
          ])
        }),
    ]
  }
}
