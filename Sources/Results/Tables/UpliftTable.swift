import Experiments
package import Studies

/// `uplift.csv`: the gains of choosing whom to treat.
package enum UpliftTable: ResultTable {
  package struct Row {
    let result: UpliftResult.Treatment
    let metric: String
    let point: UpliftResult.Point
  }

  package static let schema = TableSchema<Row>(
    file: "uplift.csv", row: "treatment × share treated",
    columns: [
      .text("treatment", "name of the arm") { $0.result.name },
      .text("metric", "name of the metric by whose effect customers are chosen") { $0.metric },
      .number("share", "share of customers treated, the greatest effect first") { $0.point.share },
      .number("true_gain_by_estimate", "true gain per customer, chosen by predicted effect") {
        $0.point.metric.byEstimate
      },
      .number(
        "true_gain_by_groups", "chosen by the true mean effect of segment and channel"
      ) { $0.point.metric.byTrueGroups },
      .number("true_gain_by_truth", "chosen by each customer's own true effect") {
        $0.point.metric.byTruth
      },
      .number("true_gain_at_random", "chosen by lot") { $0.point.metric.atRandom },
      .number("observed_gain", "gain as the split alone shows it, chosen by predicted effect") {
        $0.result.observedCurve.gain(at: $0.point.share)
      },
      .number(
        "true_money_by_estimate", "margin gained per customer, chosen by predicted effect"
      ) { $0.point.money.byEstimate },
      .number(
        "true_money_by_groups", "chosen by the true mean effect of segment and channel"
      ) { $0.point.money.byTrueGroups },
      .number("true_money_by_truth", "chosen by each customer's own true effect") {
        $0.point.money.byTruth
      },
      .number("true_money_at_random", "chosen by lot") { $0.point.money.atRandom },
    ])

  package static func rows(of found: UpliftResult) -> [Row] {
    found.treatments.flatMap { result in
      result.points.map { Row(result: result, metric: found.metric.name, point: $0) }
    }
  }
}
