import Experiments
import Simulation
import Studies
import Support

/// What rolling each arm out gives, beside the test's error.
struct TruthSection {
  let result: ExperimentResult

  private var metric: PlannedMetric { result.metrics[result.primary] }

  var section: Document.Section? {
    guard let analysis = result.analysis, let truth = result.truth else { return nil }
    let runs = result.outcome.replications
    let times: Sentence = runs == 1 ? "" : ", \(.count(runs)) times over"
    return Document.Section(
      "truth",
      """
      What is true (every arm rolled out to the same customers\(times); ± standard error)
      """,
      [.table(table(analysis, truth)), .sentence(.truth, outlook(analysis))])
  }

  private func table(_ analysis: Analysis, _ truth: Truth) -> Table {
    func comparison(_ arm: Int) -> Comparison? {
      analysis.comparison(treatment: arm, metric: result.primary)
    }
    return Table(
      rows: result.armNames.indices,
      [
        .words("arm") { Sentence(result.armNames[$0]) },
        .values(metric.name) { .level(truth.values[$0][result.primary], metric.unit) },
        .values("true effect") { comparison($0)?.truth.map { effect($0.effect) } },
        .values("the test's error") { comparison($0).flatMap(bias) },
        .init("") { arm in
          guard let beside = comparison(arm)?.truth else { return "" }
          return beside.exceedsChance ? "more than chance" : "within chance"
        },
      ])
  }

  private func effect(_ effect: TrueEffect) -> StatedValue {
    if let relative = effect.relative {
      return .change(relative, margin: effect.relativeStandardError)
    }
    return .difference(effect.difference, metric.unit, margin: effect.standardError)
  }

  private func bias(_ comparison: Comparison) -> StatedValue? {
    guard let truth = comparison.truth else { return nil }
    if let lift = comparison.lift.value?.value, let relative = truth.effect.relative {
      return .changeOfChange(lift - relative)
    }
    return .difference(truth.bias, metric.unit)
  }

  private func outlook(_ analysis: Analysis) -> Sentence {
    guard let outlook = Outlook(result) else { return "" }
    let name = result.armNames[outlook.best]
    guard outlook.best != analysis.plan.control else {
      return "No treatment is better than \(name) on \(metric.name)."
    }
    let best: Sentence = "Best in truth: \(name)."
    let found = analysis.comparison(treatment: outlook.best, metric: result.primary)?.decision
    guard found != .better, let needed = outlook.customersNeeded, needed > result.customers else {
      return best
    }
    return """
      \(best) To see it four times out of five, the test would need about \
      \(.count(rounded(needed))) customers.
      """
  }

  /// Keeps two digits of a count that is known no better.
  private func rounded(_ count: Int) -> Int {
    var unit = 1
    while count / unit >= 100 { unit *= 10 }
    return (count + unit - 1) / unit * unit
  }
}
