import Experiments
package import Studies

/// `power.csv`: the power curve of a plan.
package enum PowerTable: ResultTable {
  package struct Row {
    let result: PowerResult
    let lift: Int
    let point: PowerResult.CurvePoint
  }

  package static let schema = TableSchema<Row>(
    file: "power.csv", row: "number of units × lift",
    columns: [
      .number("lift", "relative change of the metric") { $0.result.lifts[$0.lift] },
      .number("units", "units over all arms") { $0.point.units },
      .number("days", "days of traffic; empty when the traffic is unknown") {
        $0.result.hasDuration ? $0.point.units / $0.result.traffic.unitsPerDay : nil
      },
      .number("power", "chance to find the change") { $0.point.powers[$0.lift] },
      .number("power_cuped", "the same with the covariate adjusted for; empty without one") {
        $0.result.covariateFactor == nil ? nil : $0.point.adjustedPowers[$0.lift]
      },
    ])

  package static func rows(of result: PowerResult) -> [Row] {
    result.lifts.indices.flatMap { lift in
      result.fineCurve.map { Row(result: result, lift: lift, point: $0) }
    }
  }
}
