import Experiments
import Simulation
import Studies
import Support

/// What rolling each arm out gives, beside the test's error.
struct TruthSection {
  let result: ExperimentResult

  private var metric: PlannedMetric { result.metrics[result.primary] }
  private var truth: Truth { result.truth }

  var section: Document.Section {
    let runs = result.outcome.replications
    let times: Sentence = runs == 1 ? "" : ", \(.count(runs)) times over"
    let subject: Sentence =
      result.analysis == nil ? "the whole market" : "every arm rolled out to the same customers"
    let said = [outlook, caution].filter { !$0.isEmpty }.joined(separator: " ")
    return Document.Section(
      "truth", "What is true (\(subject)\(times); ± standard error)",
      [.table(result.analysis.map(comparing) ?? alone)]
        + (said.isEmpty ? [] : [.sentence(.truth, said)]))
  }

  /// A market of one arm: its value, with the error between replications or parts of them.
  private var alone: Table {
    Table(
      rows: result.armNames.indices,
      [
        .words("arm") { Sentence(result.armNames[$0]) },
        .values(metric.name) { arm in
          .level(
            truth.values[arm][result.primary], metric.unit,
            margin: truth.level(of: arm, metric: result.primary)?.error?.standardError)
        },
      ])
  }

  private func comparing(_ analysis: Analysis) -> Table {
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

  private var outlook: Sentence {
    guard let analysis = result.analysis, let outlook = Outlook(result) else { return "" }
    let name = result.armNames[outlook.best]
    guard outlook.rivals.isEmpty else {
      return """
        \(.quoted(name)) looks best, but this truth does not tell it from \
        \(.quoted(outlook.rivals.map { result.armNames[$0] })): their difference is within its error.
        """
    }
    guard outlook.best != analysis.plan.control else {
      return "No treatment is better than \(.quoted(name)) on \(metric.name)."
    }
    let best: Sentence = "Best in truth: \(name)."
    let found = analysis.comparison(treatment: outlook.best, metric: result.primary)?.decision
    guard found != .better, let needed = outlook.customersNeeded, needed > result.customers else {
      return best
    }
    return """
      \(best) To see it four times out of five, the test would need about \
      \(.customersNeeded(needed, least: outlook.leastNeeded, most: outlook.mostNeeded)).
      """
  }

  /// Where the error of the truth is itself not to be relied on.
  private var caution: Sentence {
    let weak = result.armNames.indices.filter { arm in
      let error =
        result.analysis == nil
        ? truth.level(of: arm, metric: result.primary)?.error
        : truth.effects[arm][result.primary]?.error
      return error?.isReliable == false
    }
    guard !weak.isEmpty else { return "" }
    return """
      A few customers carry what is true of \(.quoted(weak.map { result.armNames[$0] })), so that \
      the ± is not to be relied on: take more --replications.
      """
  }
}

extension Sentence {
  /// How many customers a test needs, with what the error of the truth makes of that number.
  static func customersNeeded(_ needed: Int, least: Int?, most: Int?) -> Sentence {
    let about: Sentence = "\(.count(rounded(needed))) customers"
    guard let least, rounded(least) < rounded(needed) else { return about }
    let range: Sentence =
      most.map { "\(.count(rounded(least))) to \(.count(rounded($0)))" }
      ?? "\(.count(rounded(least))) or more"
    return "\(about) (\(range), as the truth has its error)"
  }

  /// Keeps two digits of a count that is known no better.
  private static func rounded(_ count: Int) -> Int {
    var unit = 1
    while count / unit >= 100 { unit *= 10 }
    return (count + unit - 1) / unit * unit
  }
}
