/// The place of a cell's content in a buffer, its quotes left out.
struct CellRange: Sendable {
  var start = 0
  var end = 0
  /// Whether the content has doubled quotes.
  var isEscaped = false
}

/// Finds the cells of one row in bytes (RFC 4180; LF, CRLF and CR end a row).
struct RowScanner {
  enum Outcome: Equatable {
    case row
    case blank
    /// The bytes end inside the row and more may follow.
    case incomplete
    /// A quote stands where none may.
    case fault(String)
  }

  private static let quote = UInt8(ascii: "\"")
  private static let lineFeed = UInt8(ascii: "\n")
  private static let carriageReturn = UInt8(ascii: "\r")

  /// Cells found; those beyond the places given are counted but not stored.
  private(set) var count = 0
  /// Where the next row begins.
  private(set) var position: Int
  private let isLast: Bool
  private let separator: UInt8
  /// The greatest of the bytes that end a cell or may not stand in one.
  private let greatest: UInt8

  /// Begins a row; `isLast` says that no more bytes will follow.
  init(from position: Int, isLast: Bool, separator: UInt8 = UInt8(ascii: ",")) {
    self.position = position
    self.isLast = isLast
    self.separator = separator
    greatest = max(separator, Self.quote)
  }

  /// Scans the row, after which `position` is at the next one.
  mutating func scan(_ bytes: Span<UInt8>, into cells: inout MutableSpan<CellRange>) -> Outcome {
    let end = bytes.count
    let first = position
    var index = first
    while true {
      var cell = CellRange(start: index, end: index)
      if index < end, bytes[index] == Self.quote {
        switch quoted(bytes, from: index, cell: &cell) {
        case .row: index = cell.end + 1
        case let outcome: return outcome
        }
      } else {
        while index < end {
          let byte = bytes[index]
          // Mostly one comparison a byte: digits, letters, signs and points are above a comma.
          if byte <= greatest {
            if byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn { break }
            if byte == Self.quote { return .fault("a quote inside an unquoted cell") }
          }
          index += 1
        }
        if index == end, !isLast { return .incomplete }
        cell.end = index
      }
      if count < cells.count { cells[count] = cell }
      count += 1
      guard index < end else { break }
      let byte = bytes[index]
      index += 1
      if byte == separator { continue }
      if byte == Self.carriageReturn {
        if index == end, !isLast { return .incomplete }
        if index < end, bytes[index] == Self.lineFeed { index += 1 }
      }
      break
    }
    position = index
    guard count == 1, let byte = first < end ? bytes[first] : nil else { return .row }
    return byte == Self.lineFeed || byte == Self.carriageReturn ? .blank : .row
  }

  /// Finds the content of the quoted cell at a place.
  private func quoted(
    _ bytes: Span<UInt8>, from start: Int, cell: inout CellRange
  ) -> Outcome {
    let end = bytes.count
    var index = start + 1
    cell.start = index
    while true {
      guard index < end else {
        return isLast ? .fault("a quote that is never closed") : .incomplete
      }
      if bytes[index] == Self.quote {
        if index + 1 == end, !isLast { return .incomplete }
        guard index + 1 < end, bytes[index + 1] == Self.quote else { break }
        cell.isEscaped = true
        index += 1
      }
      index += 1
    }
    cell.end = index
    guard index + 1 < end else { return .row }
    let byte = bytes[index + 1]
    let isEnd = byte == separator || byte == Self.lineFeed || byte == Self.carriageReturn
    return isEnd ? .row : .fault("text after a closing quote")
  }
}
