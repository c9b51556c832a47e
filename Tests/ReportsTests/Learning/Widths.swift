import Support

@testable import Reports

/// What must be found unbroken in the text of a document, whatever its width.
enum Widths {
  /// All values of a document in words.
  static func values(of document: Document) -> Set<String> {
    let sentences =
      [document.title, document.facts] + document.opening.flatMap(Self.sentences)
      + document.filledSections.filter { $0.audience != .pages }.flatMap {
        [$0.heading] + $0.blocks.flatMap(Self.sentences)
      }
    return Set(
      sentences.flatMap(\.spans).compactMap { span in
        if case .value(let value) = span { NumberText.text(value) } else { nil }
      })
  }

  private static func sentences(_ block: Block) -> [Sentence] {
    switch block {
    case .heading(let sentence), .sentence(_, let sentence): [sentence]
    case .cards(let cards): cards.map(\.reason)
    case .table(let table): table.rows.flatMap { $0 }
    case .figure(let figure): [figure.caption]
    case .fold, .tabs, .files: []
    case .definition(_, let meaning): [meaning]
    }
  }
}
