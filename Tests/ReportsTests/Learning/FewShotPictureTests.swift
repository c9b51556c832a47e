import Foundation
import MetaLearning
import StudySupport
import Testing

@testable import Reports
@testable import Studies

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct `The picture of few-shot curves` {
  /// Counts the elements of a document, and gathers its texts.
  private final class Reader: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement element: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      counts[element, default: 0] += 1
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }
  }

  private func read(_ picture: String) -> Reader? {
    let reader = Reader()
    let parser = XMLParser(data: Data(picture.utf8))
    parser.delegate = reader
    return parser.parse() ? reader : nil
  }

  @Test func `is well-formed and draws each curve once`() throws {
    var outcome = LearningSample.outcome()
    outcome.policies[0].name = "core <&\"> \u{7}"
    let picture = try #require(FewShotPicture(outcome))
    let reader = try #require(read(picture.text))
    // Core, agnostic, pooled and the oracle; the status quo learns nothing.
    #expect(reader.counts["polyline"] == 4)
    #expect(reader.text.contains("core <&\">"))
    #expect(reader.text.contains("regret per customer (EUR of margin)"))
    #expect(reader.text.contains("11-20"))
    #expect(!reader.text.contains("status quo"))
  }

  @Test func `does without intervals where there is one cluster`() throws {
    var outcome = LearningSample.outcome(replications: 1)
    outcome.markets[1].isTest = false
    let picture = try #require(FewShotPicture(outcome))
    #expect(read(picture.text) != nil)
  }

  @Test func `is not drawn without customers`() {
    var outcome = LearningSample.outcome()
    outcome.cells = outcome.cells.map { _ in LearningSums() }
    #expect(FewShotPicture(outcome) == nil)
  }

  @Test(arguments: [
    (0.0, 1.0, 5, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (0.0, 0.034, 6, ["0.00", "0.01", "0.02", "0.03", "0.04"]),
    (-3.0, 47.0, 6, ["-10", "0", "10", "20", "30", "40", "50"]),
    (0.0, 0.0, 2, ["0.0", "0.5", "1.0"]),
  ])
  func `has round numbers along its axes`(
    lower: Double, upper: Double, count: Int, expected: [String]
  ) {
    let ticks = AxisTicks(from: lower, to: upper, about: count)
    #expect(ticks.values.map(ticks.text) == expected)
  }
}
