package import Foundation

/// A table made of what a study found: its columns, and its rows.
package protocol ResultTable {
  associatedtype Source
  /// What the cells of one row are read from.
  associatedtype Row
  static var schema: TableSchema<Row> { get }
  /// The columns that this source fills, where they are not always the same.
  static func schema(of source: Source) -> TableSchema<Row>
  static func rows(of source: Source) -> [Row]
}

extension ResultTable {
  package static func schema(of source: Source) -> TableSchema<Row> { schema }

  static func make(_ source: Source) -> CSVTable {
    CSVTable(schema(of: source), rows: rows(of: source))
  }

  /// Writes the table to a file, which it replaces when whole.
  /// - Throws: `ResultsError` when the disk refuses.
  package static func write(_ source: Source, to file: URL) throws {
    try make(source).write(to: file)
  }
}
