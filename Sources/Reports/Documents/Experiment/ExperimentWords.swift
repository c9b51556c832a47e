import Experiments
import Scenarios
import Studies
import Support

/// Words about an experiment that several parts of its page need.
extension ExperimentResult {
  var control: Int { analysis?.plan.control ?? 0 }

  /// What a difference of a metric is, its unit, and which way is better.
  func caption(metric: Int) -> Sentence {
    let planned = metrics[metric]
    let unit = planned.unit.noun
    let level: Sentence =
      data.samples[control][metric].value.map { " (\(.level($0, planned.unit)))" } ?? ""
    return """
      Difference from \(armNames[control])\(level) in \(planned.name)\
      \(unit.isEmpty ? "" : ", \(unit)"). \(planned.higherIsBetter ? "Right" : "Left") of the line \
      is better.
      """
  }

  /// Which treatments a metric shows to be better or worse, and which not apart.
  func finding(metric: Int) -> Sentence {
    guard let analysis else { return "" }
    var groups: [(word: String, names: [String])] = [
      ("better than", []), ("worse than", []), ("not told apart from", []),
    ]
    for arm in analysis.plan.treatments {
      guard let comparison = analysis.comparison(treatment: arm, metric: metric) else { continue }
      switch comparison.decision {
      case .better: groups[0].names.append(armNames[arm])
      case .worse: groups[1].names.append(armNames[arm])
      case .inconclusive: groups[2].names.append(armNames[arm])
      case .undefined: break
      }
    }
    let parts = groups.filter { !$0.names.isEmpty }.map { group -> Sentence in
      "\(.list(group.names)) \(group.word) \(armNames[control])"
    }
    let name = metrics[metric].name
    let found: Sentence = parts.isEmpty ? "no test could be made" : parts.joined(separator: "; ")
    return ("\(name): \(found)" as Sentence).capitalised
  }

  /// A strip of a comparison, with its numbers beside it.
  func row(_ comparison: Comparison, name: String, arm: Int?) -> Figure.Strips.Row {
    let unit = metrics[comparison.metric].unit
    let truth = truth(for: comparison)
    return Figure.Strips.Row(
      Sentence(name), arm: arm,
      marks: [
        Figure.Strips.Mark(
          .arm(comparison.treatment), comparison.difference, low: comparison.interval?.lower,
          high: comparison.interval?.upper)
      ], truth: truth?.effect.difference,
      cells: [
        .value(.difference(comparison.difference, unit)),
        .value(.interval(comparison.interval, unit)),
        .value(.difference(truth?.effect.difference, unit)),
      ])
  }

  func headings(_ first: Sentence, metric: Int) -> [Sentence] {
    [
      first, Sentence(metrics[metric].unit.noun), "estimate",
      "\(.setting(1 - scenario.experiment.alpha, .percent)) interval", "in truth",
    ]
  }
}

extension DisplayUnit {
  /// What differences in the unit are called; empty for plain numbers.
  var noun: String {
    switch self {
    case .percent: "percentage points"
    case .money(let currency, _): currency
    case .named(let name): name
    case .number: ""
    }
  }
}
