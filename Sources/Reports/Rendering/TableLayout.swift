import Support

/// Lays a table out in aligned columns for a width, in several parts where it is too wide.
struct TableLayout {
  private let columns: [Table.Column]
  private let headings: [BrokenText]
  private let cells: [[BrokenText]]
  private let width: Int

  init(_ table: Table, width: Int) {
    columns = table.columns
    headings = table.columns.map { BrokenText($0.heading) }
    cells = table.rows.map { $0.map { BrokenText($0) } }
    self.width = width
  }

  /// The lines, indented by two spaces.
  var lines: [String] { parts.flatMap(lines) }

  /// Words no longer than this stay on one line, so that short names are not broken up.
  private static let shortNames = 16

  /// Least width of a column: nothing in it is divided.
  private func least(_ column: Int) -> Int {
    let least = max(headings[column].leastWidth, cells.map { $0[column].leastWidth }.max() ?? 0)
    return columns[column].isNumber
      ? least : max(least, min(natural(column), Self.shortNames))
  }

  /// Width of a column in which each cell has one line.
  private func natural(_ column: Int) -> Int {
    max(headings[column].longestWord, cells.map { $0[column].length }.max() ?? 0)
  }

  /// The columns of each part, so that every part fits; the first column is in all of them.
  private var parts: [[Int]] {
    guard let first = columns.indices.first else { return [] }
    let rest = columns.indices.dropFirst()
    var parts: [[Int]] = []
    var part = [first]
    var used = least(first) + 2
    for column in rest {
      let wanted = least(column) + 2
      if used + wanted > width, part.count > 1 {
        parts.append(part)
        part = [first]
        used = least(first) + 2
      }
      part.append(column)
      used += wanted
    }
    return parts + [part]
  }

  private func lines(_ part: [Int]) -> [String] {
    let widths = widths(part)
    let headings = part.map { self.headings[$0] }
    let heads = zip(headings, widths).map { heading, width in heading.lines(width: width) }
    return block(heads, part, widths)
      + cells.flatMap { row in
        // What goes on below is indented, so that a name is seen to be one.
        let lines = zip(part, widths).map { column, width -> [String] in
          let cell = row[column]
          guard cell.length > width, !columns[column].isNumber else {
            return cell.lines(width: width)
          }
          let parts = cell.lines(width: max(cell.leastWidth, width - 2))
          return parts.enumerated().map { index, line in
            index == 0 || line.count + 2 > width ? line : "  " + line
          }
        }
        return block(lines, part, widths)
      }
  }

  /// Cells of several lines side by side, their last lines level.
  private func block(_ cells: [[String]], _ part: [Int], _ widths: [Int]) -> [String] {
    let height = cells.map(\.count).max() ?? 0
    return (0..<height).map { line in
      var text = ""
      for (place, lines) in cells.enumerated() {
        let skipped = height - lines.count
        let cell = line < skipped ? "" : lines[line - skipped]
        let space = String(repeating: " ", count: max(0, widths[place] - cell.count))
        text += "  " + (columns[part[place]].isNumber ? space + cell : cell + space)
      }
      while text.hasSuffix(" ") { text.removeLast() }
      return text
    }
  }

  private func widths(_ part: [Int]) -> [Int] {
    var widths = part.map(natural)
    func excess() -> Int { widths.reduce(2 * part.count, +) - width }
    // Words give way first, the widest of them most.
    while excess() > 0 {
      let candidates = part.indices.filter { widths[$0] > least(part[$0]) }
      let words = candidates.filter { !columns[part[$0]].isNumber }
      guard let widest = (words.isEmpty ? candidates : words).max(by: { widths[$0] < widths[$1] })
      else { break }
      widths[widest] -= 1
    }
    // What is left goes to headings that fit on one line with it.
    for (place, column) in part.enumerated() {
      let wanted = headings[column].length - widths[place]
      if wanted > 0, wanted <= -excess() { widths[place] += wanted }
    }
    return widths
  }
}
