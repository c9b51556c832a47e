import Reports
import Studies
import Support

@testable import Experiments

/// What one result says in two ways that do not agree; nothing where it is of one mind.
struct Contradictions {
  private let result: ExperimentResult
  private let analysis: Analysis
  private(set) var found: [String] = []

  init?(_ result: ExperimentResult) {
    guard let analysis = result.analysis else { return nil }
    self.result = result
    self.analysis = analysis
    for comparison in analysis.comparisons { check(comparison) }
    for verdict in analysis.verdicts { check(verdict) }
    for guardrail in analysis.guardrails { check(guardrail) }
    checkRecommendation()
    checkTruth()
    checkText()
  }

  private var plan: AnalysisPlan { analysis.plan }

  private mutating func expect(_ holds: Bool, _ fault: @autoclosure () -> String) {
    if !holds { found.append(fault()) }
  }

  private func primary(_ arm: Int) -> Comparison? {
    analysis.comparison(treatment: arm, metric: plan.primary)
  }

  private func isDecided(_ comparison: Comparison) -> Bool {
    comparison.decision == .better || comparison.decision == .worse
  }

  /// Interval, lift, p-value and decision are one.
  private mutating func check(_ comparison: Comparison) {
    let name =
      "\(comparison.treatmentName), \(comparison.metricName), \(comparison.segmentName ?? "all")"
    guard let test = comparison.test.value else {
      expect(!isDecided(comparison), "\(name): decided without a test")
      return
    }
    let decided = isDecided(comparison)
    if let interval = comparison.interval {
      expect(
        interval.contains(0) != decided, "\(name): \(comparison.decision) beside \(interval)")
    }
    if let interval = comparison.lift.value?.interval {
      expect(interval.contains(0) != decided, "\(name): \(comparison.decision), lift \(interval)")
    }
    if let p = comparison.adjustedPValue {
      expect((p < plan.alpha) == decided, "\(name): \(comparison.decision), adjusted p \(p)")
      expect(
        p >= test.pValue * (1 - 1e-9) || comparison.look != nil, "\(name): \(p) < \(test.pValue)")
    } else if comparison.look == nil {
      expect(
        (test.pValue < plan.alpha) == decided, "\(name): \(comparison.decision), \(test.pValue)")
    }
    if decided {
      let higher = plan.metrics[comparison.metric].higherIsBetter
      expect(
        (comparison.decision == .better) == ((test.difference > 0) == higher),
        "\(name): \(comparison.decision) with \(test.difference)")
    }
  }

  /// A verdict follows from the decision, the guardrails and the checks, and says so.
  private mutating func check(_ verdict: Verdict) {
    let name = "\(verdict.treatmentName): \(verdict.action.text)"
    guard let comparison = primary(verdict.treatment) else { return }
    let guardrails = analysis.guardrails.filter { $0.treatment == verdict.treatment }
    let text = verdict.reason.text
    if analysis.sampleRatio.isFailed {
      expect(verdict.action == .doNotTrust, "\(name) with shares that fail")
    }
    switch verdict.action {
    case .ship:
      expect(comparison.decision == .better, "\(name), but \(comparison.decision)")
      expect(guardrails.allSatisfy { $0.state == .held }, "\(name) with open guardrails")
    case .doNotShip:
      let isBehind = analysis.recommendation?.rivals.contains {
        $0.treatment == verdict.treatment && $0.isBehind
      }
      expect(
        comparison.decision == .worse || isBehind == true
          || guardrails.contains { $0.state == .breached }, "\(name), but \(comparison.decision)")
    case .keepTesting:
      expect(
        comparison.decision != .worse || text.contains(", but "), "\(name), but worse: \(text)")
    case .doNotTrust: return
    }
    expect(
      text.contains("is better") == (comparison.decision == .better), "\(name): \(text)")
    expect(text.contains("is worse") == (comparison.decision == .worse), "\(name): \(text)")
    expect(
      text.contains("no clear difference") == (comparison.decision == .inconclusive),
      "\(name): \(text)")
    let size = comparison.size(in: plan.metrics[plan.primary].unit).sentence.text
    expect(text.contains(size), "\(name): \(text), not \(size)")
    if let p = comparison.adjustedPValue ?? comparison.pValue, comparison.look == nil {
      expect(
        text.contains(NumberText.text(.probability(p))), "\(name): \(text), not p = \(p)")
    }
  }

  /// A guardrail's state is what its interval says.
  private mutating func check(_ guardrail: GuardrailResult) {
    let pair = result.data.pair(
      treatment: guardrail.treatment, control: plan.control, metric: guardrail.metric)
    guard
      let interval = pair.lift(
        plan.metrics[guardrail.metric], level: plan.alpha, side: .twoSided
      ).value?.interval
    else { return }
    let isAbove = interval.lower > guardrail.limit
    let isBelow = interval.upper < guardrail.limit
    let state: GuardrailResult.State =
      (guardrail.limit < 0 ? isAbove : isBelow)
      ? .held : isAbove || isBelow ? .breached : .unsettled
    expect(
      state == guardrail.state,
      "\(guardrail.treatmentName), \(guardrail.metricName): \(guardrail.state) beside \(interval)")
  }

  /// One treatment at most is to be shipped, and what is said of the others fits it.
  private mutating func checkRecommendation() {
    let shipped = analysis.verdicts.filter { $0.action == .ship }.map(\.treatment)
    guard let recommendation = analysis.recommendation else {
      expect(shipped.count < 2, "\(shipped.count) treatments to ship")
      expect(
        !analysis.verdicts.contains { $0.reason.text.contains("which is recommended") },
        "a recommendation is named that is not there")
      return
    }
    expect(shipped == [recommendation.treatment], "ships \(shipped), not \(recommendation.name)")
    for rival in recommendation.rivals {
      if let interval = rival.interval {
        expect(interval.contains(0) != rival.isBehind, "\(rival.name): behind beside \(interval)")
      }
      expect(
        (rival.difference >= 0) == plan.metrics[plan.primary].higherIsBetter
          || rival.difference == 0, "\(rival.name) is ahead of what is recommended")
    }
  }

  /// What is said of the truth is what the truth can tell.
  private mutating func checkTruth() {
    let higher = plan.metrics[plan.primary].higherIsBetter ? 1 : -1
    let signs = plan.treatments.map { result.truth.effects[$0][plan.primary]?.sign }
    if let outlook = Outlook(result), outlook.rivals.isEmpty {
      if outlook.best == plan.control {
        expect(!signs.contains(higher), "the control is best beside a better treatment")
      } else if result.truth.effects[outlook.best][plan.primary]?.error != nil {
        expect(
          result.truth.effects[outlook.best][plan.primary]?.sign == higher,
          "best in truth within its error")
      }
    }
    guard !result.sharedResources.isEmpty else { return }
    for verdict in analysis.verdicts where primary(verdict.treatment)?.truth?.exceedsChance == true
    {
      expect(
        verdict.action == .doNotTrust,
        "\(verdict.treatmentName): \(verdict.action.text) by a split that is off")
    }
  }

  /// No number is out of all proportion, and the table says what the sentences say.
  private mutating func checkText() {
    let text = TextRenderer(width: 160).render(Document(result, files: []))
    expect(text.firstMatch(of: #/\d[eE][-+]?\d/#) == nil, "a number with an exponent")
    expect(!text.contains("nan") && !text.contains(" inf"), "a number that is none")
    for verdict in analysis.verdicts {
      let rows = text.split(separator: "\n").filter {
        $0.contains("  \(verdict.treatmentName)  ") && $0.hasSuffix(verdict.action.text)
      }
      expect(!rows.isEmpty, "\(verdict.treatmentName): no row says \(verdict.action.text)")
    }
  }
}
