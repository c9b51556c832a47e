/// Text made safe to stand in a CSV cell.
package enum CSVCell {
  /// Encodes a text by RFC 4180, so that no spreadsheet runs it.
  ///
  /// A text that begins with a character by which spreadsheets know a formula (`=`, `+`, `-`, `@`,
  /// tab, carriage return, and the full-width forms of the first four) gets an apostrophe before it
  /// (OWASP, "CSV injection"). A character that turns the direction of the text is left out. A text
  /// with a comma, a quotation mark or a line break is put between quotation marks.
  package static func encode(_ text: String) -> String {
    var text = text
    if text.unicodeScalars.contains(where: \.turnsText) {
      text.unicodeScalars.removeAll(where: \.turnsText)
    }
    var cell = text
    if let first = text.unicodeScalars.first, formulaStarts.contains(first) { cell = "'" + text }
    guard cell.unicodeScalars.contains(where: needsQuotes) else { return cell }
    var quoted = "\""
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { quoted.unicodeScalars.append("\"") }
      quoted.unicodeScalars.append(scalar)
    }
    return quoted + "\""
  }

  private static let formulaStarts: Set<Unicode.Scalar> = [
    "=", "+", "-", "@", "\t", "\r", "\u{ff1d}", "\u{ff0b}", "\u{ff0d}", "\u{ff20}",
  ]

  private static func needsQuotes(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "," || scalar == "\"" || scalar == "\n" || scalar == "\r"
  }
}
