import Foundation
import Support

@testable import Reports

/// What stands on a page, taken apart by plain means.
struct ShownPage {
  let html: String

  /// The page without its style, script and title, tags replaced by line ends.
  var visible: String {
    var rest = html[...]
    var text = ""
    if let body = rest.range(of: "<body>") { rest = rest[body.upperBound...] }
    if let script = rest.range(of: "<script>") { rest = rest[..<script.lowerBound] }
    var isInside = false
    for character in rest {
      if character == "<" {
        isInside = true
        text.append("\n")
      } else if character == ">" {
        isInside = false
      } else if !isInside {
        text.append(character)
      }
    }
    return text.replacing("&amp;", with: "&").replacing("&lt;", with: "<")
      .replacing("&gt;", with: ">").replacing("&quot;", with: "\"").replacing("&#39;", with: "'")
  }

  /// Values of an attribute, in the page's order.
  func attributes(_ name: String) -> [String] {
    html.split(separator: " \(name)=\"", omittingEmptySubsequences: false).dropFirst().map {
      String($0.prefix { $0 != "\"" })
    }
  }

  /// The texts of axes: round numbers that only tell where marks stand.
  var isolatedTicks: Set<String> {
    Set(
      html.split(separator: "<text").dropFirst().compactMap { part in
        guard part.contains("class=\"tick\"") || part.hasPrefix(" x=") else { return nil }
        return part.split(separator: ">", maxSplits: 1).dropFirst().first
          .map { String($0.prefix { $0 != "<" }) }
      })
  }
}

extension Document {
  /// All that it says, in the letters of a page.
  var saidOnPages: String {
    var parts = [PageText.plain(title), PageText.plain(facts)]
    parts += (opening + sections.flatMap(\.blocks)).flatMap(\.saidOnPages)
    parts += sections.map { PageText.plain($0.heading) }
    return parts.joined(separator: "\n")
  }
}

extension Block {
  fileprivate var saidOnPages: [String] {
    switch self {
    case .heading(let sentence), .sentence(_, let sentence): [PageText.plain(sentence)]
    case .cards(let cards):
      cards.flatMap { card in
        [card.name, card.verdict] + [card.reason, card.value, card.unit].map(PageText.plain)
          + card.facts.flatMap { [$0.name, PageText.plain($0.value)] }
      }
    case .table(let table): table.said
    case .figure(let figure): figure.said
    case .fold(let title, let blocks): [PageText.plain(title)] + blocks.flatMap(\.saidOnPages)
    case .tabs(let tabs): tabs.flatMap { [$0.name] + $0.blocks.flatMap(\.saidOnPages) }
    case .definition(let term, let meaning): [term, PageText.plain(meaning)]
    case .files(let folder, let names): [folder] + names
    }
  }
}

extension Table {
  fileprivate var said: [String] {
    columns.map { PageText.plain($0.heading) } + rows.flatMap { $0.map(PageText.plain) }
  }
}

extension Figure {
  /// Its words and numbers; a stage graph states each as it is rounded everywhere.
  fileprivate var said: [String] {
    var parts = [PageText.plain(finding), PageText.plain(caption)] + (table?.said ?? [])
    switch content {
    case .strips(let strips):
      parts += strips.headings.map(PageText.plain) + strips.legend.map { PageText.plain($0.name) }
      parts += strips.rows.flatMap { [PageText.plain($0.name)] + $0.cells.map(PageText.plain) }
    case .curves(let curves):
      parts += [PageText.plain(curves.axis)] + curves.names.map(PageText.plain)
      parts += curves.lines.map { PageText.plain($0.name) }
    case .flow(let flow):
      for stage in flow.stages {
        parts += [stage.name] + FlowNames.numbers(stage.people, stage.change)
      }
      for edge in flow.edges { parts += FlowNames.numbers(edge.people, edge.change) }
      parts += [500.0, 100, 10, 1000].map { PageText.text(.rate($0)) }
    case .shares(let shares):
      parts += shares.parts.map(PageText.plain)
      for row in shares.rows {
        parts += [PageText.plain(row.name), PageText.plain(row.note)]
        parts += row.values.map { PageText.text(.share($0, decimals: 0)) }
      }
    }
    return parts
  }
}
