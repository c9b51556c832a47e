import Foundation
import Support
import Testing

@testable import Reports

/// Pages of documents as they come: whole, safe, and true to their document.
@Suite struct `Pages` {
  private static let samples = Result { try DocumentSamples.all() }

  private let documents: [(name: String, document: Document, page: ShownPage)]

  init() throws {
    let renderer = try PageRenderer()
    documents = try Self.samples.get().map {
      ($0.name, $0.document, ShownPage(html: try renderer.render($0.document)))
    }
  }

  @Test func `state no number that their document does not state`() {
    for (name, document, page) in documents {
      let said = document.saidOnPages
      let ticks = page.isolatedTicks
      for line in page.visible.split(separator: "\n") {
        for word in line.split(separator: " ") where word.contains(where: \.isNumber) {
          // A word of a tooltip stands between other signs than in the document.
          let bare = word.trimmingCharacters(in: CharacterSet(charactersIn: "(),;:"))
          #expect(
            said.contains(bare) || ticks.contains(String(line)), "\(name): \(word) in \(line)")
        }
      }
    }
  }

  @Test func `need nothing from elsewhere`() {
    for (name, _, page) in documents {
      for forbidden in ["http://", "https://", "url(", "@import", " src=", "<link", "<iframe"] {
        #expect(!page.html.contains(forbidden), "\(name): \(forbidden)")
      }
      // Styles on elements would need a laxer policy.
      #expect(!page.html.contains(" style="), "\(name)")
      #expect(!page.html.contains(" onclick"), "\(name)")
      #expect(
        page.html.contains("default-src &#39;none&#39;") || page.html.contains("default-src 'none'")
      )
    }
  }

  @Test func `allow by their policy exactly the style and script that they hold`() throws {
    let page = try #require(documents.first).page.html
    for (tag, key) in [("style", "style-src"), ("script", "script-src")] {
      let start = try #require(page.range(of: "<\(tag)>")).upperBound
      let end = try #require(page.range(of: "</\(tag)>")).lowerBound
      let hash = SHA256.base64(of: String(page[start..<end]))
      #expect(page.contains("\(key) 'sha256-\(hash)'"))
    }
    // The empty text's hash is published (FIPS 180-4).
    #expect(SHA256.base64(of: "") == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
  }

  @Test func `have one headline, names that are their own, and a word for each picture`() {
    for (name, _, page) in documents {
      #expect(page.html.components(separatedBy: "<h1>").count == 2, "\(name)")
      let ids = page.attributes("id")
      #expect(Set(ids).count == ids.count, "\(name): \(ids)")
      for link in page.attributes("href") where link.hasPrefix("#") {
        #expect(ids.contains(String(link.dropFirst())), "\(name): \(link)")
      }
      for part in page.html.components(separatedBy: "<svg").dropFirst() {
        let tag = part.prefix { $0 != ">" }
        let isNested = tag.contains(" x=\"")
        #expect(
          isNested || tag.contains("aria-hidden") || tag.contains("class=\"axis\"")
            || tag.contains("aria-label=\""), "\(name): \(tag)")
      }
    }
  }

  @Test func `close every element that they open`() throws {
    for (name, _, page) in documents {
      let void = ["meta", "br", "input", "!doctype"]
      var open: [Substring] = []
      let body = try #require(page.html.range(of: "<body>")).lowerBound
      let script = try #require(page.html.range(of: "<script>")).lowerBound
      for part in page.html[body..<script].split(separator: "<").dropFirst(0) {
        let tag = part.prefix { $0 != ">" }
        let element = tag.prefix { $0 != " " && $0 != "/" }
        if tag.hasPrefix("/") {
          let closed = tag.dropFirst()
          #expect(open.popLast() == closed, "\(name): \(part.prefix(60))")
        } else if !void.contains(String(element)), !tag.hasSuffix("/") {
          open.append(element)
        }
      }
      #expect(open == ["body"], "\(name)")
    }
  }

  @Test func `are the same bytes each time, and small`() throws {
    let renderer = try PageRenderer()
    for (name, document, page) in documents {
      #expect(try renderer.render(document) == page.html, "\(name)")
      #expect(page.html.utf8.count < 1_000_000, "\(name)")
    }
  }

  @Test func `run nothing that a name brings with it`() throws {
    let evil = "<script>alert(1)</script>\" onload='x' &amp; {{name}}"
    var card = Block.Card(name: evil, reason: Sentence(evil))
    card.value = Sentence(evil)
    let document = Document(
      title: Sentence(evil), facts: Sentence(evil),
      sections: [
        Document.Section(
          evil, Sentence(evil),
          [
            .cards([card]), .definition(term: evil, Sentence(evil)),
            .files(folder: evil, names: [evil]),
            .tabs([Block.Tab(name: evil, blocks: [.note(Sentence(evil))])]),
            .table(Table(rows: [1], [.words(evil) { _ in Sentence(evil) }])),
            .figure(
              Figure(
                caption: Sentence(evil),
                .flow(
                  Figure.Flow(
                    start: 0,
                    stages: [
                      .init(name: evil, isEnd: false, people: 1000),
                      .init(name: evil, isEnd: true, people: 1),
                    ],
                    edges: [.init(from: 0, to: 1, people: 10)])))),
          ])
      ])
    let page = try PageRenderer().render(document)
    #expect(page.components(separatedBy: "<script>").count == 2)
    #expect(!page.contains("onload='"))
    #expect(page.contains("{{name}}"))
  }
}
