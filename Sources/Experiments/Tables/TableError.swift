/// A fault in a CSV table or in what was asked of it.
public struct TableError: Error, Sendable, Equatable, CustomStringConvertible {
  /// The file as the caller named it.
  public var file: String
  /// Row as a spreadsheet counts them, the header being row 1; nil when it is not about one row.
  public var row: Int?
  /// Name of the column, or nil when it is not about one column.
  public var column: String?
  /// What was found.
  public var found: String
  /// What is allowed.
  public var allowed: String
  /// The nearest valid name, where a name was not found.
  public var nearest: String?

  /// Describes a fault.
  public init(
    file: String, row: Int? = nil, column: String? = nil, found: String, allowed: String,
    nearest: String? = nil
  ) {
    self.file = file
    self.row = row
    self.column = column
    self.found = found
    self.allowed = allowed
    self.nearest = nearest
  }

  /// The fault in one line.
  public var description: String {
    var text = file
    if let row { text += ", row \(row)" }
    if let column { text += ", column \"\(column)\"" }
    text += ": found \(found); allowed: \(allowed)"
    if let nearest { text += "; nearest: \"\(nearest)\"" }
    return text
  }

  /// Replaces control characters, which a terminal would act upon, by their names in Swift.
  static func printable(_ text: some StringProtocol) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7f..<0xa0).contains(scalar.value)
      result += isControl ? scalar.escaped(asASCII: true) : String(scalar)
    }
    return result
  }
}
