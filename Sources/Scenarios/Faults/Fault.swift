import Support

/// Something wrong in a scenario file, with its place.
package struct Fault: Sendable, Equatable {
  /// File as it was named to the reader, or `--set` for a change given on the command line.
  var file: String
  /// Line, from 1.
  var line: Int
  /// Column in Unicode scalars, from 1.
  var column: Int
  /// Number of Unicode scalars that are underlined; at least 1.
  var length: Int
  var message: String
  /// What is allowed, or the nearest valid name.
  var note: String?
  /// The line of the file, if it could be read.
  var sourceLine: String?

  /// The fault as a compiler prints one: place and message, the source line, a caret under it.
  package var rendered: String {
    var text = "\(file):\(line):\(column): \(message)"
    if let note { text += "; \(note)" }
    text = text.withControlsNamed
    guard let sourceLine else { return text }
    let excerpt = Excerpt(line: sourceLine, column: column, length: length)
    let number = String(line)
    let margin = String(repeating: " ", count: max(0, 5 - number.count))
    text += "\n\(margin)\(number) | \(excerpt.text)"
    text += "\n\(String(repeating: " ", count: max(5, number.count))) | \(excerpt.underline)"
    return text
  }
}

/// A source line made fit to be printed, with its underline.
private struct Excerpt {
  var text: String
  var underline: String

  /// Keeps at most 100 characters around the column and replaces what a terminal would act upon.
  init(line: String, column: Int, length: Int) {
    let scalars = Array(line.unicodeScalars)
    let place = min(max(0, column - 1), scalars.count)
    let first = scalars.count > 120 ? max(0, min(place - 40, scalars.count - 100)) : 0
    let last = scalars.count > 120 ? min(scalars.count, first + 100) : scalars.count
    var shown = String.UnicodeScalarView()
    for scalar in scalars[first..<last] {
      shown.append(scalar.isControl || scalar.turnsText ? " " : scalar)
    }
    let lead = first > 0 ? "…" : ""
    text = lead + String(shown) + (last < scalars.count ? "…" : "")
    let marked = max(1, min(length, last - place))
    underline =
      String(repeating: " ", count: lead.unicodeScalars.count + place - first) + "^"
      + String(repeating: "~", count: marked - 1)
  }
}
