import Experiments
import Support

/// The answer of a test in one sentence: what its verdicts come to, and what that is worth.
struct Advice {
  let analysis: Analysis
  /// What a treatment brings, in words.
  let worth: (Int) -> Sentence

  private func name(_ arm: Int) -> String { analysis.plan.arms[arm].name }

  private var shipped: [Int] {
    analysis.verdicts.filter { $0.action == .ship }.map(\.treatment)
  }

  /// What cannot be believed before its fault is found; nil where all can.
  var distrust: Sentence? {
    let names = analysis.verdicts.filter { $0.action == .doNotTrust }.map(\.treatmentName)
    guard !names.isEmpty else { return nil }
    return "Do not trust what this test says of \(.list(names)): find its fault first."
  }

  /// The treatment to be shipped; nil for none.
  var best: Int? { analysis.recommendation?.treatment ?? shipped.first }

  /// The treatment that a sentence about the truth is about: the best, or the nearest to it.
  var named: Int? {
    best ?? analysis.verdicts.map(\.treatment).max { value($0) < value($1) }
  }

  var sentence: Sentence {
    if let distrust { return distrust }
    if let best { return "Ship \(name(best)): \(worth(best)).\(rivals)" }
    let worse = analysis.verdicts.filter { $0.action == .doNotShip }.map(\.treatmentName)
    let open = analysis.verdicts.filter { $0.action == .keepTesting }.map(\.treatment)
    guard let nearest = open.max(by: { value($0) < value($1) }) else {
      return "Keep \(name(analysis.plan.control)): do not ship \(.list(worse))."
    }
    let against: Sentence = worse.isEmpty ? "" : " Do not ship \(.list(worse))."
    return """
      Keep testing: nothing is shown to be worth shipping. The nearest is \(name(nearest)), \
      \(worth(nearest)).\(against)
      """
  }

  /// The primary difference, signed so that more is better.
  private func value(_ arm: Int) -> Double {
    let plan = analysis.plan
    let difference = analysis.comparison(treatment: arm, metric: plan.primary)?.difference
    return (difference ?? -.infinity) * (plan.metrics[plan.primary].higherIsBetter ? 1 : -1)
  }

  private var rivals: Sentence {
    guard let recommendation = analysis.recommendation else { return "" }
    let tied = recommendation.rivals.filter { !$0.isBehind }.map(\.name)
    let behind = recommendation.rivals.filter(\.isBehind).map(\.name)
    var text: Sentence = ""
    if !tied.isEmpty {
      let verb = tied.count == 1 ? "beats" : "beat"
      text += """
         \(Sentence.list(tied).capitalised) \(verb) \(name(analysis.plan.control)), too; not told \
        apart from it.
        """
    }
    if !behind.isEmpty {
      let verb = behind.count == 1 ? "beats" : "beat"
      text += """
         \(Sentence.list(behind).capitalised) \(verb) \(name(analysis.plan.control)) by less.
        """
    }
    return text
  }
}

extension PlannedMetric {
  /// Of what a difference is one: "per customer", or the metric's name.
  var per: String {
    if case .money = unit, name.hasSuffix("per customer") { "per customer" } else { "in \(name)" }
  }
}
