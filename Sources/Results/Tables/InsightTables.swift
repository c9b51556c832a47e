package import Foundation
package import Studies
import Support

/// The files of an insight: a CSV table for each that the parts made, all their figures, and what
/// each column means.
package enum InsightTables {
  static let figures = "figures.csv"
  static let columns = "columns.csv"

  private struct FigureRow {
    let part: String
    let figure: InsightChapter.Figure
  }

  private struct ColumnRow {
    let table: InsightTable
    let column: InsightTable.Column
  }

  /// Writes all tables, and texts by their names, into a folder, where they appear together.
  /// - Throws: `ResultsError` when the disk refuses, or where a file may not be replaced.
  package static func write(
    _ found: InsightResult, texts: [(name: String, text: String)], to folder: URL, replaces: Bool
  ) throws {
    let staging = try Staging(for: folder)
    do {
      var files = RunFiles(in: staging.folder)
      for table in all(found) { try files.add(table) }
      for (name, text) in texts { try files.add(text, as: name) }
      try staging.commit(replaces: replaces)
    } catch {
      staging.discard()
      throw error
    }
  }

  private static func all(_ found: InsightResult) -> [CSVTable] {
    let tables = found.chapters.flatMap(\.tables)
    let figures = found.chapters.flatMap { chapter in
      chapter.figures.map { FigureRow(part: chapter.part, figure: $0) }
    }
    let columns = tables.flatMap { table in
      table.columns.map { ColumnRow(table: table, column: $0) }
    }
    return tables.map(csv) + [
      CSVTable(figureSchema, rows: figures), CSVTable(columnSchema, rows: columns),
    ]
  }

  private static func csv(_ table: InsightTable) -> CSVTable {
    typealias Column = TableSchema<[InsightTable.Cell]>.Column
    let schema = TableSchema<[InsightTable.Cell]>(
      file: table.file, row: table.row,
      columns: table.columns.enumerated().map { place, column in
        Column(entry: FileColumns.Entry(column.name, column.meaning)) { row in
          switch row[place] {
          case .words(let words): .text(words)
          case .value(let value): .number(value.number)
          }
        }
      })
    return CSVTable(schema, rows: table.rows)
  }

  private static let figureSchema = TableSchema<FigureRow>(
    file: figures, row: "figure",
    columns: [
      .text("part", "Part of the insight.") { $0.part },
      .text("figure", "Name of the figure.") { $0.figure.name },
      .number("value", "Its value.") { $0.figure.value.number },
    ])

  private static let columnSchema = TableSchema<ColumnRow>(
    file: columns, row: "column of a file",
    columns: [
      .text("file", "File with the column.") { $0.table.file },
      .text("row", "What a row of the file stands for.") { $0.table.row },
      .text("column", "Name of the column.") { $0.column.name },
      .text("meaning", "What stands in the column.") { $0.column.meaning },
    ])
}
