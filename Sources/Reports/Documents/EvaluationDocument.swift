package import MetaLearning
import Support

/// What another policy would have earned, by each estimator from a log of decisions.
package struct EvaluationDocument {
  private let evaluation: LogEvaluation
  private var result: OffPolicyEvaluation { evaluation.result }
  package init(_ evaluation: LogEvaluation) { self.evaluation = evaluation }

  package var document: Document {
    Document(
      title: "\(.count(result.count)) decisions, mean reward \(.number(result.loggedMean))",
      facts: """
        effective sample size \(.number(result.effectiveSampleSize)), \
        greatest weight \(.number(result.maximumWeight)), \
        mean weight \(.number(result.meanWeight))
        """,
      sections: [
        Document.Section("estimates", "", [.table(estimates)]),
        Document.Section(
          "warnings", "", evaluation.warnings.map { .finding(.warning, "warning: \($0)") }),
      ], values: values)
  }

  /// A row of the table: an estimator, or another standard error of it.
  private struct Row {
    var name: String
    var estimate: OffPolicyEvaluation.Estimate
    var isDelta = false
  }

  private var estimates: Table {
    var rows: [Row] = []
    for estimate in result.estimates {
      let name = estimate.estimator.name
      rows.append(Row(name: name, estimate: estimate))
      if estimate.deltaStandardError != nil {
        rows.append(Row(name: "\(name), delta method", estimate: estimate, isDelta: true))
      }
    }
    func column(
      _ heading: String, _ value: @escaping (OffPolicyEvaluation.Estimate) -> StatedValue
    ) -> Table.Filled<Row> {
      Table.Filled(heading) { $0.isDelta ? "" : .value(value($0.estimate)) }
    }
    var columns: [Table.Filled<Row>] = [
      .words("estimator") { Sentence($0.name) }, column("value") { .number($0.value) },
      Table.Filled("std. error") {
        .value(.number($0.isDelta ? $0.estimate.deltaStandardError : $0.estimate.standardError))
      },
      column("lower") { .number($0.lower) },
      column("upper") { .number($0.upper) },
    ]
    if let truth = evaluation.truth {
      columns += [
        column("true value") { _ in .number(truth) },
        column("off by") { .difference($0.value - truth, .number) },
      ]
    }
    return Table(rows: rows, columns)
  }

  private var values: JSON.Members {
    [
      "decisions": .integer(Int64(result.count)), "mean_reward": .number(result.loggedMean),
      "effective_sample_size": .number(result.effectiveSampleSize),
      "greatest_weight": .number(result.maximumWeight),
      "mean_weight": .number(result.meanWeight), "true_value": .optional(evaluation.truth),
      "estimates": .array(
        result.estimates.map {
          .object([
            "estimator": .text($0.estimator.name), "value": .number($0.value),
            "se": .number($0.standardError), "delta_se": .optional($0.deltaStandardError),
            "lower": .number($0.lower), "upper": .number($0.upper),
          ])
        }), "warnings": .array(evaluation.warnings.map { .text($0.text) }),
    ]
  }
}
