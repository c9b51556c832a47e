/// What a child was asked, and how often it did what it must not, by kind.
package struct ExternalCounts: Sendable, Hashable, Codable {
  package init() {}

  /// Decisions that the child was, or would have been, asked for.
  package var decisions = 0
  /// Decisions among them that fell to the status quo.
  package var replaced = 0
  /// Batches without an answer in time.
  package var timeouts = 0
  /// Lines that are no message, or that nobody asked for.
  package var malformed = 0
  /// Batches answered with another number of vectors, and vectors of another length than actions.
  package var wrongLength = 0
  package var notFinite = 0
  package var negative = 0
  package var wrongSum = 0
  /// Vectors that give a chance to an action that is not allowed.
  package var masked = 0
  /// Times that the child ended by itself, or did not start.
  package var died = 0
  /// Times that the child was ended because it wrote or left unread more than it may.
  package var flooded = 0

  var violations: [(kind: String, count: Int)] {
    [
      ("no answer in time", timeouts), ("not a message", malformed),
      ("wrong length", wrongLength), ("not finite", notFinite), ("negative", negative),
      ("does not sum to 1", wrongSum), ("action not allowed", masked), ("died", died),
      ("flooded", flooded),
    ]
  }

  mutating func add(_ other: ExternalCounts) {
    let kinds: [WritableKeyPath<ExternalCounts, Int>] = [
      \.decisions, \.replaced, \.timeouts, \.malformed, \.wrongLength, \.notFinite, \.negative,
      \.wrongSum, \.masked, \.died, \.flooded,
    ]
    for kind in kinds { self[keyPath: kind] += other[keyPath: kind] }
  }

  var total: Int { violations.reduce(0) { $0 + $1.count } }
}

extension ExternalCounts: CustomStringConvertible {
  package var description: String {
    let kinds = violations.filter { $0.count > 0 }.map { "\($0.kind): \($0.count)" }
    return "\(decisions) decisions, \(replaced) left to the status quo"
      + (kinds.isEmpty ? "" : " (" + kinds.joined(separator: ", ") + ")")
  }

  /// Counts what is wrong with a vector of probabilities; true if it may be used.
  mutating func accept(_ row: ArraySlice<Double>, for context: Context) -> Bool {
    let kind: WritableKeyPath<ExternalCounts, Int>
    if row.count != context.actions {
      kind = \.wrongLength
    } else if !row.allSatisfy(\.isFinite) {
      kind = \.notFinite
    } else if row.contains(where: { $0 < 0 }) {
      kind = \.negative
    } else if zip(row, context.allowed).contains(where: { $0 > 0 && !$1 }) {
      kind = \.masked
    } else if abs(row.reduce(0, +) - 1) > 1e-6 {
      kind = \.wrongSum
    } else {
      return true
    }
    self[keyPath: kind] += 1
    return false
  }
}
