import Experiments
import Scenarios
import Support

extension PlannedMetric {
  /// A metric of a scenario as the analysis knows it.
  ///
  /// Where only sums are known, a metric that needs every customer's value has no test.
  init(_ metric: Metric, currency: Currency, sumsOnly: Bool = false) {
    let kind: MetricKind =
      switch metric.form {
      case .proportion: .proportion
      case .mean: .mean
      case .ratio: .ratio
      case .capped: sumsOnly ? .estimate : .mean
      case .quantile, .restrictedMean: .estimate
      }
    self.init(
      name: metric.name, kind: kind, higherIsBetter: metric.higherIsBetter,
      unit: metric.displayUnit(in: currency), isNonNegative: metric.isNonNegative)
  }
}
