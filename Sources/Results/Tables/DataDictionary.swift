import Scenarios

/// The columns of every result file, and the words of scenario files, as Markdown.
package enum DataDictionary {
  package static var markdown: String {
    [
      ArmsTable.schema.header, ComparisonsTable.schema.header, FunnelTable.schema.header,
      DailyTable.schema.header, EffectTable.schema.header, PairsTable.schema.header,
      EventsTable.everyHeader, OrdersTable.everyHeader, SessionsTable.everyHeader,
      PolicyTable.schema.header,
      RegretTable.schema.header, ProgramsTable.schema.header, CustomersTable.everyHeader,
      SeedsTable.schema.header, DecisionLogFile.keys,
    ].map(markdown).joined(separator: "\n") + "\n" + words.joined(separator: "\n")
  }

  /// What the names in scenario files mean: metrics, and the quantities and transforms of formulas.
  private static var words: [String] {
    [
      table(
        "Metrics", "metric",
        Metric.plain.map { ($0.name, $0.meaning) } + MetricForm.all.map { ($0.name, $0.meaning) }),
      table(
        "Quantities of formulas, beside traits and states", "quantity",
        Attribute.allCases.map { ($0.rawValue, $0.meaning) } + QuantityForm.all),
      table(
        "Transforms in formulas", "transform",
        Factor.Transform.written.map { ("\($0.rawValue)(…)", $0.meaning) }),
    ]
  }

  private static func table(
    _ title: String, _ column: String, _ rows: [(name: String, meaning: String)]
  ) -> String {
    let lines = rows.map { "| `\($0.name)` | \($0.meaning) |" }
    return """
      ### \(title)

      | \(column) | meaning |
      |---|---|
      \(lines.joined(separator: "\n"))

      """
  }

  private static func markdown(_ file: FileColumns) -> String {
    let lines = file.columns.map { "| `\($0.name)` | \($0.meaning) |" }
    return """
      ### `\(file.file)`: one row per \(file.row)

      | column | meaning |
      |---|---|
      \(lines.joined(separator: "\n"))

      """
  }
}
