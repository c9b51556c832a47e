import Foundation
import MetaLearning
package import Studies
import Support

/// Why a policy would decide as it does.
package struct ExplanationDocument {
  private let explanation: DecisionExplanation
  private let shown: [Int]

  /// With the index of the only action whose reasons are shown; nil for all.
  package init(_ explanation: DecisionExplanation, action: Int? = nil) {
    self.explanation = explanation
    shown = action.map { [$0] } ?? Array(explanation.actions.indices)
  }

  package var document: Document {
    Document(
      title: Sentence(explanation.scenario), facts: facts,
      sections: [
        Document.Section("context", "", [.table(context)]),
        Document.Section("actions", "", [.table(actions)]),
        Document.Section("sureness", "", [.sentence(.answer, verdict)]),
      ] + shown.map(reasons), values: values)
  }

  private var unit: DisplayUnit { explanation.isBinary ? .percent : .number }

  private var facts: Sentence {
    let learner = explanation.learner
    let article = "aeio".contains(learner.prefix(1).lowercased()) ? "an" : "a"
    let market: Sentence =
      explanation.isNewMarket
      ? "a new market, after \(.count(explanation.markets)) others"
      : "market \(explanation.market) of \(.count(explanation.markets))"
    let known = explanation.taskFeatures.joined(separator: ", ")
    let average =
      explanation.isNewMarket && !known.isEmpty
      ? "; it is taken as average in what is known of it before (\(known))" : ""
    return "\(explanation.decision), decided by \(article) \(learner) policy in \(market)\(average)"
  }

  private var context: Table {
    let columns: [Table.Filled<DecisionExplanation.ContextValue>] = [
      .words("what is seen of the customer") { Sentence($0.name) },
      Table.Filled("here") { .value(.number($0.value)) },
      Table.Filled("usual") { .value(.number($0.usual)) },
      .words("") { $0.isGiven || $0.value != $0.usual ? "" : "taken as usual" },
    ]
    return Table(rows: explanation.context, columns)
  }

  private var actions: Table {
    let unit = unit
    let usual = explanation.statusQuo
    let all = explanation.actions
    let columns: [Table.Filled<Int>] = [
      .words("action") { Sentence(all[$0].name) },
      Table.Filled(explanation.isBinary ? "expected conversion" : "expected reward") {
        .value(.level(all[$0].expected, unit))
      },
      Table.Filled("not known (±)") { .value(.level(all[$0].deviation, unit)) },
      Table.Filled("taken with") { .value(.share(all[$0].probability, decimals: 1)) },
      .words("") { $0 == usual ? "business as usual" : "" },
    ]
    return Table(rows: all.indices, columns)
  }

  /// How sure the policy is of the action that looks best.
  private var verdict: Sentence {
    let known = explanation.actions.compactMap { action in
      action.expected.map { (action: action, expected: $0) }
    }
    let ordered = known.indices.sorted { (known[$1].expected, $0) < (known[$0].expected, $1) }
    guard ordered.count > 1 else {
      return "The policy has no model of rewards: there are no reasons to give."
    }
    let (best, next) = (known[ordered[0]], known[ordered[1]])
    let gap = best.expected - next.expected
    let spread = hypot(best.action.deviation ?? 0, next.action.deviation ?? 0)
    let sureness =
      gap >= 3 * spread
      ? "sure"
      : gap >= 1.645 * spread ? "rather sure" : gap >= spread ? "not sure" : "far from sure"
    return """
      \(best.action.name) looks best, \(.size(gap, unit, margin: spread)) ahead of \
      \(next.action.name): the policy is \(sureness). ± is one standard deviation of what it does \
      not know.
      """
  }

  private func reasons(_ index: Int) -> Document.Section {
    typealias Column = Table.Filled<DecisionExplanation.Reason>
    let isLogOdds = explanation.isLogOdds
    var columns: [Column] = [
      .words("reason") { $0.isConstant ? "usual customer of the market" : Sentence($0.feature) },
      Column(isLogOdds ? "adds to log odds" : "adds to the reward") {
        .value(.difference($0.amount, .number))
      },
      Column("±") { .value(.number($0.deviation)) },
    ]
    if isLogOdds {
      columns.append(Column("odds times") { $0.isConstant ? "" : .value(.number(exp($0.amount))) })
    }
    let action = explanation.actions[index]
    return Document.Section(
      "reasons \(index)", "Why \(action.name)", [.table(Table(rows: action.reasons, columns))])
  }

  private var values: JSON.Members {
    [
      "scenario": .text(explanation.scenario), "learner": .text(explanation.learner),
      "decision": .text(explanation.decision), "market": .integer(Int64(explanation.market)),
      "markets": .integer(Int64(explanation.markets)),
      "reasons_in": .text(explanation.isLogOdds ? "log odds" : "reward"),
      "context": .array(
        explanation.context.map {
          .object([
            "name": .text($0.name), "value": .number($0.value), "usual": .number($0.usual),
            "given": .boolean($0.isGiven),
          ])
        }),
      "actions": .array(
        explanation.actions.map { action in
          .object([
            "name": .text(action.name), "probability": .number(action.probability),
            "expected_reward": .optional(action.expected), "deviation": .optional(action.deviation),
            "reasons": .array(action.reasons.map(reason)),
          ])
        }),
    ]
  }

  private func reason(_ reason: DecisionExplanation.Reason) -> JSON {
    .object([
      "feature": .text(reason.feature), "amount": .number(reason.amount),
      "deviation": .number(reason.deviation),
    ])
  }
}

extension DecisionExplanation.Reason {
  /// Whether it stands for a customer who is usual in all context terms.
  fileprivate var isConstant: Bool { feature == "constant" }
}
