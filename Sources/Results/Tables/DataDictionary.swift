/// The columns of every result file, as Markdown.
package enum DataDictionary {
  /// Tables of columns and meanings, from the same declarations that write the headers.
  package static var markdown: String {
    let files = [
      ArmsTable.columns, ComparisonsTable.columns, FunnelTable.columns, DailyTable.columns,
      EventsTable.columns, PolicyTable.columns, RegretTable.columns,
    ]
    let tables = files.map { markdown($0.file, row: $0.row, columns: $0.columns) }
    return
      (tables + [
        markdown("customers.csv", row: "customer", columns: customers),
        markdown(DecisionLogFile.fileName, row: "decision", columns: DecisionLogFile.keys),
      ])
      .joined(separator: "\n")
  }

  /// The columns of `customers.csv` by kind, as they depend on the scenario.
  private static let customers = [
    Column("case_id", "Number of the customer."),
    Column("arrival", "Time of arrival, ISO 8601 in UTC."),
    Column("arm", "Name of the arm the customer was assigned to."),
    Column("segment", "Segment of the customer."),
    Column("channel", "Channel by which the customer came."),
    Column("censored", "1 when the end of the horizon cut the journey off, else 0."),
    Column("<measure>", "Each measure: converted, orders, items, revenue, margin, …."),
    Column("true_<trait>", "Each trait of the customer; no business sees it."),
    Column(
      "true_<measure>_<arm>",
      "Orders, revenue and margin had the customer been assigned to the arm; only when customers"
        + " share nothing."),
  ]

  private static func markdown(_ file: String, row: String, columns: [Column]) -> String {
    let lines = columns.map { "| `\($0.name)` | \($0.meaning) |" }
    return """
      ### `\(file)`: one row per \(row)

      | column | meaning |
      |---|---|
      \(lines.joined(separator: "\n"))

      """
  }
}
