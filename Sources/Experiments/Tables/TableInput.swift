package import Support

/// A table and how it is read, so that every pass over it takes the same rows.
package struct TableInput: Sendable, Equatable {
  enum Content: Sendable, Equatable {
    case file
    /// A table made in memory.
    case bytes([UInt8])
  }

  package let file: String
  package let options: TableOptions
  /// Rows of events that were gathered to units; nil where each row is a unit already.
  package let eventRows: EventRows?
  private let content: Content

  /// Describes the table of a file; event rows are gathered to units here.
  /// - Throws: `ArgumentError` for event rows that cannot be read or gathered.
  package init(path: String, options: TableOptions) throws(ArgumentError) {
    let plain = TableInput(file: path, content: .file, options: options)
    self =
      options.gathersEvents
      ? try UnitGathering(reader: plain.reader(), options: options).input : plain
  }

  init(file: String, content: Content, options: TableOptions, eventRows: EventRows? = nil) {
    self.file = file
    self.content = content
    self.options = options
    self.eventRows = eventRows
  }

  /// Opens the table at its first row.
  func reader() throws(ArgumentError) -> CSVReader {
    var reader =
      switch content {
      case .file: try CSVReader(path: file, numbers: options.numbers)
      case .bytes(let bytes): try CSVReader(bytes: bytes, file: file, numbers: options.numbers)
      }
    let needed = options.dropsMissing ? options.neededColumns : []
    guard !options.leftOut.isEmpty || !needed.isEmpty else { return reader }
    var columns: [Int] = []
    for name in needed { columns.append(try TableColumns.find(name, in: reader)) }
    reader.filter = RowFilter(
      arm: try TableColumns.find(options.armColumn, in: reader), leftOut: options.leftOut,
      needed: columns)
    return reader
  }
}
