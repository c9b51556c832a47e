import Experiments
import Scenarios
import Studies
import Support

/// `comparisons.csv`: each treatment against the control, estimate beside truth.
enum ComparisonsTable {
  static let columns = ColumnSet(
    file: "comparisons.csv", row: "treatment × metric × segment",
    columns: [
      Column("treatment", "Name of the treatment arm."),
      Column("control", "Name of the control arm."),
      Column("metric", "Name of the metric."),
      Column("segment", "Segment of the customers, `all` for all of them."),
      Column("control_value", "The metric in the control."),
      Column("treatment_value", "The metric in the treatment."),
      Column("estimate", "Treatment value less control value."),
      Column("se", "Standard error of the estimate."),
      Column("lower", "Lower end of the estimate's confidence interval."),
      Column("upper", "Upper end of the estimate's confidence interval."),
      Column("statistic", "Test statistic: z for proportions, Welch's t else."),
      Column("df", "Degrees of freedom of t; empty for z."),
      Column("p", "Two-sided p-value before correction."),
      Column(
        "p_adjusted",
        "P-value after the plan's correction over its family; empty outside of it."),
      Column("lift", "Estimate as a share of the control's value: 0.05 is +5 %."),
      Column("lift_lower", "Lower end of the lift's confidence interval."),
      Column("lift_upper", "Upper end of the lift's confidence interval."),
      Column("lift_method", "How the lift's interval was made: fieller or delta."),
      Column("method", "Name of the test."),
      Column("decision", "What the test says, in words."),
      Column("true_effect", "Estimate's counterpart when both arms are rolled out to everybody."),
      Column("true_se", "Monte-Carlo standard error of the true effect."),
      Column("true_lift", "True effect as a share of the control's true value."),
      Column("bias", "Estimate less true effect."),
      Column("bias_se", "Standard error of the bias."),
      Column("covered", "Whether the estimate's interval contains the true effect."),
    ])

  /// The columns of a plan that adjusts by covariates or strata.
  static let adjustedColumns = ColumnSet(
    file: columns.file, row: columns.row,
    columns: columns.columns + [
      Column("adjustment", "How the comparison was made steadier; empty for one as observed."),
      Column("variance_reduction", "Share of the estimate's variance that this takes away."),
      Column("unadjusted_estimate", "Treatment value less control value, as observed."),
      Column("unadjusted_se", "Standard error of the estimate as observed."),
      Column("unadjusted_p", "P-value of the estimate as observed."),
    ])

  static func make(_ report: ExperimentReport) -> CSVTable {
    let isAdjusted = !report.data.adjustments.isEmpty
    var table = CSVTable(isAdjusted ? adjustedColumns : columns)
    guard let analysis = report.analysis else { return table }
    for comparison in analysis.comparisons {
      let truth = report.truth(for: comparison)
      let lift = comparison.lift.value
      table.add(comparison.treatmentName)
      table.add(analysis.plan.arms[analysis.plan.control].name)
      table.add(comparison.metricName)
      table.add(comparison.segmentName ?? SegmentLabel.all)
      table.add(comparison.controlValue)
      table.add(comparison.treatmentValue)
      table.add(comparison.difference)
      table.add(comparison.standardError)
      table.add(comparison.interval?.lower)
      table.add(comparison.interval?.upper)
      table.add(comparison.statistic)
      table.add(comparison.degreesOfFreedom)
      table.add(comparison.pValue)
      table.add(comparison.adjustedPValue)
      table.add(lift?.value)
      table.add(lift?.interval.lower)
      table.add(lift?.interval.upper)
      table.add(lift?.method.rawValue ?? "")
      table.add(comparison.methodName)
      table.add(comparison.decisionText)
      table.add(truth?.effect.difference)
      table.add(truth?.effect.standardError)
      table.add(truth?.effect.relative)
      table.add(truth?.bias)
      table.add(truth?.biasStandardError)
      table.add(truth?.isCovered)
      if isAdjusted {
        let unadjusted = comparison.adjustment?.unadjusted.value
        table.add(comparison.adjustment?.method.rawValue ?? "")
        table.add(comparison.adjustment?.varianceReduction)
        table.add(unadjusted?.difference)
        table.add(unadjusted?.standardError)
        table.add(unadjusted?.pValue)
      }
      table.endRow()
    }
    return table
  }
}
