package import Support

/// A table of what was found: written whole as CSV, shown in part in texts.
package struct InsightTable: Sendable, Codable, Equatable {
  package struct Column: Sendable, Codable, Equatable {
    /// Name in the file, heading in a text, and what stands there.
    package var name: String
    package var heading: String
    package var meaning: String
    package var isWords: Bool
    /// Whether texts show the column.
    package var isShown: Bool
  }

  package enum Cell: Sendable, Codable, Equatable {
    case words(String)
    case value(StatedValue)
  }

  /// A column with what it says of a row.
  package struct Filled<Row> {
    let column: Column
    let cell: (Row) -> Cell

    /// A column of words: its name in the file, its heading in a text and its meaning.
    package static func words(
      _ name: String, _ heading: String, _ meaning: String, shown: Bool = true,
      _ words: @escaping (Row) -> String?
    ) -> Filled<Row> {
      let column = Column(
        name: name, heading: heading, meaning: meaning, isWords: true, isShown: shown)
      return Filled(column: column) { .words(words($0) ?? "") }
    }

    package static func words(
      _ name: String, _ meaning: String, shown: Bool = true, _ words: @escaping (Row) -> String?
    ) -> Filled<Row> {
      .words(name, name, meaning, shown: shown, words)
    }

    /// The same of numbers.
    package static func value(
      _ name: String, _ heading: String, _ meaning: String, shown: Bool = true,
      _ value: @escaping (Row) -> StatedValue?
    ) -> Filled<Row> {
      let column = Column(
        name: name, heading: heading, meaning: meaning, isWords: false, isShown: shown)
      return Filled(column: column) { .value(value($0) ?? StatedValue(nil, .number)) }
    }

    package static func value(
      _ name: String, _ meaning: String, shown: Bool = true,
      _ value: @escaping (Row) -> StatedValue?
    ) -> Filled<Row> {
      .value(name, name, meaning, shown: shown, value)
    }
  }

  package var file: String
  /// What a row stands for.
  package var row: String
  package var columns: [Column]
  package var rows: [[Cell]]
  /// Rows that a text shows, the first ones.
  package var shown: Int

  package init<Row>(
    _ file: String, row: String, of rows: some Sequence<Row>, shown: Int = 20,
    _ columns: [Filled<Row>]
  ) {
    self.file = file
    self.row = row
    self.columns = columns.map(\.column)
    self.rows = rows.map { row in columns.map { $0.cell(row) } }
    self.shown = shown
  }
}
