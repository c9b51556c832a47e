/// A table without quoted cells, read by nothing of the product.
package struct PlainCSV {
  /// Names of the columns.
  package let header: [String]
  /// Cells of each row below the header.
  package let rows: [[String]]

  /// Reads a table.
  ///
  /// - Throws: `MissingValue` for a quoted cell, or a row of another length than the header's.
  package init(_ text: String) throws {
    let lines = text.split(whereSeparator: \.isNewline).map {
      $0.split(separator: Character(","), omittingEmptySubsequences: false).map(String.init)
    }
    header = lines.first ?? []
    rows = Array(lines.dropFirst())
    for (index, row) in rows.enumerated()
    where row.count != header.count || row.contains(where: { $0.contains("\"") }) {
      throw MissingValue("\(header.count) plain cells in row \(index + 1)")
    }
  }

  /// The rows, each by the names in the header.
  package var records: [[String: String]] {
    rows.map { Dictionary(zip(header, $0)) { first, _ in first } }
  }
}

/// What a test needs and did not find.
package struct MissingValue: Error, CustomStringConvertible {
  /// What is missing.
  package let description: String

  /// Names what is missing.
  package init(_ description: String) {
    self.description = "missing: \(description)"
  }

  /// The value, if there is one.
  package static func unwrap<Value>(_ value: Value?, _ name: String) throws -> Value {
    guard let value else { throw MissingValue(name) }
    return value
  }
}
