import Experiments
import Scenarios
import Studies
import Support

/// `arms.csv`: each metric in each arm, over all customers and by segment.
enum ArmsTable {
  static let columns = ColumnSet(
    file: "arms.csv", row: "arm × segment × metric",
    columns: [
      Column("arm", "Name of the arm; the first arm is the control."),
      Column("segment", "Segment of the customers, `all` for all of them."),
      Column("metric", "Name of the metric."),
      Column("customers", "Customers assigned to the arm."),
      Column("value", "Share, mean or ratio over these customers; money in the currency's units."),
      Column("se", "Standard error of the value."),
      Column("lower", "Lower end of the value's confidence interval."),
      Column("upper", "Upper end of the value's confidence interval."),
      Column("confidence", "Confidence of the interval, 0.95 unless the scenario says otherwise."),
      Column(
        "true_value", "Value when the arm is rolled out to all customers; only a simulation knows."
      ),
    ])

  static func make(_ report: ExperimentReport) -> CSVTable {
    var table = CSVTable(columns)
    add(to: &table, report, segment: nil, samples: report.data.samples, truth: report.truth)
    for (index, segment) in report.data.segments.enumerated() {
      let truth = report.segmentTruths.indices.contains(index) ? report.segmentTruths[index] : nil
      add(to: &table, report, segment: segment.name, samples: segment.samples, truth: truth)
    }
    return table
  }

  private static func add(
    to table: inout CSVTable, _ report: ExperimentReport, segment: String?,
    samples: [[MetricSample]], truth: Truth?
  ) {
    let alpha = report.scenario.experiment.alpha
    for (arm, name) in report.armNames.enumerated() {
      for (metric, planned) in report.metrics.enumerated() {
        let sample = samples[arm][metric]
        let estimate = PointEstimate.estimate(sample, alpha: alpha).value
        table.add(name)
        table.add(segment ?? SegmentLabel.all)
        table.add(planned.name)
        table.add(sample.count)
        table.add(estimate?.value)
        table.add(estimate?.standardError)
        table.add(estimate?.interval?.lower)
        table.add(estimate?.interval?.upper)
        table.add(1 - alpha)
        table.add(truth?.values[arm][metric])
        table.endRow()
      }
    }
  }
}
