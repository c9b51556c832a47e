import Experiments
import Scenarios
import Studies
import Support

/// `pairs.csv`: the treatments against each other, on every metric.
enum PairsTable: ResultTable {
  struct Row {
    let names: [String]
    let metric: String
    let pair: ArmPairs.Pair
    let level: Double
  }

  static let schema = TableSchema<Row>(
    file: "pairs.csv", row: "pair of treatments × metric",
    columns: [
      .text("arm", "Name of the first treatment.") { $0.names[$0.pair.first] },
      .text("against", "Name of the second treatment.") { $0.names[$0.pair.second] },
      .text("metric", "Name of the metric.") { $0.metric },
      .number("estimate", "First arm's value less the second's, as observed.") {
        $0.pair.test?.difference
      },
      .number("se", "Standard error of the estimate.") { $0.pair.test?.standardError },
      .number("lower", "Lower end of the estimate's confidence interval.") {
        $0.pair.test?.interval.lower
      },
      .number("upper", "Upper end of the estimate's confidence interval.") {
        $0.pair.test?.interval.upper
      },
      .number("p", "P-value of the pair by itself, not corrected for the number of pairs.") {
        $0.pair.test?.pValue
      },
      .number("confidence", "Confidence of the interval.") { 1 - $0.level },
      .number("true_effect", "The same difference when each arm is rolled out to everybody.") {
        $0.pair.truth?.difference
      },
      .number("true_se", "Monte-Carlo standard error of the true effect.") {
        $0.pair.truth?.standardError
      },
    ])

  static func rows(of result: ExperimentResult) -> [Row] {
    ArmPairs(result).pairs.map { pair in
      Row(
        names: result.armNames, metric: result.metrics[pair.metric].name, pair: pair,
        level: result.scenario.experiment.alpha)
    }
  }
}
