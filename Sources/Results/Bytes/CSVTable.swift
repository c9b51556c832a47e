import Support

/// A small table under a declared header, filled cell by cell.
package struct CSVTable: Sendable {
  /// The header.
  package let columns: ColumnSet
  /// Rows finished so far.
  package private(set) var rows = 0
  private var buffer = ByteBuffer()
  private var cells = 0

  /// Starts a table with its header line.
  package init(_ columns: ColumnSet) {
    self.columns = columns
    buffer.append(columns.header)
  }

  /// The header and the rows as CSV.
  package var bytes: ArraySlice<UInt8> { buffer.bytes }

  /// Writes a text cell, neutralised and quoted where needed.
  package mutating func add(_ text: String) {
    separate()
    buffer.append(CSVCell.encode(text))
  }

  /// Writes a whole number, or an empty cell.
  package mutating func add(_ value: Int64?) {
    separate()
    if let value { buffer.append(integer: value) }
  }

  /// Writes a whole number, or an empty cell.
  package mutating func add(_ value: Int?) {
    add(value.map(Int64.init))
  }

  /// Writes a number that reads back as the same value; an empty cell for nil and not finite.
  package mutating func add(_ value: Double?) {
    separate()
    if let value { buffer.append(number: value) }
  }

  /// Writes `true`, `false` or an empty cell.
  package mutating func add(_ value: Bool?) {
    separate()
    if let value { buffer.append(value ? "true" : "false") }
  }

  /// Ends the row.
  package mutating func endRow() {
    assert(cells == columns.columns.count, "row of \(columns.file) with \(cells) cells")
    buffer.append(UInt8(ascii: "\n"))
    cells = 0
    rows += 1
  }

  private mutating func separate() {
    if cells > 0 { buffer.append(UInt8(ascii: ",")) }
    cells += 1
  }
}
