import Experiments
package import Studies

/// `power.csv`: the power curve of a plan.
package enum PowerTable: ResultTable {
  package struct Row {
    let report: PowerResult
    let lift: Int
    let point: PowerResult.CurvePoint
  }

  package static let schema = TableSchema<Row>(
    file: "power.csv", row: "number of units × lift",
    columns: [
      .number("lift", "relative change of the metric") { $0.report.lifts[$0.lift] },
      .number("units", "units over all arms") { $0.point.units },
      .number("days", "days of traffic; empty when the traffic is unknown") {
        $0.report.hasDuration ? $0.point.units / $0.report.traffic.unitsPerDay : nil
      },
      .number("power", "chance to find the change") { $0.point.powers[$0.lift] },
      .number("power_cuped", "the same with the covariate adjusted for; empty without one") {
        $0.report.covariateFactor == nil ? nil : $0.point.adjustedPowers[$0.lift]
      },
    ])

  package static func rows(of report: PowerResult) -> [Row] {
    report.lifts.indices.flatMap { lift in
      report.fineCurve.map { Row(report: report, lift: lift, point: $0) }
    }
  }
}
