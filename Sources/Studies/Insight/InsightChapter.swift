package import Insight
package import Support

/// What one part of the insight found: its sentences, its figures and its tables.
package struct InsightChapter: Sendable, Codable, Equatable {
  package enum Role: String, Sendable, Codable {
    /// What was asked.
    case answer
    /// How far the answer may be trusted.
    case trust
    /// What is true, known from the simulation only.
    case truth
    case note, item, warning
    /// Why there is no answer.
    case refusal
  }

  package struct Remark: Sendable, Codable, Equatable {
    package var role: Role
    package var sentence: Sentence
  }

  /// A number by a stable name.
  package struct Figure: Sendable, Codable, Equatable {
    package var name: String
    package var value: StatedValue
  }

  /// Name of the part, as `--only` takes it.
  package var part: String
  package var heading: Sentence
  package private(set) var remarks: [Remark] = []
  package private(set) var figures: [Figure] = []
  package private(set) var tables: [InsightTable] = []
  /// The journey as it is drawn, where the part is the map.
  package var map: JourneyMap?

  package init(_ part: String, _ heading: Sentence) {
    self.part = part
    self.heading = heading
  }

  package var isRefused: Bool { remarks.contains { $0.role == .refusal } }

  package mutating func say(_ role: Role, _ sentence: Sentence) {
    remarks.append(Remark(role: role, sentence: sentence))
  }

  package mutating func add(_ name: String, _ value: StatedValue) {
    figures.append(Figure(name: name, value: value))
  }

  package mutating func add(_ table: InsightTable) { tables.append(table) }
}
