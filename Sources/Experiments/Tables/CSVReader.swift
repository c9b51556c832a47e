package import Support

/// A streaming reader of RFC 4180 tables that makes no string of a cell unless asked.
///
/// It accepts gzip, a byte-order mark, LF, CRLF and CR line ends, quoted cells with doubled quotes
/// and line breaks, and blank lines; the header tells which separator there is. Rows are counted as a spreadsheet does, the header being row 1.
package struct CSVReader: Sendable {
  package let file: String
  package private(set) var header: [String] = []
  /// Number of the current row; the header is row 1.
  package private(set) var row = 0

  /// Longest row accepted in bytes; an unclosed quote would otherwise swallow the file.
  static let longestRow = 16 << 20
  private static let quote = UInt8(ascii: "\"")

  /// Rows that are passed over; nil when all count.
  var filter: RowFilter?

  private let numbers: NumberForm
  private var separator = UInt8(ascii: ",")
  private var source: ByteSource
  private var buffer: [UInt8] = []
  private var position = 0
  private var sourceIsEmpty = false
  private var cells: [CellRange] = []
  private var cellCount = 0

  /// Bytes of the table that are in memory.
  var bufferedBytes: Int { buffer.count }

  /// Opens a file and reads its header.
  /// - Throws: `ArgumentError` when it cannot be read or has no header.
  package init(path: String, numbers: NumberForm = .plain) throws(ArgumentError) {
    try self.init(source: ByteSource(path: path), file: path, numbers: numbers)
  }

  /// Reads a table from memory, in chunks of so many bytes.
  /// - Throws: `ArgumentError` when it has no header.
  package init(
    bytes: [UInt8], file: String, chunk: Int = 1 << 20, numbers: NumberForm = .plain
  ) throws(ArgumentError) {
    try self.init(
      source: ByteSource(bytes: bytes, chunk: chunk, file: file), file: file, numbers: numbers)
  }

  private init(
    source: ByteSource, file: String, numbers: NumberForm
  ) throws(ArgumentError) {
    self.source = source
    self.file = file
    self.numbers = numbers
    try skipByteOrderMark()
    try findSeparator()
    guard try next() else {
      throw ArgumentError(file: file, found: "no rows", allowed: "a header and at least one row")
    }
    header = try Self.names(of: (0..<cellCount).map { content(at: $0) }, file: file)
  }

  /// Reads the header's names; bytes that are no text are a fault here and replaced elsewhere.
  private static func names(of cells: [[UInt8]], file: String) throws(ArgumentError) -> [String] {
    if let start = cells.first, let kind = FileKind(start: start) {
      throw ArgumentError(file: file, found: kind.name, allowed: "UTF-8 text, as CSV")
    }
    var names: [String] = []
    for (index, bytes) in cells.enumerated() {
      guard let name = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
        throw ArgumentError(
          file: file, row: 1, found: "bytes that are no UTF-8 text in column \(index + 1)",
          allowed: "UTF-8 text; save the table anew in that encoding")
      }
      names.append(name)
    }
    return names
  }

  /// Moves to the next row that is not blank and that the filter does not pass over.
  /// - Returns: False at the end of the table.
  /// - Throws: `ArgumentError` for a row of another width, a misplaced quote or a fault in reading.
  package mutating func next() throws(ArgumentError) -> Bool {
    while try nextRow() {
      guard let reason = filter?.reason(self) else { return true }
      let (key, name) = (key(at: reason.column), text(at: reason.column))
      filter?.count(reason, key: key, name: name)
    }
    return false
  }

  private mutating func nextRow() throws(ArgumentError) -> Bool {
    while true {
      switch try scan() {
      case .row:
        guard header.isEmpty || cellCount == header.count else {
          throw ArgumentError(
            file: file, row: row, found: "\(cellCount) cell\(cellCount == 1 ? "" : "s")",
            allowed: "\(header.count) as in the header")
        }
        return true
      case .blank: continue
      case .end: return false
      case .incomplete: try refill()
      }
    }
  }

  /// Reads a cell of the current row as text.
  /// - Returns: The content without its quotes; bytes that are not UTF-8 are replaced.
  package func text(at index: Int) -> String {
    String(decoding: content(at: index), as: UTF8.self)
  }

  /// Makes a key of a cell of the current row that equals another only if the cells are equal.
  func key(at index: Int) -> CellKey {
    let cell = cells[index]
    if cell.isEscaped {
      let content = content(at: index)
      return CellKey(content, from: 0, to: content.count)
    }
    return CellKey(buffer, from: cell.start, to: cell.end)
  }

  /// Reads a cell of the current row as a finite number, or nil when it is none; true and yes are
  /// 1, false and no are 0.
  package func number(at index: Int) -> Double? {
    let cell = cells[index]
    guard !cell.isEscaped else { return nil }
    if numbers == .plain {
      if let value = DecimalText.number(buffer, from: cell.start, to: cell.end) { return value }
    } else if let plain = numbers.plain(buffer[cell.start..<cell.end]),
      let value = DecimalText.number(plain, from: 0, to: plain.count)
    {
      return value
    }
    return CellWord.flag(buffer[cell.start..<cell.end])
  }

  /// Whether a cell of the current row is empty or a word such as `NA` or `null`.
  package func isMissing(at index: Int) -> Bool {
    let cell = cells[index]
    return CellWord.isMissing(buffer[cell.start..<cell.end])
  }

  /// What a cell of the current row may be instead, where a number is asked for.
  func allowedNumber(at index: Int) -> String {
    if isMissing(at: index) { return "a finite number, or --missing drop" }
    guard let form = NumberForm.reading(text(at: index)) else { return "a finite number" }
    return "a finite number, or --numbers \"\(form.rawValue)\""
  }

  /// The same, where 0 or 1 is asked for.
  func allowedFlag(at index: Int) -> String {
    "0 or 1, true or false, yes or no" + (isMissing(at: index) ? ", or --missing drop" : "")
  }

  /// Reads a cell of the current row as it should stand in a message.
  package func quoted(at index: Int) -> String {
    let text = text(at: index)
    let shown = text.count > 40 ? text.prefix(40) + "…" : text
    return text.isEmpty ? "an empty cell" : "\"\(shown.withControlsNamed)\""
  }

  /// Reads a cell of the current row as the name of an arm, a segment or the like.
  /// - Throws: `ArgumentError` for an empty cell, one that is no text, or one too long for a name.
  func label(at index: Int) throws(ArgumentError) -> String {
    let bytes = content(at: index)
    var allowed: String?
    if bytes.isEmpty {
      allowed = "a name in every row"
    } else if bytes.count > TableTally.longestLabel {
      allowed = "a name of at most \(TableTally.longestLabel) bytes; this has \(bytes.count)"
    } else if bytes.contains(0) {
      allowed = "UTF-8 text"
    }
    guard allowed == nil, let name = String(validating: bytes, as: UTF8.self) else {
      throw TableTally.fault(self, column: index, allowed: allowed ?? "UTF-8 text")
    }
    return name
  }

  private func content(at index: Int) -> [UInt8] {
    let cell = cells[index]
    let bytes = Array(buffer[cell.start..<cell.end])
    guard cell.isEscaped else { return bytes }
    var result: [UInt8] = []
    var isFirstOfTwo = false
    for byte in bytes {
      isFirstOfTwo = byte == Self.quote && !isFirstOfTwo
      if byte != Self.quote || isFirstOfTwo { result.append(byte) }
    }
    return result
  }
}

extension CSVReader {
  private enum Scan {
    case row, blank, end, incomplete
  }

  /// Finds the cells of the row at `position`, without moving when the buffer ends inside it.
  private mutating func scan() throws(ArgumentError) -> Scan {
    guard position < buffer.count else { return sourceIsEmpty ? .end : .incomplete }
    var scanner = RowScanner(from: position, isLast: sourceIsEmpty, separator: separator)
    var outcome = Self.find(&scanner, in: buffer, cells: &cells)
    if header.isEmpty, scanner.count > cells.count {
      // The header's width is known only now: make room and scan it again.
      cells = Array(repeating: CellRange(), count: scanner.count)
      scanner = RowScanner(from: position, isLast: sourceIsEmpty, separator: separator)
      outcome = Self.find(&scanner, in: buffer, cells: &cells)
    }
    switch outcome {
    case .incomplete: return .incomplete
    case .fault(let found):
      let column = scanner.count
      throw ArgumentError(
        file: file, row: row + 1,
        column: header.indices.contains(column) ? header[column] : nil, found: found,
        allowed: "cells quoted whole, with quotes inside them doubled")
    case .row, .blank:
      position = scanner.position
      cellCount = scanner.count
      row += 1
      return outcome == .row ? .row : .blank
    }
  }

  private static func find(
    _ scanner: inout RowScanner, in bytes: [UInt8], cells: inout [CellRange]
  ) -> RowScanner.Outcome {
    var places = cells.mutableSpan
    return scanner.scan(bytes.span, into: &places)
  }

  private mutating func refill() throws(ArgumentError) {
    buffer.removeFirst(position)
    position = 0
    guard buffer.count <= Self.longestRow else {
      throw ArgumentError(
        file: file, row: row + 1, found: "a row longer than \(Self.longestRow >> 20) MiB",
        allowed: "shorter rows; look for a quote that is never closed")
    }
    sourceIsEmpty = try !source.read(into: &buffer, file: file)
  }

  private mutating func findSeparator() throws(ArgumentError) {
    while true {
      let found = CellSeparator.find(in: buffer[position...], isLast: sourceIsEmpty)
      if let found {
        separator = found
        return
      }
      try refill()
    }
  }

  private mutating func skipByteOrderMark() throws(ArgumentError) {
    while buffer.count < 3, !sourceIsEmpty { try refill() }
    if buffer.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    if buffer.starts(with: [0xFF, 0xFE]) || buffer.starts(with: [0xFE, 0xFF]) {
      throw ArgumentError(file: file, found: "UTF-16 text", allowed: "UTF-8 text")
    }
  }
}
