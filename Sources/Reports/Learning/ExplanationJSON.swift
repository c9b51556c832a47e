import MetaLearning
package import Studies
import Support

/// Why a policy would decide as it does, for programs.
package struct ExplanationJSON {
  private let explanation: DecisionExplanation

  /// Wraps an explanation.
  package init(_ explanation: DecisionExplanation) {
    self.explanation = explanation
  }

  /// The document.
  package var rendered: String {
    JSON.object([
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
      "actions": .array(explanation.actions.map(action)),
    ]).rendered
  }

  private func action(_ action: DecisionExplanation.Action) -> JSON {
    .object([
      "name": .text(action.name), "probability": .number(action.probability),
      "expected_reward": .optional(action.expected), "deviation": .optional(action.deviation),
      "reasons": .array(
        action.reasons.map {
          .object([
            "feature": .text($0.feature), "amount": .number($0.amount),
            "deviation": .number($0.deviation),
          ])
        }),
    ])
  }
}
