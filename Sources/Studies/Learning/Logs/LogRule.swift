import Foundation
import MetaLearning
package import Support

/// Conditions on a decision's context in their order, each with an action, and one for the rest.
///
/// Written as `visits >= 2 and segment(regulars) = 1 -> reminder; nothing`.
package struct LogRule: Sendable, Hashable {
  private struct Condition: Sendable, Hashable {
    var term: String
    var comparison: String
    var value: Double

    func holds(_ number: Double) -> Bool {
      switch comparison {
      case ">=": number >= value
      case "<=": number <= value
      case "!=": number != value
      case ">": number > value
      case "<": number < value
      default: number == value
      }
    }
  }

  package let text: String
  private let clauses: [(conditions: [Condition], action: String)]
  private let rest: String

  /// Signs of comparison; those of two characters are looked for first.
  private static let comparisons = [">=", "<=", "!=", ">", "<", "="]

  /// Reads a rule.
  /// - Throws: ``ArgumentError`` that names the part at fault.
  package init(parsing text: String) throws(ArgumentError) {
    func trimmed(_ part: some StringProtocol) -> String {
      part.trimmingCharacters(in: .whitespaces)
    }
    self.text = trimmed(text)
    let parts = text.split(separator: ";", omittingEmptySubsequences: false).map(trimmed)
    var clauses: [(conditions: [Condition], action: String)] = []
    for part in parts.dropLast() {
      guard let arrow = part.range(of: "->") else { throw Self.fault(part) }
      var conditions: [Condition] = []
      for piece in part[..<arrow.lowerBound].components(separatedBy: " and ") {
        guard
          let sign = Self.comparisons.first(where: { piece.contains($0) }),
          let place = piece.range(of: sign),
          let value = Double(trimmed(piece[place.upperBound...])), value.isFinite,
          !trimmed(piece[..<place.lowerBound]).isEmpty
        else { throw Self.fault(piece) }
        conditions.append(
          Condition(term: trimmed(piece[..<place.lowerBound]), comparison: sign, value: value))
      }
      clauses.append((conditions, trimmed(part[arrow.upperBound...])))
    }
    self.clauses = clauses
    rest = parts.last ?? ""
    guard !rest.isEmpty, !rest.contains("->") else { throw Self.fault(rest) }
  }

  private static func fault(_ part: String) -> ArgumentError {
    ArgumentError(
      "rule", found: "\"\(part)\"",
      allowed: "'TERM >= NUMBER -> ACTION; …; ACTION', the last action for all other cases")
  }

  func targets(for log: DecisionLog) throws(ArgumentError) -> [[Double]] {
    let actions = try clauses.map { clause throws(ArgumentError) in
      try LogPolicy.action(clause.action, of: log)
    }
    let other = try LogPolicy.action(rest, of: log)
    let known = Set(log.decisions.flatMap { LogFeatures($0.context).items.map(\.name) })
    for condition in clauses.flatMap(\.conditions) where !known.contains(condition.term) {
      throw ArgumentError(
        "rule", found: "\"\(condition.term)\"",
        allowed: known.isEmpty
          ? "no condition: the log has no context" : known.sorted().joined(separator: ", "),
        nearest: NearestName.of(condition.term, among: known.sorted()))
    }
    return log.decisions.map { decision in
      // As everywhere in logs, a feature that a row lacks is 0.
      let values = Dictionary(
        LogFeatures(decision.context).items.map { ($0.name, $0.value) }
      ) { first, _ in first }
      let number = clauses.firstIndex { clause in
        clause.conditions.allSatisfy { $0.holds(values[$0.term] ?? 0) }
      }
      let chosen = number.map { actions[$0] } ?? other
      return decision.probabilities.indices.map { $0 == chosen ? 1 : 0 }
    }
  }

  package static func == (left: LogRule, right: LogRule) -> Bool { left.text == right.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}
