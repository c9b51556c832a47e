package import Support

/// Writes documents for programs: the study's values by their keys, then what is said of them.
package enum JSONRenderer {
  package static func render(_ document: Document) -> String { json(document).rendered }

  package static func json(_ document: Document) -> JSON {
    var members: JSON.Members = document.values
    members.add([
      "title": .text(document.title.text), "facts": .text(document.facts.text),
      "opening": .array(document.opening.filter { !$0.isEmpty }.map(block)),
      "sections": .array(document.filledSections.map(section)),
    ])
    return .object(members)
  }

  private static func section(_ section: Document.Section) -> JSON {
    .object([
      "id": .text(section.id), "heading": .text(section.heading.text),
      "audience": .text(section.audience.rawValue),
      "blocks": .array(section.blocks.filter { !$0.isEmpty }.map(block)),
    ])
  }

  private static func block(_ block: Block) -> JSON {
    switch block {
    case .heading(let sentence): return .object(["kind": "heading", "text": .text(sentence.text)])
    case .sentence(let role, let sentence):
      var members: JSON.Members = ["kind": "sentence", "role": .text(name(of: role))]
      if case .finding(let severity) = role { members["severity"] = .text(severity.rawValue) }
      members.add(said(sentence))
      return .object(members)
    case .cards(let cards):
      return .object([
        "kind": "cards",
        "cards": .array(
          cards.map { card in
            var members: JSON.Members = [
              "name": .text(card.name), "verdict": .text(card.verdict),
              "reason": .object(said(card.reason)),
            ]
            if !card.value.isEmpty {
              members["value"] = .object(said(card.value))
              members["unit"] = .text(card.unit.text)
            }
            if !card.facts.isEmpty {
              members["facts"] = .object(
                JSON.Members(card.facts.map { ($0.name, .object(said($0.value))) }))
            }
            return .object(members)
          }),
      ])
    case .table(let table):
      return .object([
        "kind": "table", "columns": .array(table.columns.map { .text($0.heading.text) }),
        "rows": .array(table.rows.map { .array($0.map(cell)) }),
      ])
    case .figure(let figure): return FigureValues(figure).value
    case .fold(let title, let blocks):
      return .object([
        "kind": "fold", "title": .text(title.text), "blocks": .array(blocks.map(self.block)),
      ])
    case .tabs(let tabs):
      return .object([
        "kind": "tabs",
        "tabs": .array(
          tabs.map { tab in
            .object(["name": .text(tab.name), "blocks": .array(tab.blocks.map(self.block))])
          }),
      ])
    case .definition(let term, let meaning):
      return .object([
        "kind": "definition", "term": .text(term), "meaning": .object(said(meaning)),
      ])
    case .files(let folder, let names):
      return .object([
        "kind": "files", "folder": .text(folder), "names": .array(names.map(JSON.text)),
      ])
    }
  }

  private static func name(of role: Block.Role) -> String {
    switch role {
    case .answer: "answer"
    case .truth: "truth"
    case .lead: "lead"
    case .note: "note"
    case .item: "item"
    case .detail: "detail"
    case .lesson: "lesson"
    case .finding: "finding"
    }
  }

  /// A sentence in words, with the values that it states as they are.
  private static func said(_ sentence: Sentence) -> JSON.Members {
    let values = sentence.spans.compactMap { span -> JSON? in
      if case .value(let value) = span { value.json } else { nil }
    }
    return ["text": .text(sentence.text), "values": .array(values)]
  }

  /// A cell: the value as it is where it is all there is, else what is written and its values.
  private static func cell(_ sentence: Sentence) -> JSON {
    if sentence.spans.count == 1, case .value(let value) = sentence.spans[0] { return value.json }
    let isWords = sentence.spans.allSatisfy { if case .words = $0 { true } else { false } }
    return isWords ? .text(sentence.text) : .object(said(sentence))
  }
}
