/// A kind of file that is often taken for a CSV table, told by its first bytes.
enum FileKind {
  case zip, sqlite, parquet, spreadsheet

  /// Recognises a file by its start; nil when it may be text.
  init?(start: [UInt8]) {
    let signatures: [(FileKind, [UInt8])] = [
      (.zip, [0x50, 0x4B, 0x03, 0x04]), (.sqlite, Array("SQLite".utf8)),
      (.parquet, Array("PAR1".utf8)), (.spreadsheet, [0xD0, 0xCF, 0x11, 0xE0]),
    ]
    guard let found = signatures.first(where: { start.starts(with: $0.1) }) else { return nil }
    self = found.0
  }

  var name: String {
    switch self {
    case .zip: "a ZIP archive or an .xlsx workbook"
    case .sqlite: "an SQLite database"
    case .parquet: "a Parquet file"
    case .spreadsheet: "an old Office document"
    }
  }
}

extension StringProtocol {
  var trimmingSpaces: SubSequence {
    var rest = self[...]
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return rest
  }
}
