import Support

/// Writes documents as plain text of any width from 60 columns on.
///
/// Lines break between words only; a table that is too wide is written in several parts, each with
/// the first column again.
package struct TextRenderer {
  /// Columns of a summary in a file, and of a terminal whose width is not known.
  package static let standardWidth = 98
  /// The widths that lines are broken for.
  package static let widths = 60...160

  private let width: Int
  private let showsDetails: Bool

  /// A width outside ``widths`` is brought into them; details are the folded blocks.
  package init(width: Int = standardWidth, showsDetails: Bool = false) {
    self.width = min(max(width, Self.widths.lowerBound), Self.widths.upperBound)
    self.showsDetails = showsDetails
  }

  package func render(_ document: Document) -> String {
    let sections = document.filledSections.filter { showsDetails || $0.audience != .pages }
    let parts = [heading(document)] + sections.map(lines)
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private func heading(_ document: Document) -> [String] {
    var lines = BrokenText(document.title).lines(width: width)
    if !document.facts.isEmpty { lines += BrokenText(document.facts).lines(width: width) }
    return lines + document.opening.filter { !$0.isEmpty }.flatMap(self.lines)
  }

  private func lines(_ section: Document.Section) -> [String] {
    let heading = section.heading.isEmpty ? [] : BrokenText(section.heading).lines(width: width)
    return heading + section.blocks.filter { !$0.isEmpty }.flatMap(lines)
  }

  private func lines(_ block: Block) -> [String] {
    switch block {
    case .heading(let sentence): BrokenText(sentence).lines(width: width)
    case .sentence(.item, let sentence): paragraph(sentence, lead: "  -", indent: 4)
    case .sentence(.detail, let sentence): paragraph(sentence, lead: "", indent: 4)
    case .sentence(_, let sentence): paragraph(sentence, lead: "", indent: 2)
    case .cards(let cards): lines(cards)
    case .table(let table): TableLayout(table, width: width).lines
    case .figure(let figure): lines(figure)
    case .fold(let title, let blocks):
      showsDetails
        ? paragraph(title, lead: "", indent: 2) + blocks.filter { !$0.isEmpty }.flatMap(lines) : []
    case .tabs(let tabs):
      tabs.flatMap { tab in
        paragraph(Sentence(tab.name), lead: "", indent: 2)
          + tab.blocks.filter { !$0.isEmpty }.flatMap(lines)
      }
    case .definition(let term, let meaning): paragraph("\(term): \(meaning)", lead: "", indent: 2)
    case .files(let folder, let names):
      paragraph(
        Sentence(names.joined(separator: " ")), lead: folder, indent: min(40, folder.count + 2))
    }
  }

  /// Names on the left, verdicts and reasons beside them.
  private func lines(_ cards: [Block.Card]) -> [String] {
    let longest = cards.map { BrokenText.printable($0.name).count }.max() ?? 0
    // Beside long names too little room is left: reasons then stand below.
    let isBeside = longest <= width / 3
    return cards.flatMap { card -> [String] in
      let text: Sentence = card.verdict.isEmpty ? card.reason : "\(card.verdict): \(card.reason)"
      let name = BrokenText.printable(card.name)
      if isBeside {
        return card.name.isEmpty
          ? paragraph(text, lead: "", indent: 2)
          : paragraph(text, lead: "  \(name)", indent: longest + 4)
      }
      return BrokenText(Sentence(name)).lines(width: width - 2).map { "  " + $0 }
        + paragraph(text, lead: "", indent: 4)
    }
  }

  /// The table behind a picture, or else its lines in blocks that fill from 0 to 1.
  private func lines(_ figure: Figure) -> [String] {
    let caption = [figure.finding, figure.caption].filter { !$0.isEmpty }
      .flatMap { paragraph($0, lead: "", indent: 2) }
    if let table = figure.table { return caption + TableLayout(table, width: width).lines }
    guard case .curves(let curves) = figure.content else { return caption }
    let bars = Array("▁▂▃▄▅▆▇█")
    let names = curves.lines.map { BrokenText.printable($0.name.text) }
    let longest = min(width / 3, names.map(\.count).max() ?? 0)
    let room = width - longest - 6
    return caption
      + zip(names, curves.lines).map { name, line in
        let name = name.count > longest ? name.prefix(longest - 1) + "…" : name
        let space = String(repeating: " ", count: longest - name.count)
        let drawn = Self.thinned(line.values.map { $0 ?? 0 }, to: room).map { value in
          bars[min(7, max(0, Int(min(max(value, 0), 1) * 8)))]
        }
        return "  \(space)\(name)  \(String(drawn))"
      }
  }

  /// As many of the values as there is room for, evenly chosen.
  private static func thinned(_ values: [Double], to room: Int) -> [Double] {
    guard values.count > room, room > 1 else { return values }
    return (0..<room).map { values[$0 * (values.count - 1) / (room - 1)] }
  }

  private func paragraph(_ text: Sentence, lead: String, indent: Int) -> [String] {
    let lead = BrokenText.printable(lead)
    // A lead that is longer than its column has its first line to itself.
    let isAlone = lead.count >= indent && !lead.isEmpty
    let space = String(repeating: " ", count: indent)
    let lines = BrokenText(text).lines(width: width - indent)
    if isAlone {
      return BrokenText(Sentence(lead)).lines(width: width) + lines.map { space + $0 }
    }
    return lines.enumerated().map { index, line in
      index == 0 ? lead + String(repeating: " ", count: indent - lead.count) + line : space + line
    }
  }
}
