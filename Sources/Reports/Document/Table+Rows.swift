package import Support

extension Table {
  /// A column of a table whose rows are made of values: its heading and the cell of each row.
  package struct Filled<Row> {
    let column: Column
    let cell: (Row) -> Sentence

    package init(_ heading: String, _ cell: @escaping (Row) -> Sentence) {
      column = Column(heading)
      self.cell = cell
    }

    package static func words(
      _ heading: String, _ cell: @escaping (Row) -> Sentence
    ) -> Filled<Row> {
      Filled(column: .words(heading), cell: cell)
    }

    /// A column with a value in each row; a dash where there is none.
    package static func values(
      _ heading: String, _ value: @escaping (Row) -> StatedValue?
    ) -> Filled<Row> {
      Filled(heading) { value($0).map(Sentence.value) ?? .missing }
    }

    private init(column: Column, cell: @escaping (Row) -> Sentence) {
      self.column = column
      self.cell = cell
    }
  }

  package init<Row>(rows: some Sequence<Row>, _ columns: [Filled<Row>]) {
    self.init(columns.map(\.column))
    for row in rows { add(columns.map { $0.cell(row) }) }
  }

  /// A row for each of some things, its name first; other columns say how a row gives their value.
  package init<Row>(
    _ first: String, of rows: some Sequence<Row>, name: @escaping (Row) -> Sentence,
    columns: [(heading: String, value: (Row) -> StatedValue)]
  ) {
    let values = columns.map { column in Filled<Row>(column.heading) { .value(column.value($0)) } }
    self.init(rows: rows, [.words(first, name)] + values)
  }
}
