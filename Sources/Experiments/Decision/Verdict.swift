package import Support

/// What to do with a treatment, and why.
package struct Verdict: Sendable, Equatable, Codable {
  package enum Action: String, Sendable, Equatable, CaseIterable, Codable {
    case ship
    case doNotShip
    /// The data do not settle it yet.
    case keepTesting
    /// The counts contradict the plan, so nothing can be concluded.
    case doNotTrust

    package var text: String {
      switch self {
      case .ship: "ship"
      case .doNotShip: "do not ship"
      case .keepTesting: "keep testing"
      case .doNotTrust: "do not trust"
      }
    }
  }

  /// Index of the treatment in the plan.
  package var treatment: Int
  package var treatmentName: String
  package var action: Action
  package var reason: Sentence

  /// Weighs the primary metric and the guardrails of one treatment.
  ///
  /// A failed sample-ratio check overrides everything; then a worse primary metric or a breached
  /// guardrail forbids, and only a better one with all guardrails held allows.
  static func weigh(
    plan: AnalysisPlan, primary: Comparison, guardrails: [GuardrailResult],
    sampleRatio: SampleRatioCheck
  ) -> (action: Action, reason: Sentence) {
    if sampleRatio.isFailed {
      return (
        .doNotTrust,
        """
        the arms' counts contradict the planned shares (sample-ratio \
        \(.probability(sampleRatio.pValue))): find the fault before reading any result.
        """
      )
    }
    let finding = sentence(for: primary, plan: plan)
    let breached = guardrails.filter { $0.state == .breached }
    let unsettled = guardrails.filter { $0.state == .unsettled }
    switch primary.decision {
    case .worse:
      return (.doNotShip, "\(finding)\(alsoBreached(breached)).")
    case .better, .inconclusive, .undefined:
      if !breached.isEmpty {
        return (.doNotShip, "\(list("guardrail", breached)); \(finding).")
      }
      guard primary.decision == .better else {
        let open: Sentence = unsettled.isEmpty ? "" : "; unsettled too: \(names(unsettled))"
        return (.keepTesting, "\(finding)\(open).")
      }
      guard unsettled.isEmpty else {
        return (.keepTesting, "\(finding), but not settled: \(list("guardrail", unsettled)).")
      }
      let held: Sentence =
        guardrails.isEmpty ? "" : ", and every guardrail held: \(names(guardrails))"
      return (.ship, "\(finding)\(held).")
    }
  }

  private static func sentence(for primary: Comparison, plan: AnalysisPlan) -> Sentence {
    guard let test = primary.test.value else {
      return "\(primary.metricName): \(primary.decision.text)"
    }
    let p = primary.adjustedPValue ?? test.pValue
    let corrected = plan.familySize > 1 ? "adjusted " : ""
    let size: StatedValue
    if let lift = primary.lift.value, let fieller = lift.fieller {
      size = .change(lift.value, fieller)
    } else {
      size = .signedAmount(test.difference, plan.metrics[primary.metric].unit)
    }
    let state =
      switch primary.decision {
      case .better, .worse: "is \(primary.decision.text)"
      case .inconclusive, .undefined: "shows no clear difference"
      }
    return "\(primary.metricName) \(state): \(size), \(corrected)\(.probability(p))"
  }

  private static func alsoBreached(_ breached: [GuardrailResult]) -> Sentence {
    breached.isEmpty ? "" : "; also breached: \(names(breached))"
  }

  private static func names(_ guardrails: [GuardrailResult]) -> Sentence {
    .list(guardrails.map(\.metricName))
  }

  private static func list(_ noun: String, _ guardrails: [GuardrailResult]) -> Sentence {
    .list(
      guardrails.map { result -> Sentence in
        let verb = result.state == .breached ? " breached" : ""
        return "\(noun) \(result.metricName)\(verb) (\(result.sentence))"
      })
  }
}
