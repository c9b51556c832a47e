package import Experiments
import Support

extension Document {
  /// Many experiments of one table: how many differ, how many are broken, and which differ most.
  package init(_ table: TableTests) { self = TableTestsDocument(table: table).document }
}

struct TableTestsDocument {
  private static let shown = 20

  let table: TableTests

  var document: Document {
    let broken: Sentence = """
      The arms did not get their shares (p < \(.setting(SampleRatioCheck.threshold))) in \
      \(share(table.mismatched, of: table.tests.count)).
      """
    return Document(
      title: "\(table.file): \(.count(table.rows)) rows, \(.count(table.tests.count)) tests",
      sections: table.options.metrics.indices.map(metric) + [
        Document.Section(
          "health", "Health", [.finding(table.mismatched > 0 ? .warning : .good, broken)])
      ], values: values)
  }

  private func share(_ part: Int, of whole: Int) -> Sentence {
    let share = whole > 0 ? Double(part) / Double(whole) : 0
    return "\(.count(part)) of \(.count(whole)) tests (\(.share(share, decimals: 1)))"
  }

  private func metric(_ metric: Int) -> Document.Section {
    let planned = table.options.metrics[metric]
    let isShare = planned.source.kind == .proportion
    let counts = table.significant(metric: metric)
    let alpha = table.options.alpha
    var blocks: [Block] = [
      .lead(
        """
        p < \(.setting(alpha)) in \(share(counts.significant, of: counts.tested)); about \
        \(StatedValue(alpha * Double(counts.tested), .count)) would be so if no arm mattered. After \
        \(table.options.correction.withoutControl.name) over all tests: \(.count(counts.corrected)).
        """)
    ]
    let untested = table.tests.count - counts.tested
    if untested > 0 {
      blocks.append(
        .note("\(.count(untested)) not tested: one arm only, no units, or no variance."))
    }
    let strongest = table.tests.filter { $0.results[metric].statistic.value != nil }
      .sorted { left, right in
        let (first, second) = (p(left, metric), p(right, metric))
        return first == second ? left.name < right.name : first < second
      }
    if strongest.count > Self.shown {
      blocks.append(
        .lead(
          """
          The \(.count(Self.shown)) with the smallest p (all of them with --format json):
          """))
    }
    let unit: DisplayUnit = planned.unit ?? (isShare ? .percent : .number)
    blocks.append(.table(rows(strongest.prefix(Self.shown), metric, unit)))
    return Document.Section(
      "metric_\(metric + 1)",
      "\(planned.name) (\(isShare ? "chi-square" : "Welch's F") over all arms of a test)", blocks)
  }

  private func rows(
    _ tests: some Sequence<TableTests.Test>, _ metric: Int, _ unit: DisplayUnit
  ) -> Table {
    func values(_ test: TableTests.Test) -> [Double] {
      test.results[metric].values.compactMap { $0 }
    }
    return Table(
      rows: tests,
      [
        .words(table.testColumn) { Sentence($0.name) }, .values("arms") { .count($0.arms.count) },
        .values("units") { .count($0.counts.reduce(0, +)) },
        .values("least") { .level(values($0).min(), unit) },
        .values("greatest") { .level(values($0).max(), unit) },
        .values("p") { .pValue(p($0, metric)) },
        .values("adjusted p") { .pValue($0.results[metric].adjustedPValue) },
        .init("shares") { $0.sampleRatio.isFailed ? "broken" : "as planned" },
      ])
  }

  private func p(_ test: TableTests.Test, _ metric: Int) -> Double {
    test.results[metric].statistic.value?.pValue ?? 1
  }

  /// The numbers for programs, with every test.
  private var values: JSON.Members {
    [
      "file": .text(table.file), "rows": .integer(Int64(table.rows)),
      "alpha": .number(table.options.alpha),
      "correction": .text(table.options.correction.withoutControl.name),
      "sample_ratio_failed": .integer(Int64(table.mismatched)),
      "metrics": .array(
        table.options.metrics.indices.map { metric in
          let counts = table.significant(metric: metric)
          return .object([
            "metric": .text(table.options.metrics[metric].name),
            "tested": .integer(Int64(counts.tested)),
            "significant": .integer(Int64(counts.significant)),
            "significant_adjusted": .integer(Int64(counts.corrected)),
          ])
        }), "tests": .array(table.tests.map(test)),
    ]
  }

  private func test(_ test: TableTests.Test) -> JSON {
    .object([
      "test": .text(test.name), "arms": .array(test.arms.map(JSON.text)),
      "counts": .array(test.counts.map { .integer(Int64($0)) }),
      "sample_ratio_p": .number(test.sampleRatio.pValue),
      "results": .array(
        zip(table.options.metrics, test.results).map { metric, result in
          .object([
            "metric": .text(metric.name), "values": .array(result.values.map { .optional($0) }),
            "statistic": .optional(result.statistic.value?.value),
            "df": .optional(result.statistic.value?.degreesOfFreedom),
            "p": .optional(result.statistic.value?.pValue),
            "p_adjusted": .optional(result.adjustedPValue),
          ])
        }),
    ])
  }
}
