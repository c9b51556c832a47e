internal import Mustache
import Support

/// Writes a document as one HTML file that needs nothing else: no network, no other file.
///
/// It reads without its script, in light and dark, on a phone and on paper; each picture has its
/// table. The same document gives the same bytes.
package struct PageRenderer {
  /// A template that cannot be read or filled: a fault of the program.
  struct TemplateError: Error, CustomStringConvertible {
    var description: String
  }

  private let library: MustacheLibrary

  /// Reads the templates.
  /// - Throws: What is wrong with one of them.
  package init() throws {
    library = MustacheLibrary(
      templates: try PageTemplates.all.mapValues { try MustacheTemplate(string: $0) })
  }

  /// The page of a document.
  /// - Throws: `TemplateError` for a template that is missing.
  package func render(_ document: Document) throws -> String {
    let sections = document.filledSections.filter { $0.audience != .texts }
    var writer = PageBlocks(library: library)
    let opening = document.opening.filter { !$0.isEmpty }
    let answer = Self.answer(of: sections)
    let content = try sections.map { section in
      try writer.fill(
        "section",
        [
          "id": PageText.identifier(section.id), "heading": PageText.html(section.heading),
          "blocks": try writer.html(
            section.blocks.filter { answer == nil || Self.sentence($0) != answer }),
        ])
    }.joined()
    return try writer.fill(
      "page",
      [
        "policy": Self.policy, "title": PageText.escaped(PageText.plain(document.title)),
        "style": PageStyle.text, "script": PageScript.text,
        "facts": PageText.html(document.facts),
        "kicker": answer == nil ? "" : PageText.html(document.title),
        "headline": PageText.html(answer ?? document.title),
        "opening": try writer.html(opening), "sections": content,
        "links": sections.filter { !$0.heading.isEmpty }.map { section in
          [
            "id": PageText.identifier(section.id),
            "name": PageText.escaped(Self.short(section.heading)),
          ]
        },
      ])
  }

  /// The answer to what was asked, which is the page's headline.
  private static func answer(of sections: [Document.Section]) -> Sentence? {
    sections.lazy.flatMap(\.blocks).compactMap(sentence).first
  }

  private static func sentence(_ block: Block) -> Sentence? {
    if case .sentence(.answer, let answer) = block { answer } else { nil }
  }

  /// A heading without what stands in brackets.
  private static func short(_ heading: Sentence) -> String {
    let text = PageText.plain(heading)
    let end = text.firstIndex(of: "(") ?? text.endIndex
    let name = text[..<end].trimmingSuffix { $0 == " " }
    return name.count > 32 ? String(name.prefix(31)) + "…" : String(name)
  }

  /// Nothing is loaded, and nothing runs but the page's own style and script.
  private static let policy: String = {
    let hashes = [PageStyle.text, PageScript.text].map { SHA256.base64(of: $0) }
    return "default-src 'none'; style-src 'sha256-\(hashes[0])'; script-src 'sha256-\(hashes[1])';"
      + " base-uri 'none'; form-action 'none'"
  }()
}

extension StringProtocol {
  fileprivate func trimmingSuffix(while isCut: (Character) -> Bool) -> SubSequence {
    var end = endIndex
    while end > startIndex, isCut(self[index(before: end)]) { end = index(before: end) }
    return self[..<end]
  }
}
