import Experiments
import Support

/// Whether each guardrail held, arms with the same result in one line.
struct GuardrailSection {
  let analysis: Analysis

  var section: Document.Section {
    Document.Section("guardrails", "Guardrails", analysis.plan.guardrails.flatMap(blocks))
  }

  private func blocks(of guardrail: AnalysisPlan.Guardrail) -> [Block] {
    let limit: Sentence = """
      \(analysis.plan.metrics[guardrail.metric].name) \
      (no \(guardrail.limit < 0 ? "fall" : "rise") beyond \(.change(guardrail.limit)))
      """
    let results = analysis.guardrails.filter {
      $0.metric == guardrail.metric && $0.limit == guardrail.limit
    }
    if results.allSatisfy({ $0.state == .held }) { return [.note("\(limit): held in every arm")] }
    var groups: [(found: Sentence, arms: [String])] = []
    for result in results {
      let found: Sentence = "\(result.state.rawValue) (\(result.size))"
      if let index = groups.firstIndex(where: { $0.found == found }) {
        groups[index].arms.append(result.treatmentName)
      } else {
        groups.append((found, [result.treatmentName]))
      }
    }
    return [.note(limit)]
      + groups.map { .detail("\($0.arms.joined(separator: ", ")): \($0.found)") }
  }

}
