import Experiments

/// What became of the guardrails, arms of the same fate in one line.
struct GuardrailText {
  private let analysis: Analysis

  init(_ analysis: Analysis) {
    self.analysis = analysis
  }

  /// A heading and the lines below it; none without guardrails.
  var lines: [String] {
    guard !analysis.guardrails.isEmpty else { return [] }
    return ["Guardrails"] + analysis.plan.guardrails.flatMap(lines(of:))
  }

  private func lines(of guardrail: AnalysisPlan.Guardrail) -> [String] {
    let name = analysis.plan.metrics[guardrail.metric].name
    let limit =
      "\(name) (no \(guardrail.limit < 0 ? "fall" : "rise") beyond"
      + " \(Figures.change(guardrail.limit)) %)"
    let results = analysis.guardrails.filter {
      $0.metric == guardrail.metric && $0.limit == guardrail.limit
    }
    if results.allSatisfy({ $0.state == .held }) {
      return TextTable.paragraph("\(limit): held in every arm", lead: "", indent: 2)
    }
    var groups: [(what: String, arms: [String])] = []
    for result in results {
      let what = "\(result.state.rawValue) \(figures(of: result))"
      if let index = groups.firstIndex(where: { $0.what == what }) {
        groups[index].arms.append(result.treatmentName)
      } else {
        groups.append((what, [result.treatmentName]))
      }
    }
    return TextTable.paragraph(limit, lead: "", indent: 2)
      + groups.flatMap { group in
        TextTable.paragraph(
          "\(group.arms.joined(separator: ", ")): \(group.what)", lead: "", indent: 4)
      }
  }

  private func figures(of result: GuardrailResult) -> String {
    let comparison = analysis.comparison(treatment: result.treatment, metric: result.metric)
    guard let lift = comparison?.lift else { return "" }
    if let value = lift.value { return "(\(Figures.change(value.value, value.fieller)))" }
    return lift.reason.map { "(\($0.sentence))" } ?? ""
  }
}
