internal import Experiments
internal import Foundation
import MetaLearning
package import Studies
import Support

/// Why a policy would decide as it does, in tables and sentences under 100 columns.
package struct ExplanationText {
  private let explanation: DecisionExplanation
  private let shown: [Int]

  /// Wraps an explanation.
  ///
  /// - Parameters:
  ///   - explanation: The explanation.
  ///   - action: Index of the only action whose reasons are shown; nil for all.
  package init(_ explanation: DecisionExplanation, action: Int? = nil) {
    self.explanation = explanation
    shown = action.map { [$0] } ?? Array(explanation.actions.indices)
  }

  /// The whole text, each line ended.
  package var text: String {
    ([heading, context, actions, [verdict]] + shown.map(reasons))
      .filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n") + "\n"
  }

  private var unit: DisplayUnit { explanation.isBinary ? .percent : .number }

  private var heading: [String] {
    let market =
      explanation.isNewMarket
      ? "a new market, after \(Figures.count(explanation.markets)) others"
      : "market \(explanation.market) of \(Figures.count(explanation.markets))"
    let known = explanation.taskFeatures.joined(separator: ", ")
    let average =
      explanation.isNewMarket && !explanation.taskFeatures.isEmpty
      ? "; it is taken as average in what is known of it before (\(known))" : ""
    return TextTable.wrap(explanation.scenario, width: TextTable.width)
      + TextTable.paragraph(
        "\(explanation.decision), decided by a \(explanation.learner) policy in \(market)\(average)",
        lead: "", indent: 2)
  }

  private var context: [String] {
    guard !explanation.context.isEmpty else { return [] }
    var table = TextTable("what is seen of the customer", ["here", "usual", ""])
    for entry in explanation.context {
      table.add([
        entry.name, Figures.number(entry.value), Figures.number(entry.usual),
        entry.isGiven || entry.value != entry.usual ? "" : "taken as usual",
      ])
    }
    return table.lines
  }

  private var actions: [String] {
    let reward = explanation.isBinary ? "expected conversion" : "expected reward"
    var table = TextTable("action", [reward, "not known (±)", "taken with", ""])
    for (index, action) in explanation.actions.enumerated() {
      table.add([
        action.name, Figures.value(action.expected, unit),
        Figures.value(action.deviation, unit),
        Figures.percent(action.probability, decimals: 1),
        index == explanation.statusQuo ? "business as usual" : "",
      ])
    }
    return table.lines
  }

  /// How sure the policy is of the action that looks best.
  private var verdict: String {
    let known = explanation.actions.indices.filter { explanation.actions[$0].expected != nil }
    let ordered = known.sorted {
      (explanation.actions[$1].expected ?? 0, $0) < (explanation.actions[$0].expected ?? 0, $1)
    }
    guard ordered.count > 1 else {
      return "  The policy has no model of rewards: there are no reasons to give."
    }
    let (best, next) = (explanation.actions[ordered[0]], explanation.actions[ordered[1]])
    let gap = (best.expected ?? 0) - (next.expected ?? 0)
    let spread =
      ((best.deviation ?? 0) * (best.deviation ?? 0)
      + (next.deviation ?? 0) * (next.deviation ?? 0)).squareRoot()
    let sureness =
      gap >= 3 * spread
      ? "sure"
      : gap >= 1.645 * spread ? "rather sure" : gap >= spread ? "not sure" : "far from sure"
    let size =
      explanation.isBinary
      ? "\(Figures.fixed(gap * 100, decimals: 2)) points" : Figures.number(gap)
    let error =
      explanation.isBinary ? Figures.fixed(spread * 100, decimals: 2) : Figures.number(spread)
    return TextTable.paragraph(
      "\(best.name) looks best, \(size) ±\(error) ahead of \(next.name): the policy is \(sureness)."
        + " ± is one standard deviation of what it does not know.", lead: "", indent: 2
    ).joined(separator: "\n")
  }

  private func reasons(_ index: Int) -> [String] {
    let action = explanation.actions[index]
    guard !action.reasons.isEmpty else { return [] }
    let heading =
      explanation.isLogOdds
      ? ["adds to log odds", "±", "odds times"] : ["adds to the reward", "±"]
    var table = TextTable("reason", heading)
    for reason in action.reasons {
      let name = reason.feature == "constant" ? "usual customer of the market" : reason.feature
      var row = [name, signed(reason.amount), Figures.number(reason.deviation)]
      if explanation.isLogOdds {
        row.append(reason.feature == "constant" ? "" : Figures.number(exp(reason.amount)))
      }
      table.add(row)
    }
    return ["Why \(action.name)"] + table.lines
  }

  private func signed(_ value: Double) -> String {
    (value > 0 ? "+" : "") + Figures.number(value)
  }
}
