/// The columns of every result file, as Markdown.
package enum DataDictionary {
  package static var markdown: String {
    [
      ArmsTable.schema.header, ComparisonsTable.schema.header, FunnelTable.schema.header,
      DailyTable.schema.header, EventsTable.header, PolicyTable.schema.header,
      RegretTable.schema.header, CustomersTable.everyHeader, SeedsTable.schema.header,
      DecisionLogFile.keys,
    ].map(markdown).joined(separator: "\n")
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
