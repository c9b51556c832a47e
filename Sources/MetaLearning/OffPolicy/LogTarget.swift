package import Support

/// A policy whose value is estimated from another's log.
package struct LogTarget: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case uniform
    /// An action by its number, or the one of that number at a position.
    case action(Int)
    /// The probabilities that the log names in `target_probs`.
    case logged
    /// The action with the best mean reward in the log; biased upwards: it was picked by it.
    case bestMean
    /// A probability for each action of each row of the log.
    case given([[Double]])
  }

  package var kind: Kind
  /// What the policy is, as the end of "the policy that …".
  package var name: Sentence
  /// Decisions at which a program gave no answer that could be used: the first action stands there.
  package var replaced = 0

  package static let uniform = LogTarget(
    kind: .uniform, name: "takes each action with the same chance")
  package static let logged = LogTarget(
    kind: .logged, name: "takes actions with the log's own target_probs")
  package static let bestMean = LogTarget(
    kind: .bestMean, name: "takes the action with the best mean reward in this log")

  package static func action(_ action: Int, of log: DecisionLog) -> LogTarget {
    let id = log.actionNames.indices.contains(action) ? log.actionNames[action] : "\(action)"
    let name: Sentence =
      id == "\(action)" ? "action \(action)" : "\(id) (number \(action))"
    return LogTarget(kind: .action(action), name: "always takes \(name)")
  }

  package static func given(_ targets: [[Double]], name: Sentence) -> LogTarget {
    LogTarget(kind: .given(targets), name: name)
  }

  /// The probability of each action in each row.
  /// - Throws: ``ArgumentError`` if the policy does not fit a row.
  func probabilities(_ log: DecisionLog) throws(ArgumentError) -> [[Double]] {
    let best = kind == .bestMean ? log.shrunkMeans : []
    var rows: [[Double]] = []
    rows.reserveCapacity(log.decisions.count)
    for (row, decision) in log.decisions.enumerated() {
      rows.append(try probabilities(decision, row: row, best: best))
    }
    return rows
  }

  private func probabilities(
    _ decision: LoggedDecision, row: Int, best: [Double]
  ) throws(ArgumentError) -> [Double] {
    let count = decision.probabilities.count
    func only(_ chosen: Int) -> [Double] { (0..<count).map { $0 == chosen ? 1 : 0 } }
    switch kind {
    case .uniform: return Array(repeating: 1 / Double(count), count: count)
    case .action(let action):
      guard (0..<count).contains(action) else {
        throw ArgumentError("action", found: "\(action)", allowed: "0 to \(count - 1)")
      }
      return only(action)
    case .logged:
      guard let targets = decision.targets else {
        throw ArgumentError(
          "target_probs of \(decision.event)", found: "nothing",
          allowed: "a probability for each action, or another policy to evaluate")
      }
      return targets
    case .bestMean: return only((0..<count).max { best[$0] < best[$1] } ?? 0)
    case .given(let rows):
      guard rows.indices.contains(row), rows[row].count == count else {
        throw ArgumentError(
          "the policy's answer to \(decision.event)",
          found: "\(rows.indices.contains(row) ? rows[row].count : 0) probabilities",
          allowed: "\(count), one per action")
      }
      return rows[row]
    }
  }
}

extension DecisionLog {
  /// Name of each action, as the first row with so many names it.
  package var actionNames: [String] {
    let row = decisions.first { $0.actions.count == actionCount }
    return (row?.actions ?? []).enumerated().map { number, action in
      action["id"]?.text ?? "\(number)"
    }
  }

  /// Mean reward of each action, shrunk to the mean of all by 100 rows.
  fileprivate var shrunkMeans: [Double] {
    var counts = [Double](repeating: 0, count: actionCount)
    var sums = counts
    for decision in decisions {
      counts[decision.action] += 1
      sums[decision.action] += decision.reward
    }
    let mean = sums.reduce(0, +) / Double(max(decisions.count, 1))
    return zip(sums, counts).map { ($0 + 100 * mean) / ($1 + 100) }
  }
}
