package import Experiments
import Support

/// Many experiments of one table: how many differ, how many are broken, and which differ most.
package struct TableTestsText {
  private static let shown = 20

  private let table: TableTests

  /// Wraps the experiments of a table.
  package init(_ table: TableTests) {
    self.table = table
  }

  /// The whole text, each line ended.
  package var text: String {
    var sections = [
      [
        "\(table.file): \(Figures.count(table.rows)) rows, \(Figures.count(table.tests.count))"
          + " tests"
      ]
    ]
    sections += table.options.metrics.indices.map(metric)
    sections.append(health)
    return sections.map { $0.joined(separator: "\n") }.joined(separator: "\n\n") + "\n"
  }

  private func share(_ part: Int, of whole: Int) -> String {
    let share = whole > 0 ? Double(part) / Double(whole) : 0
    return "\(Figures.count(part)) of \(Figures.count(whole)) tests"
      + " (\(Figures.percent(share, decimals: 1)))"
  }

  private func metric(_ metric: Int) -> [String] {
    let planned = table.options.metrics[metric]
    let isShare = planned.source.kind == .proportion
    let counts = table.significant(metric: metric)
    let alpha = table.options.alpha
    let method = isShare ? "chi-square" : "Welch's F"
    var lines = [
      "\(planned.name) (\(method) over all arms of a test)"
    ]
    lines += TextTable.paragraph(
      "p < \(alpha) in \(share(counts.significant, of: counts.tested)); about"
        + " \(Figures.count(Int((alpha * Double(counts.tested)).rounded()))) would be so if no"
        + " arm mattered. After \(table.options.correction.name) over all tests:"
        + " \(Figures.count(counts.corrected)).",
      lead: "", indent: 2)
    let untested = table.tests.count - counts.tested
    if untested > 0 {
      lines += TextTable.paragraph(
        "\(Figures.count(untested)) not tested: one arm only, no units, or no variance.",
        lead: "", indent: 2)
    }
    let strongest = table.tests.filter { $0.results[metric].statistic.value != nil }
      .sorted { left, right in
        let (first, second) = (p(left, metric), p(right, metric))
        return first == second ? left.name < right.name : first < second
      }
    let unit: DisplayUnit = planned.unit ?? (isShare ? .percent : .number)
    var rows = TextTable(
      table.testColumn, ["arms", "units", "least", "greatest", "p", "adjusted p", "shares"])
    for test in strongest.prefix(Self.shown) {
      let values = test.results[metric].values.compactMap { $0 }
      rows.add([
        test.name, "\(test.arms.count)", Figures.count(test.counts.reduce(0, +)),
        Figures.value(values.min(), unit), Figures.value(values.max(), unit),
        Figures.pValue(p(test, metric)),
        test.results[metric].adjustedPValue.map(Figures.pValue) ?? Figures.missing,
        test.sampleRatio.isFailed ? "broken" : "as planned",
      ])
    }
    if strongest.count > Self.shown {
      lines.append("  The \(Self.shown) with the smallest p (all of them with --format json):")
    }
    return lines + rows.lines
  }

  private func p(_ test: TableTests.Test, _ metric: Int) -> Double {
    test.results[metric].statistic.value?.pValue ?? 1
  }

  private var health: [String] {
    ["Health"]
      + TextTable.paragraph(
        "The arms did not get their shares (p < \(SampleRatioCheck.threshold)) in"
          + " \(share(table.mismatched, of: table.tests.count)).",
        lead: "", indent: 2)
  }

  /// The same content as a JSON document, with every test.
  package var json: String {
    JSON.object([
      "file": .text(table.file), "rows": .integer(Int64(table.rows)),
      "alpha": .number(table.options.alpha), "correction": .text(table.options.correction.name),
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
        }),
      "tests": .array(table.tests.map(test)),
    ]).rendered
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
