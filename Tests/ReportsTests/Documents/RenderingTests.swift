import Foundation
import Support
import Testing

@testable import Reports

/// Texts of any width and JSON, of documents as they come.
@Suite struct `Rendered documents` {
  private let documents: [(name: String, document: Document)]

  init() throws {
    documents = try DocumentSamples.all()
  }

  @Test func `fit every width, and no value is divided`() {
    for (name, document) in documents {
      for width in [60, 80, 98, 120, 160] {
        let lines = TextRenderer(width: width).render(document)
          .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for line in lines { #expect(line.count <= width, "\(name) at \(width): \(line)") }
        for value in document.sentences.flatMap(\.values) {
          let text = NumberText.text(value)
          #expect(lines.contains { $0.contains(text) }, "\(name) at \(width): \(text)")
        }
      }
    }
  }

  @Test func `say the same at every width`() {
    for (name, document) in documents {
      // Tables of several parts repeat their first column: words alone are compared.
      func words(_ width: Int) -> Set<Substring> {
        Set(TextRenderer(width: width).render(document).split { $0 == " " || $0 == "\n" })
      }
      guard name != "long names" else { continue }
      #expect(words(80) == words(160), "\(name)")
    }
  }

  @Test func `hold every value for programs`() {
    for (name, document) in documents {
      let nodes = JSONRenderer.json(document).nodes
      for sentence in document.blockSentences {
        for value in sentence.values { #expect(nodes.contains(value.json), "\(name): \(value)") }
      }
      for (key, value) in document.values where key != "title" {
        #expect(nodes.contains(value), "\(name): \(key)")
      }
    }
  }

  @Test func `are parsed by any program`() throws {
    for (_, document) in documents {
      let text = JSONRenderer.render(document)
      _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
    }
  }

  @Test func `Widths are brought into what can be read`() {
    let document = Document(
      title: Sentence(String(repeating: "word ", count: 60)))
    func longest(_ width: Int) -> Int? {
      TextRenderer(width: width).render(document).split(separator: "\n").map(\.count).max()
    }
    #expect(longest(10) == longest(60))
    #expect(longest(1000) == longest(160))
  }

  @Test func `A table that is too wide goes on below with its first column again`() {
    var table = Table("arm", (1...8).map { "a long heading \($0)" })
    table.add(["control"] + (1...8).map { .value(.fixed(Double($0) * 1e6, decimals: 2)) })
    let document = Document(
      title: "t", sections: [Document.Section("s", "Section", [.table(table)])])
    let lines = TextRenderer(width: 60).render(document).split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("  control") } == 2)
    #expect(lines.allSatisfy { $0.count <= 60 })
  }
}

extension Sentence {
  fileprivate var values: [StatedValue] {
    spans.compactMap { if case .value(let value) = $0 { value } else { nil } }
  }
}

extension Block {
  fileprivate var sentences: [Sentence] {
    switch self {
    case .heading, .files: []
    case .sentence(_, let sentence), .definition(_, let sentence): [sentence]
    case .cards(let cards): cards.map(\.reason)
    case .table(let table): table.rows.flatMap { $0 }
    case .figure, .fold, .tabs: []
    }
  }
}

extension Document {
  fileprivate var blockSentences: [Sentence] {
    (opening + sections.flatMap(\.blocks)).flatMap(\.sentences)
  }

  /// What a text without details says.
  fileprivate var sentences: [Sentence] {
    let shown = filledSections.filter { $0.audience != .pages }
    return [title, facts] + shown.map(\.heading)
      + (opening + shown.flatMap(\.blocks)).flatMap(\.sentences)
  }
}

extension JSON {
  /// The value with all that is in it.
  fileprivate var nodes: Set<JSON> {
    switch self {
    case .array(let values): Set([self]).union(values.flatMap(\.nodes))
    case .object(let members): Set([self]).union(members.flatMap(\.value.nodes))
    default: [self]
    }
  }
}
