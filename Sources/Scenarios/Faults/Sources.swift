/// The lines of the files that a scenario was read from, for the messages.
struct Sources: Sendable {
  private var files: [(name: String, lines: [Substring.UnicodeScalarView])] = []

  mutating func add(_ text: String, as name: String) {
    files.append((name, Sources.lines(of: text)))
  }

  /// The line with this number, from 1.
  func line(_ number: Int, of file: String) -> String? {
    guard let lines = files.first(where: { $0.name == file })?.lines,
      lines.indices.contains(number - 1)
    else { return nil }
    return String(Substring(lines[number - 1]))
  }

  /// The position of a file in the order in which files were added.
  func rank(of file: String) -> Int {
    files.firstIndex { $0.name == file } ?? files.count
  }

  /// The line and column of a byte offset, both from 1.
  static func place(ofByte offset: Int, in text: String) -> (line: Int, column: Int) {
    var line = 1
    var column = 1
    var bytes = 0
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      guard bytes < offset else { break }
      bytes += UTF8.width(scalar)
      if scalar == "\n", previous == "\r" {
        column = 1
      } else if isBreak(scalar) {
        line += 1
        column = 1
      } else {
        column += 1
      }
      previous = scalar
    }
    return (line, column)
  }

  /// Splits at the line breaks that YAML knows.
  private static func lines(of text: String) -> [Substring.UnicodeScalarView] {
    let scalars = text.unicodeScalars
    var lines: [Substring.UnicodeScalarView] = []
    var start = scalars.startIndex
    var index = start
    while index < scalars.endIndex {
      let next = scalars.index(after: index)
      if isBreak(scalars[index]) {
        lines.append(scalars[start..<index])
        start = next
        if scalars[index] == "\r", next < scalars.endIndex, scalars[next] == "\n" {
          start = scalars.index(after: next)
        }
        index = start
      } else {
        index = next
      }
    }
    lines.append(scalars[start...])
    return lines
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    ["\n", "\r", "\u{85}", "\u{2028}", "\u{2029}"].contains(scalar)
  }
}
