internal import Mustache
import Support

/// Writes the blocks of a document in HTML, one template for each kind.
struct PageBlocks {
  let library: MustacheLibrary
  /// Numbers groups of tabs, so that each has a name of its own.
  private var groups = 0

  init(library: MustacheLibrary) { self.library = library }

  /// Fills a template.
  /// - Throws: `PageRenderer.TemplateError` for a template that is missing.
  func fill(_ template: String, _ values: [String: Any]) throws -> String {
    // What is empty is left out, so that a section about it is left out as well.
    let filled = values.filter { ($0.value as? String)?.isEmpty != true }
    guard let text = library.render(filled, withTemplate: template) else {
      throw PageRenderer.TemplateError(description: "no template \(template)")
    }
    return text
  }

  mutating func html(_ blocks: [Block]) throws -> String {
    var text = ""
    let shown = blocks.filter { !$0.isEmpty }
    var next = 0
    while next < shown.count {
      // Strips that follow each other stand side by side where there is room.
      let run = shown[next...].prefix { $0.isStrips }
      if run.count > 1 {
        let panels = try run.map { try html($0) }.joined()
        text += "<div class=\"panels\">\(panels)</div>\n"
        next += run.count
      } else {
        text += try html(shown[next])
        next += 1
      }
    }
    return text
  }

  private mutating func html(_ block: Block) throws -> String {
    switch block {
    case .heading(let sentence):
      return try fill(
        "sentence", ["tag": "h3", "role": "sub", "text": PageText.html(sentence)])
    case .sentence(let role, let sentence): return try said(role, sentence)
    case .cards(let cards): return try html(cards)
    case .table(let table): return try html(table, label: "table")
    case .figure(let figure): return try html(figure)
    case .fold(let title, let blocks):
      return try fill(
        "fold", ["kind": "read", "title": PageText.html(title), "blocks": try html(blocks)])
    case .tabs(let tabs): return try html(tabs)
    case .definition(let term, let meaning):
      return try fill(
        "definition", ["term": PageText.escaped(term), "meaning": PageText.html(meaning)])
    case .files(let folder, let names):
      return try fill(
        "files",
        [
          "folder": PageText.escaped(folder),
          "names": PageText.escaped(names.joined(separator: " ")),
        ])
    }
  }

  private func said(_ role: Block.Role, _ sentence: Sentence) throws -> String {
    var values: [String: Any] = ["tag": "p", "text": PageText.html(sentence)]
    values["role"] =
      switch role {
      case .answer: "answer"
      case .truth: "truth-said"
      case .lead: "lead"
      case .note: "note"
      case .item: "item"
      case .detail: "detail"
      case .lesson: "lesson"
      case .finding(let severity): "finding \(severity.rawValue)"
      }
    if case .finding(let severity) = role {
      values["chip"] = severity.rawValue
      values["glyph"] = severity == .good ? "✓" : severity == .notice ? "–" : "!"
      values["word"] = severity.word
    }
    return try fill("sentence", values)
  }

  private func html(_ cards: [Block.Card]) throws -> String {
    let values = cards.map { card -> [String: Any] in
      var facts = card.facts.map {
        "<div><dt>\(PageText.escaped($0.name))</dt><dd>\(PageText.html($0.value))</dd></div>"
      }.joined()
      if !facts.isEmpty { facts = "<dl>\(facts)</dl>" }
      let (glyph, kind) = Self.sign(of: card.verdict)
      let all: [String: Any] = [
        "arm": card.arm.map(Palette.arm) ?? "none",
        "shape": card.arm.map { Drawing.badge(.arm($0)) } ?? "",
        "name": PageText.escaped(card.name), "verdict": PageText.escaped(card.verdict),
        "glyph": glyph, "kind": kind, "value": PageText.html(card.value),
        "unit": PageText.html(card.unit), "facts": facts, "reason": PageText.html(card.reason),
      ]
      return all.filter { ($0.value as? String)?.isEmpty != true }
    }
    return try fill("cards", ["cards": values])
  }

  /// Glyph and colour of a verdict.
  private static func sign(of verdict: String) -> (glyph: String, kind: String) {
    switch verdict {
    case "ship": ("✓", "ship")
    case "do not ship": ("✕", "not")
    case "keep testing": ("…", "wait")
    case "do not trust": ("!", "not")
    default: ("–", "plain")
    }
  }

  private func html(_ table: Table, label: String) throws -> String {
    let heads = table.columns.map { column in
      "<th scope=\"col\"\(column.isNumber ? " class=\"r\"" : "")>\(PageText.html(column.heading))</th>"
    }
    let rows = table.rows.map { row in
      zip(table.columns, row).map { column, cell in
        "<td\(column.isNumber ? " class=\"r\"" : "")\(Self.key(cell))>\(PageText.html(cell))</td>"
      }.joined()
    }
    return try fill(
      "table", ["label": PageText.escaped(label), "heads": heads.joined(), "rows": rows])
  }

  /// By what a cell is sorted: the value that it states first.
  private static func key(_ cell: Sentence) -> String {
    for case .value(let value) in cell.spans {
      guard let number = value.number ?? value.low, number.isFinite else { return "" }
      return " data-v=\"\(number)\""
    }
    return ""
  }

  private mutating func html(_ tabs: [Block.Tab]) throws -> String {
    groups += 1
    let group = "tabs-\(groups)"
    var values: [[String: Any]] = []
    for (number, tab) in tabs.enumerated() {
      var entry: [String: Any] = [
        "id": "\(group)-\(number)", "group": group, "name": PageText.escaped(tab.name),
        "blocks": try html(tab.blocks), "first": number == 0,
      ]
      entry["shape"] = tab.arm.map { Drawing.badge(.arm($0)) }
      values.append(entry)
    }
    return try fill("tabs", ["label": "Arm", "tabs": values])
  }

  // MARK: - Pictures

  private func html(_ figure: Figure) throws -> String {
    let label = [figure.finding, figure.caption].filter { !$0.isEmpty }.map(PageText.plain)
      .joined(separator: ": ")
    var values: [String: Any] = [
      "finding": PageText.html(figure.finding), "caption": PageText.html(figure.caption),
    ]
    switch figure.content {
    case .strips(let strips):
      let picture = StripsPicture(strips)
      values["kind"] = "strips-figure"
      values["legend"] = Self.legend(strips)
      values["picture"] = try fill(
        "strips",
        [
          "size": strips.headings.count > 4 ? "wide-cells" : "plain", "heads": picture.heads,
          "rows": picture.rows, "axis": picture.axis, "rest": picture.rest,
        ])
    case .shares(let shares):
      let picture = SharesPicture(shares)
      values["kind"] = "shares-figure"
      values["legend"] = picture.legend
      values["picture"] = try fill(
        "strips", ["size": "plain", "heads": picture.heads, "rows": picture.rows])
    case .curves(let curves):
      values["kind"] = "curves-figure"
      values["legend"] = Self.legend(
        curves.lines.map { ($0.name, $0.role) }, badge: Drawing.lineBadge)
      values["picture"] =
        CurvesPicture(curves, isNarrow: false).svg(label: label, style: "wide")
        + CurvesPicture(curves, isNarrow: true).svg(label: label, style: "slim")
    case .flow(let flow):
      let picture = FlowPicture(flow)
      values["kind"] = "flow-figure"
      values["legend"] = picture.legend
      values["picture"] =
        picture.svg(label: label, style: "wide")
        + FlowPicture(flow, isNarrow: true).svg(label: label, style: "slim")
    }
    if let table = figure.table {
      values["table"] = try fill(
        "fold",
        [
          "title": "Numbers behind the picture",
          "blocks": try html(table, label: "Numbers behind the picture"),
        ])
    }
    return try fill("figure", values)
  }

  private static func legend(
    _ names: [(name: Sentence, role: Figure.Role)],
    badge: (Figure.Role) -> String = Drawing.badge
  ) -> String {
    guard names.count > 1 else { return "" }
    let items = names.map { "<li>\(badge($0.role))\(PageText.html($0.name))</li>" }
    return "<ul class=\"legend\">\(items.joined())</ul>"
  }

  /// The marks of strips: several arms' where a row has them, and the truth.
  private static func legend(_ strips: Figure.Strips) -> String {
    var names = strips.legend.map { (name: $0.name, role: $0.role) }
    if strips.hasTruth {
      if names.isEmpty { names.append(("estimate and interval", .arm(1))) }
      names.append(("truth: the arm rolled out to everybody", .truth))
    }
    return legend(names)
  }
}

extension Block {
  fileprivate var isStrips: Bool {
    if case .figure(let figure) = self, case .strips = figure.content { true } else { false }
  }
}
