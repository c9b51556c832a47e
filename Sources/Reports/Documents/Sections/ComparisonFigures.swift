import Experiments
import Support

/// Pictures of an analysis: each comparison as a strip, with what is true beside it if that is known.
struct ComparisonFigures {
  let analysis: Analysis
  /// Nil for data whose truth nobody knows.
  var truth: ((Comparison) -> TruthComparison?)?

  private var plan: AnalysisPlan { analysis.plan }
  private var controlName: String { plan.arms[plan.control].name }

  /// All treatments on a metric.
  func figure(metric: Int) -> Figure {
    let comparisons = analysis.family.filter { $0.metric == metric }
    return Figure(
      finding: finding(metric), caption: caption(metric),
      .strips(
        Figure.Strips(
          headings: headings("arm", metric), unit: plan.metrics[metric].unit, isDifference: true,
          rows: comparisons.map {
            row($0, name: $0.treatmentName, arm: plan.place(of: $0.treatment))
          })))
  }

  /// One treatment on a metric, over all units and by segment.
  func figure(treatment: Int, metric: Int) -> Figure {
    let comparisons = analysis.comparisons.filter {
      $0.treatment == treatment && $0.metric == metric
    }
    return Figure(
      finding: "\(plan.arms[treatment].name) by segment", caption: caption(metric),
      .strips(
        Figure.Strips(
          headings: headings("segment", metric), unit: plan.metrics[metric].unit,
          isDifference: true,
          rows: comparisons.map { row($0, name: $0.segmentName ?? "all", arm: nil) })))
  }

  /// What a difference of a metric is, its unit, and which way is better.
  private func caption(_ metric: Int) -> Sentence {
    let planned = plan.metrics[metric]
    let unit = planned.unit.noun
    let value = analysis.family.first { $0.metric == metric }?.controlValue
    let level: Sentence = value.map { " (\(.level($0, planned.unit)))" } ?? ""
    return """
      Difference from \(controlName)\(level) in \(planned.name)\(unit.isEmpty ? "" : ", \(unit)"). \
      \(planned.higherIsBetter ? "Right" : "Left") of the line is better.
      """
  }

  /// Which treatments a metric shows to be better or worse, and which not apart.
  private func finding(_ metric: Int) -> Sentence {
    var groups: [(word: String, names: [String])] = [
      ("better than", []), ("worse than", []), ("not told apart from", []),
    ]
    for comparison in analysis.family where comparison.metric == metric {
      switch comparison.decision {
      case .better: groups[0].names.append(comparison.treatmentName)
      case .worse: groups[1].names.append(comparison.treatmentName)
      case .inconclusive: groups[2].names.append(comparison.treatmentName)
      case .undefined: break
      }
    }
    let parts = groups.filter { !$0.names.isEmpty }.map { group -> Sentence in
      "\(.list(group.names)) \(group.word) \(controlName)"
    }
    let found: Sentence = parts.isEmpty ? "no test could be made" : parts.joined(separator: "; ")
    return ("\(plan.metrics[metric].name): \(found)" as Sentence).capitalised
  }

  private func headings(_ first: Sentence, _ metric: Int) -> [Sentence] {
    [
      first, Sentence(plan.metrics[metric].unit.noun), "estimate",
      "\(.setting(1 - plan.alpha, .percent)) interval",
    ] + (truth == nil ? [] : ["in truth"])
  }

  /// A comparison with its numbers beside it.
  private func row(_ comparison: Comparison, name: String, arm: Int?) -> Figure.Strips.Row {
    let unit = plan.metrics[comparison.metric].unit
    let effect = truth?(comparison)?.effect.difference
    return Figure.Strips.Row(
      Sentence(name), arm: arm,
      marks: [
        Figure.Strips.Mark(
          .arm(plan.place(of: comparison.treatment)), comparison.difference,
          low: comparison.interval?.lower,
          high: comparison.interval?.upper)
      ], truth: effect,
      cells: [
        .value(.difference(comparison.difference, unit)),
        .value(.interval(comparison.interval, unit)),
      ] + (truth == nil ? [] : [.value(.difference(effect, unit))]))
  }
}

extension AnalysisPlan {
  /// Which colour and shape an arm has on pages: the control the first, the others in file order.
  func place(of arm: Int) -> Int { arm == control ? 0 : arm < control ? arm + 1 : arm }
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
