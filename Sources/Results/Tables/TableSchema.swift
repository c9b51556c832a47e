/// A table of a result file: each column with its name, its meaning and its value in a row.
package struct TableSchema<Row>: Sendable {
  struct Column: Sendable {
    let entry: FileColumns.Entry
    let cell: @Sendable (Row) -> Cell
  }

  package let header: FileColumns
  /// The cells of a row, from left to right.
  let cells: [@Sendable (Row) -> Cell]

  init(file: String, row: String, columns: [Column]) {
    header = FileColumns(file: file, row: row, columns: columns.map(\.entry))
    cells = columns.map(\.cell)
  }
}

/// What stands in one place of a table; nil is an empty cell.
enum Cell: Sendable, Equatable {
  case text(String)
  case whole(Int64?)
  /// A number; one that is not finite leaves the cell empty.
  case number(Double?)
  case flag(Bool?)
}

extension TableSchema.Column {
  /// A column of texts; nil is an empty cell.
  static func text(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> String?
  ) -> Self {
    Self(entry: FileColumns.Entry(name, meaning)) { .text(value($0) ?? "") }
  }

  static func whole(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> Int?
  ) -> Self {
    Self(entry: FileColumns.Entry(name, meaning)) { .whole(value($0).map(Int64.init)) }
  }

  /// A column of whole numbers that are kept as 64-bit integers.
  static func whole(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> Int64?
  ) -> Self {
    Self(entry: FileColumns.Entry(name, meaning)) { .whole(value($0)) }
  }

  static func number(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> Double?
  ) -> Self {
    Self(entry: FileColumns.Entry(name, meaning)) { .number(value($0)) }
  }

  static func flag(
    _ name: String, _ meaning: String, _ value: @escaping @Sendable (Row) -> Bool?
  ) -> Self {
    Self(entry: FileColumns.Entry(name, meaning)) { .flag(value($0)) }
  }
}
