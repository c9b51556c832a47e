import Experiments
import Scenarios
import Studies
import Support

/// `comparisons.csv`: each treatment against the control, estimate beside truth.
enum ComparisonsTable: ResultTable {
  struct Row {
    let comparison: Comparison
    let control: String
    let truth: TruthComparison?

    var lift: Lift? { comparison.lift.value }
    var unadjusted: DifferenceTest? { comparison.adjustment?.unadjusted.value }
  }

  static let schema = table(columns)

  /// The columns of a plan that adjusts by covariates or strata.
  private static let adjustedSchema = table(columns + adjustmentColumns)

  static func schema(of result: ExperimentResult) -> TableSchema<Row> {
    result.data.adjustments.isEmpty ? schema : adjustedSchema
  }

  private static func table(_ columns: [TableSchema<Row>.Column]) -> TableSchema<Row> {
    TableSchema(file: "comparisons.csv", row: "treatment × metric × segment", columns: columns)
  }

  private static func finite(_ end: Double?) -> Double? {
    end.flatMap { $0.isFinite ? $0 : nil }
  }

  private static let columns: [TableSchema<Row>.Column] = [
    .text("treatment", "Name of the treatment arm.") { $0.comparison.treatmentName },
    .text("control", "Name of the control arm.") { $0.control },
    .text("metric", "Name of the metric.") { $0.comparison.metricName },
    .text("segment", "Segment of the customers, `all` for all of them.") {
      $0.comparison.segmentName ?? SegmentLabel.all
    },
    .number("control_value", "The metric in the control.") { $0.comparison.controlValue },
    .number("treatment_value", "The metric in the treatment.") { $0.comparison.treatmentValue },
    .number("estimate", "Treatment value less control value.") { $0.comparison.difference },
    .number("se", "Standard error of the estimate.") { $0.comparison.standardError },
    .number(
      "lower",
      "Lower end of the interval that agrees with the decision; empty where a test leaves it open."
    ) { finite($0.comparison.interval?.lower) },
    .number("upper", "Upper end of that interval; empty where a test leaves it open.") {
      finite($0.comparison.interval?.upper)
    },
    .number("statistic", "Test statistic: z for proportions, Welch's t else.") {
      $0.comparison.statistic
    },
    .number("df", "Degrees of freedom of t; empty for z.") { $0.comparison.degreesOfFreedom },
    .number("p", "P-value before correction, of the side that is tested.") { $0.comparison.pValue },
    .number(
      "p_adjusted", "P-value after the plan's correction over its family; empty outside of it."
    ) { $0.comparison.adjustedPValue },
    .number("lift", "Estimate as a share of the control's value: 0.05 is +5 %.") {
      $0.lift?.value
    },
    .number("lift_lower", "Lower end of the lift's confidence interval.") {
      finite($0.lift?.interval?.lower)
    },
    .number("lift_upper", "Upper end of the lift's confidence interval.") {
      finite($0.lift?.interval?.upper)
    },
    .text(
      "lift_method",
      "How the lift's interval was made: fieller, score, or unbounded where it has no ends."
    ) {
      $0.lift?.method.rawValue
    },
    .text("method", "Name of the test.") { $0.comparison.methodName },
    .text("decision", "What the test says, in words.") { $0.comparison.decisionText },
    .number(
      "true_effect", "Estimate's counterpart when both arms are rolled out to everybody."
    ) { $0.truth?.effect.difference },
    .number("true_se", "Monte-Carlo standard error of the true effect.") {
      $0.truth?.effect.standardError
    },
    .number("true_lift", "True effect as a share of the control's true value.") {
      $0.truth?.effect.relative
    },
    .number("bias", "Estimate less true effect.") { $0.truth?.bias },
    .number("bias_se", "Standard error of the bias.") { $0.truth?.biasStandardError },
    .flag("covered", "Whether the estimate's interval contains the true effect.") {
      $0.truth?.isCovered
    },
  ]

  private static let adjustmentColumns: [TableSchema<Row>.Column] = [
    .text("adjustment", "How the comparison was made steadier; empty for one as observed.") {
      $0.comparison.adjustment?.method.rawValue
    },
    .number("variance_reduction", "Share of the estimate's variance that this takes away.") {
      $0.comparison.adjustment?.varianceReduction
    },
    .number("unadjusted_estimate", "Treatment value less control value, as observed.") {
      $0.unadjusted?.difference
    },
    .number("unadjusted_se", "Standard error of the estimate as observed.") {
      $0.unadjusted?.standardError
    },
    .number("unadjusted_p", "P-value of the estimate as observed.") { $0.unadjusted?.pValue },
  ]

  static func rows(of result: ExperimentResult) -> [Row] {
    guard let analysis = result.analysis else { return [] }
    return analysis.comparisons.map {
      Row(
        comparison: $0, control: analysis.plan.arms[analysis.plan.control].name,
        truth: result.truth(for: $0))
    }
  }
}
