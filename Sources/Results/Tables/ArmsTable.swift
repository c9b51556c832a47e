import Experiments
import Scenarios
import Studies
import Support

/// `arms.csv`: each metric in each arm, over all customers and by segment.
enum ArmsTable: ResultTable {
  struct Row {
    let arm: String
    let segment: String?
    let metric: String
    let sample: MetricSample
    let alpha: Double
    let trueValue: Double?
    let estimate: PointEstimate?
  }

  static let schema = TableSchema<Row>(
    file: "arms.csv", row: "arm × segment × metric",
    columns: [
      .text("arm", "Name of the arm; the first arm is the control.") { $0.arm },
      .text("segment", "Segment of the customers, `all` for all of them.") {
        $0.segment ?? SegmentLabel.all
      },
      .text("metric", "Name of the metric.") { $0.metric },
      .whole("customers", "Customers assigned to the arm.") { $0.sample.count },
      .number(
        "value", "Share, mean or ratio over these customers; money in the currency's units."
      ) { $0.estimate?.value },
      .number("se", "Standard error of the value.") { $0.estimate?.standardError },
      .number("lower", "Lower end of the value's confidence interval.") {
        $0.estimate?.interval?.lower
      },
      .number("upper", "Upper end of the value's confidence interval.") {
        $0.estimate?.interval?.upper
      },
      .number(
        "confidence", "Confidence of the interval, 0.95 unless the scenario says otherwise."
      ) { 1 - $0.alpha },
      .number(
        "true_value", "Value when the arm is rolled out to all customers; only a simulation knows."
      ) { $0.trueValue },
    ])

  static func rows(of result: ExperimentResult) -> [Row] {
    func part(_ segment: Int?, _ samples: [[MetricSample]], _ truth: Truth) -> [Row] {
      let alpha = result.scenario.experiment.alpha
      return result.armNames.enumerated().flatMap { arm, name in
        result.metrics.enumerated().map { metric, planned in
          let sample = samples[arm][metric]
          return Row(
            arm: name, segment: segment.map { result.data.segments[$0].name },
            metric: planned.name, sample: sample, alpha: alpha,
            trueValue: truth.values[arm][metric],
            estimate: result.estimate(arm: arm, metric: metric, segment: segment))
        }
      }
    }
    return part(nil, result.data.samples, result.truth)
      + result.data.segments.enumerated().flatMap { index, segment in
        part(index, segment.samples, result.segmentTruths[index])
      }
  }
}
