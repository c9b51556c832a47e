import Insight
import Support

/// A part of the insight: one question to a log, and how it is answered.
///
/// A new part is a file in `Parts/` and a line in ``InsightParts/all``; its document, its JSON and
/// its CSV files follow from the chapter.
protocol InsightPart: SendableMetatype {
  /// Name that `--only` takes.
  static var name: String { get }
  static var heading: Sentence { get }
  /// Answers the question.
  /// - Throws: ``InsightRefusal`` where the log cannot answer it.
  static func answer(_ input: InsightInput, in chapter: inout InsightChapter) throws
}

package enum InsightParts {
  /// All parts in the order in which they are told.
  static let all: [any InsightPart.Type] = [
    MapPart.self, PhasePart.self, SegmentsPart.self, AttributionPart.self, LifetimePart.self,
    ServicePart.self,
  ]

  package static var names: [String] { all.map { $0.name } }
}

/// Why a log cannot answer a question.
struct InsightRefusal: Error, Sendable {
  let sentence: Sentence

  init(_ sentence: Sentence) { self.sentence = sentence }

  /// Refuses where less than enough of something is there.
  static func check(_ count: Int, of what: String, atLeast least: Int) throws(InsightRefusal) {
    guard count < least else { return }
    throw InsightRefusal(
      "The log has \(.count(count)) \(what); at least \(.count(least)) are needed.")
  }
}
