package import Foundation
package import Support

/// Forms in which other tools read a log of decisions.
package enum LogExport: String, Sendable, CaseIterable {
  /// Vowpal Wabbit's text for contextual bandits with features of actions.
  case vw
  /// Vowpal Wabbit's decision service JSON.
  case dsjson
  /// The columns of obp's bandit feedback, as JSON.
  case obp

  /// Writes a log.
  /// - Throws: ``ArgumentError`` if the form needs the same number of actions in each line.
  package func data(of log: DecisionLog) throws(ArgumentError) -> Data {
    switch self {
    case .vw:
      var text = ""
      for decision in log.decisions { text += Self.vowpalText(decision) }
      return Data(text.utf8)
    case .dsjson:
      try checkChances(log)
      var text = ""
      for decision in log.decisions { text += Self.decisionService(decision).compact + "\n" }
      return Data(text.utf8)
    case .obp:
      return Data((try Self.banditFeedback(log).compact + "\n").utf8)
    }
  }

  private func checkChances(_ log: DecisionLog) throws(ArgumentError) {
    guard let odd = log.decisions.first(where: { !$0.knowsAllChances }) else { return }
    throw ArgumentError(
      "probs of \(odd.event)", found: "only the chance of the action taken",
      allowed: "the chances of all actions in the form \(rawValue)")
  }

  /// Writes an example: a shared line, a line per action, an empty line; costs are −rewards.
  private static func vowpalText(_ decision: LoggedDecision) -> String {
    var lines = ["shared |C " + LogFeatures(decision.context).vowpalText]
    for (number, action) in decision.actions.enumerated() {
      var label = ""
      if number == decision.action {
        let cost = LogFeatures.general(-decision.reward, digits: 6)
        let chance = LogFeatures.general(decision.probabilities[number], digits: 8)
        label = "0:\(cost):\(chance) "
      }
      lines.append(label + "|A " + LogFeatures(action).vowpalText)
    }
    return lines.joined(separator: "\n") + "\n\n"
  }

  /// An object with the action taken first, as the decision service writes it.
  private static func decisionService(_ decision: LoggedDecision) -> JSON {
    let taken = decision.action
    let order = [taken] + decision.actions.indices.filter { $0 != taken }
    return .object([
      "_label_cost": .number(decision.reward == 0 ? 0 : -decision.reward),
      "_label_probability": .number(decision.probabilities[taken]),
      "_label_Action": .optional(taken + 1),
      "_labelIndex": .optional(taken),
      "o": .array([
        .object([
          "v": .number(decision.reward), "EventId": .text(decision.event),
          "ActionTaken": .boolean(false),
        ])
      ]),
      "Timestamp": .text(decision.time),
      "Version": "1",
      "EventId": .text(decision.event),
      "a": .array(order.map { .optional($0 + 1) }),
      "c": .object([
        "C": LogFeatures(decision.context).object,
        "_multi": .array(decision.actions.map { .object(["A": LogFeatures($0).object]) }),
      ]),
      "p": .array(order.map { .number(decision.probabilities[$0]) }),
      "VWState": .object(["m": decision.version]),
    ])
  }

  /// n_rounds, n_actions, context, action, reward, pscore, pi_b and where known expected_reward.
  private static func banditFeedback(_ log: DecisionLog) throws(ArgumentError) -> JSON {
    let actions = log.actionCount
    if let odd = log.decisions.first(where: { $0.probabilities.count != actions }) {
      throw ArgumentError(
        "actions of \(odd.event)", found: "\(odd.probabilities.count)",
        allowed: "\(actions), as in other lines")
    }
    let features = log.decisions.map { LogFeatures($0.context).items }
    // Columns by code point, as Python sorts them.
    let names = Set(features.joined().map(\.name)).sorted {
      $0.unicodeScalars.lexicographicallyPrecedes($1.unicodeScalars)
    }
    let columns = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    let context = features.map { items in
      var row = [JSON](repeating: .number(0), count: names.count)
      for item in items { if let column = columns[item.name] { row[column] = .number(item.value) } }
      return JSON.array(row)
    }
    func numbers(_ take: (LoggedDecision) -> Double) -> JSON {
      .array(log.decisions.map { .number(take($0)) })
    }
    var members: JSON.Members = [
      "n_rounds": .optional(log.decisions.count),
      "n_actions": .optional(actions),
      "context_columns": .array(names.map { .text($0) }),
      "context": .array(context),
      "action": numbers { Double($0.action) },
      "reward": numbers(\.reward),
      "pscore": numbers { $0.probabilities[$0.action] },
    ]
    if log.decisions.allSatisfy(\.knowsAllChances) {
      members["pi_b"] = .array(
        log.decisions.map { .array($0.probabilities.map { .number($0) }) })
    }
    if log.decisions.contains(where: { $0.position != nil }) {
      members["position"] = numbers { Double($0.position ?? 0) }
    }
    if log.decisions.allSatisfy({ $0.expectedRewards != nil }) {
      members["expected_reward"] = .array(
        log.decisions.map { .array(($0.expectedRewards ?? []).map { .number($0) }) })
    }
    return .object(members)
  }
}
