package import MetaLearning
import Support

/// What another policy would have earned, by each estimator from a log of decisions.
package struct EvaluationDocument {
  private let evaluation: LogEvaluation
  private let other: LogEvaluation?
  private let comparison: LogComparison?
  private var result: OffPolicyEvaluation { evaluation.result }

  /// With another policy on the same log and the comparison of the two.
  package init(
    _ evaluation: LogEvaluation, other: LogEvaluation? = nil, comparison: LogComparison? = nil
  ) {
    self.evaluation = evaluation
    self.other = other
    self.comparison = comparison
  }

  package var document: Document {
    Document(
      title: "\(.count(result.count)) decisions, mean reward \(.number(result.loggedMean))",
      facts: """
        effective sample size \(.number(result.effectiveSampleSize)), \
        greatest weight \(.number(result.maximumWeight)), \
        mean weight \(.number(result.meanWeight))
        """,
      sections: section(evaluation, id: "estimates")
        + (other.map { section($0, id: "other") } ?? []) + compared, values: values)
  }

  private func section(_ evaluation: LogEvaluation, id: String) -> [Document.Section] {
    [
      Document.Section(
        id, "What the policy that \(evaluation.target.name) would earn per decision",
        [.table(estimates(evaluation)), .note(model(evaluation))]),
      Document.Section("\(id) trust", "", [.sentence(.answer, evaluation.health.advice)]),
      Document.Section(
        "\(id) warnings", "",
        evaluation.health.warnings.map { .finding(.warning, "warning: \($0)") }),
    ]
  }

  private func model(_ evaluation: LogEvaluation) -> Sentence {
    let form: Sentence
    switch evaluation.model {
    case .none: return "No reward model was asked for."
    case .context:
      form = """
        a regression on the context for each action; no row is predicted from itself or its \
        customer's others
        """
    case .means: form = "each action's mean, shrunk to the mean of all by 100 rows"
    }
    return """
      The reward model is \(form). The error of dm is from refitting it to resampled rows or \
      customers and knows nothing of what its form gets wrong; switch-dr, dros and sg-dr rest on it \
      in part, which their errors leave out.
      """
  }

  private func estimates(_ evaluation: LogEvaluation) -> Table {
    typealias Row = OffPolicyEvaluation.Estimate
    func column(_ heading: String, _ value: @escaping (Row) -> StatedValue) -> Table.Filled<Row> {
      Table.Filled(heading) { .value(value($0)) }
    }
    var columns: [Table.Filled<Row>] = [
      .words("estimator") { Sentence($0.estimator.name) },
      column("value") { .number($0.value) },
      column("std. error") { .number($0.standardError) },
      column("lower") { .number($0.lower) },
      column("upper") { .number($0.upper) },
    ]
    if let truth = evaluation.truth {
      columns += [
        column("true value") { _ in .number(truth) },
        column("off by") { .difference($0.value.map { Self.gap($0, truth) }, .number) },
      ]
    }
    let trusted = evaluation.health.trusted
    columns.append(.words("") { $0.estimator == trusted ? "<- read this" : "" })
    return Table(rows: evaluation.result.estimates, columns)
  }

  /// A difference, 0 where it is rounding.
  private static func gap(_ value: Double, _ truth: Double) -> Double {
    abs(value - truth) <= 1e-12 * max(abs(value), abs(truth)) ? 0 : value - truth
  }

  // MARK: - Two policies

  private var compared: [Document.Section] {
    guard let comparison, let other else { return [] }
    let interval = Interval(lower: comparison.lower, upper: comparison.upper)
    let isClear = !interval.contains(0)
    let first: Sentence = "the policy that \(evaluation.target.name)"
    let second: Sentence = "the one that \(other.target.name)"
    let verdict: Sentence =
      comparison.difference == 0
      ? "\(first.capitalised) and \(second) earn the same on this log."
      : """
      \(first.capitalised) earns \(.size(abs(comparison.difference), .number)) \
      \(comparison.difference > 0 ? "more" : "less") per decision than \(second) \
      (difference \(.difference(comparison.difference, .number, interval)), \
      \(.probability(comparison.pValue))): \
      \(isClear ? "a clear difference" : "this log cannot tell them apart").
      """
    var blocks: [Block] = [.sentence(.answer, verdict)]
    if comparison.detectable > 0 {
      blocks.append(
        .note(
          """
          By \(comparison.estimator.name), row by row. A log like this one shows a difference of \
          \(.number(comparison.detectable)) as clear four times out of five\(needed(comparison)).
          """))
    }
    if let truth = comparison.truth {
      blocks.append(
        .sentence(.truth, "The true difference is \(.difference(truth, .number))."))
    }
    return [Document.Section("comparison", "The two compared on the same decisions", blocks)]
  }

  private func needed(_ comparison: LogComparison) -> Sentence {
    guard let needed = comparison.decisionsNeeded, needed < 1e12,
      needed > Double(result.count)
    else { return "" }
    return "; to show the one found it would take \(.count(Int(needed.rounded(.up)))) decisions"
  }

  // MARK: - For programs

  private var values: JSON.Members {
    var values = Self.values(evaluation)
    if let other, let comparison {
      values["other"] = .object(Self.values(other))
      values["comparison"] = .object([
        "estimator": .text(comparison.estimator.name),
        "difference": .number(comparison.difference), "se": .number(comparison.standardError),
        "lower": .number(comparison.lower), "upper": .number(comparison.upper),
        "p_value": .number(comparison.pValue), "detectable": .number(comparison.detectable),
        "decisions_needed": .optional(comparison.decisionsNeeded),
        "true_difference": .optional(comparison.truth),
      ])
    }
    return values
  }

  private static func values(_ evaluation: LogEvaluation) -> JSON.Members {
    let result = evaluation.result
    return [
      "policy": .text("the policy that \(evaluation.target.name.text)"),
      "decisions": .integer(Int64(result.count)),
      "clusters": .integer(Int64(result.clusters)), "mean_reward": .number(result.loggedMean),
      "effective_sample_size": .number(result.effectiveSampleSize),
      "greatest_weight": .number(result.maximumWeight),
      "mean_weight": .number(result.meanWeight), "true_value": .optional(evaluation.truth),
      "reward_model": .text(evaluation.model.rawValue),
      "estimates": .array(
        result.estimates.map {
          .object([
            "estimator": .text($0.estimator.name), "value": .optional($0.value),
            "se": .optional($0.standardError), "lower": .optional($0.lower),
            "upper": .optional($0.upper),
          ])
        }),
      "trusted": .optional(evaluation.health.trusted?.name),
      "advice": .text(evaluation.health.advice.text),
      "warnings": .array(evaluation.health.warnings.map { .text($0.text) }),
    ]
  }
}
