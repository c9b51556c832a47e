package import Support

/// What to do with a treatment, and why.
package struct Verdict: Sendable, Equatable, Codable {
  package enum Action: String, Sendable, Equatable, CaseIterable, Codable {
    case ship
    case doNotShip
    /// The data do not settle it yet.
    case keepTesting
    /// The data contradict the plan, so nothing can be concluded.
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

  /// Weighs the primary metric, the guardrails and the doubts about one treatment.
  ///
  /// A failed sample-ratio check or another sign of a broken split overrides everything; then a
  /// worse primary metric or a breached guardrail forbids, and only a better one with all
  /// guardrails held allows. A doubt about the effect itself keeps either from being final.
  init(
    plan: AnalysisPlan, primary: Comparison, guardrails: [GuardrailResult],
    sampleRatio: SampleRatioCheck, doubts: [Doubt] = []
  ) {
    treatment = primary.treatment
    treatmentName = primary.treatmentName
    let found: (action: Action, reason: Sentence)
    let broken = doubts.filter { $0.weight == .distrust }.map(\.sentence)
    if sampleRatio.isFailed {
      found = (
        .doNotTrust,
        """
        the arms' counts contradict the planned shares (sample-ratio \
        \(.probability(sampleRatio.pValue))): find the fault before reading any result
        """
      )
    } else if !broken.isEmpty {
      found = (
        .doNotTrust, "\(.list(broken)): find the fault before reading any result"
      )
    } else {
      found = Self.weigh(plan: plan, primary: primary, guardrails: guardrails)
    }
    let others = doubts.filter { $0.weight != .distrust }
    // A doubt about the effect holds what rests on the effect, and no breach of a guardrail.
    let rests = primary.decision == .better || primary.decision == .worse
    let isFree = !guardrails.contains { $0.state == .breached } && found.action != .doNotTrust
    let waits = rests && isFree && others.contains { $0.weight == .hold }
    action = waits ? .keepTesting : found.action
    let but = waits ? ", but " : "; "
    reason =
      others.isEmpty
      ? "\(found.reason)." : "\(found.reason)\(but)\(.list(others.map(\.sentence)))."
  }

  private static func weigh(
    plan: AnalysisPlan, primary: Comparison, guardrails: [GuardrailResult]
  ) -> (action: Action, reason: Sentence) {
    let finding = sentence(for: primary, plan: plan)
    let breached = guardrails.filter { $0.state == .breached }
    let unsettled = guardrails.filter { $0.state == .unsettled }
    switch primary.decision {
    case .worse:
      return (.doNotShip, "\(finding)\(alsoBreached(breached))")
    case .better, .inconclusive, .undefined:
      if !breached.isEmpty {
        return (.doNotShip, "\(list("guardrail", breached)); \(finding)")
      }
      guard primary.decision == .better else {
        let open: Sentence = unsettled.isEmpty ? "" : "; unsettled too: \(names(unsettled))"
        return (.keepTesting, "\(finding)\(open)")
      }
      guard unsettled.isEmpty else {
        return (.keepTesting, "\(finding), but not settled: \(list("guardrail", unsettled))")
      }
      let held: Sentence =
        guardrails.isEmpty ? "" : ", and every guardrail held: \(names(guardrails))"
      return (.ship, "\(finding)\(held)")
    }
  }

  private static func sentence(for primary: Comparison, plan: AnalysisPlan) -> Sentence {
    guard let test = primary.test.value else {
      return "\(primary.metricName): \(primary.decision.text)"
    }
    let state =
      switch primary.decision {
      case .better, .worse: "is \(primary.decision.text)"
      case .inconclusive, .undefined: "shows no clear difference"
      }
    let size = primary.size(in: plan.metrics[primary.metric].unit).sentence
    var p: Sentence = ", \(.probability(test.pValue))"
    if primary.look != nil || primary.adjustedPValue != nil {
      let isCorrected = plan.familySize > 1 || primary.look != nil
      p =
        primary.adjustedPValue.map { ", \(isCorrected ? "adjusted " : "")\(.probability($0))" }
        ?? ""
    }
    return "\(primary.metricName) \(state): \(size)\(p)\(place(of: primary.look))"
  }

  private static func place(of look: DecisiveLook?) -> Sentence {
    guard let look, look.stops ? look.number < look.planned : look.isRunning else { return "" }
    let number: Sentence = "look \(.count(look.number)) of \(.count(look.planned))"
    return look.stops ? ", stopped at \(number)" : ", no boundary crossed by \(number)"
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
