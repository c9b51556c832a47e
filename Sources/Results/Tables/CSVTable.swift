import Foundation
import Support

/// A small table as CSV.
struct CSVTable: Sendable {
  let file: String
  private(set) var rows = 0
  private var buffer = ByteBuffer()

  /// Writes rows under the header of their schema.
  init<Row>(_ schema: TableSchema<Row>, rows: some Sequence<Row>) {
    file = schema.header.file
    buffer.append(schema.header.header)
    for row in rows {
      for (index, cell) in schema.cells.enumerated() {
        if index > 0 { buffer.append(UInt8(ascii: ",")) }
        append(cell(row))
      }
      buffer.append(UInt8(ascii: "\n"))
      self.rows += 1
    }
  }

  var bytes: ArraySlice<UInt8> { buffer.bytes }

  /// Writes the table to a file, which it replaces when whole.
  /// - Throws: `ResultsError` when the disk refuses.
  func write(to file: URL) throws {
    try SingleFile.write(bytes, to: file)
  }

  private mutating func append(_ cell: Cell) {
    switch cell {
    case .text(let text): buffer.append(CSVCell.encode(text))
    case .whole(let value): if let value { buffer.append(integer: value) }
    // Written so that it reads back as the same value.
    case .number(let value): if let value { buffer.append(number: value) }
    case .flag(let value): if let value { buffer.append(value ? "true" : "false") }
    }
  }
}
