import Support

/// A table of aligned columns for people, never wider than `TextTable.width`.
struct TextTable {
  /// Most characters in a line of a summary.
  static let width = 98

  /// A column's heading and side.
  struct Heading {
    var text: String
    var isRight = true
  }

  private let headings: [Heading]
  private var rows: [[String]] = []

  init(_ headings: [Heading]) {
    self.headings = headings
  }

  /// A table whose first column is text on the left and whose other columns are figures.
  init(_ first: String, _ others: [String]) {
    self.init([Heading(text: first, isRight: false)] + others.map { Heading(text: $0) })
  }

  mutating func add(_ cells: [String]) {
    rows.append(cells)
  }

  /// The lines, indented by two spaces.
  var lines: [String] {
    var widths = headings.indices.map { column in
      rows.map { $0[column].count }.max() ?? 0
    }
    // A heading may break at its spaces, but not within a word.
    for (column, heading) in headings.enumerated() {
      let longestWord = heading.text.split(separator: " ").map(\.count).max() ?? 0
      widths[column] = max(widths[column], longestWord)
    }
    let gaps = 2 * headings.count
    let excess = widths.reduce(gaps, +) - Self.width
    if excess > 0, let first = widths.first { widths[0] = max(8, first - excess) }
    // What is left of the width goes to headings that fit on one line with it.
    for (column, heading) in headings.enumerated() {
      let spare = Self.width - widths.reduce(gaps, +)
      let wanted = heading.text.count - widths[column]
      if wanted > 0, wanted <= spare { widths[column] = heading.text.count }
    }
    let broken = zip(headings, widths).map { heading, width in
      heading.text.count <= width
        ? [Self.printable(heading.text)] : Self.wrap(heading.text, width: width)
    }
    let height = broken.map(\.count).max() ?? 0
    let heads = (0..<height).map { line in
      row(
        broken.map { lines in
          let skipped = height - lines.count
          return line < skipped ? "" : lines[line - skipped]
        }, widths)
    }
    return heads + rows.flatMap { lines(of: $0, widths) }
  }

  /// A row's lines: a name too long for the first column goes on below, indented.
  private func lines(of cells: [String], _ widths: [Int]) -> [String] {
    guard let first = cells.first, let width = widths.first, first.count > width, width > 8 else {
      return [row(cells, widths)]
    }
    let parts = Self.wrap(first, width: width - 2)
    let rest = Array(cells.dropFirst())
    return parts.enumerated().map { index, part in
      index == parts.count - 1
        ? row([index == 0 ? part : "  " + part] + rest, widths)
        : row([index == 0 ? part : "  " + part] + rest.map { _ in "" }, widths)
    }
  }

  private func row(_ cells: [String], _ widths: [Int]) -> String {
    var line = ""
    for (column, cell) in cells.enumerated() {
      let text = Self.shortened(cell, to: widths[column])
      let space = String(repeating: " ", count: widths[column] - text.count)
      line += "  " + (headings[column].isRight ? space + text : text + space)
    }
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }

  /// Cuts a text off with an ellipsis, and replaces what a terminal would act upon.
  static func shortened(_ text: String, to width: Int) -> String {
    let clean = printable(text)
    guard clean.count > width else { return clean }
    return String(clean.prefix(max(0, width - 1))) + "…"
  }

  /// Replaces control characters by spaces.
  static func printable(_ text: String) -> String { text.printable }

  /// Breaks a text at its spaces into lines of at most a width.
  static func wrap(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in printable(text).split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if line.count + 1 + word.count <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return line.isEmpty ? lines : lines + [line]
  }

  /// Breaks a paragraph with a hanging indent.
  static func paragraph(_ text: String, lead: String, indent: Int) -> [String] {
    let wrapped = wrap(text, width: width - max(indent, lead.count))
    return wrapped.enumerated().map { index, line in
      index == 0
        ? lead + String(repeating: " ", count: max(0, indent - lead.count)) + line
        : String(repeating: " ", count: indent) + line
    }
  }
}
