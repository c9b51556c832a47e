import Scenarios
import Simulation
import Studies
import Support

/// `daily.csv`: each metric by the day on which customers arrived.
enum DailyTable: ResultTable {
  struct Row {
    let arm: String
    let date: String
    let metric: String
    let customers: Int64
    let value: Double?
  }

  static let schema = TableSchema<Row>(
    file: "daily.csv", row: "arm × day of arrival × metric",
    columns: [
      .text("arm", "Name of the arm.") { $0.arm },
      .text("date", "Day on which the customers arrived (UTC).") { $0.date },
      .text("metric", "Name of the metric.") { $0.metric },
      .whole("customers", "Customers of the arm who arrived on that day.") { $0.customers },
      .number("value", "Share, mean or ratio over them; empty where its denominator is 0.") {
        $0.value
      },
    ])

  static func rows(of result: ExperimentResult) -> [Row] {
    let stamp = TimeStamp(start: result.scenario.market.start)
    let (daily, cells) = (result.outcome.daily, result.outcome.cells)
    return result.armNames.enumerated().flatMap { arm, name in
      (0..<cells.days).flatMap { day in
        let cell = cells.daily(day: day, arm: arm)
        return result.outcome.plan.metrics.filter { $0.counted == nil }.map { definition in
          let customers = daily.counts[cell]
          let divisor = definition.denominator.map { daily.sum(cell: cell, measure: $0) }
          let numerator = Double(daily.sum(cell: cell, measure: definition.numerator))
          let denominator = Double(divisor ?? customers) * definition.scale
          return Row(
            arm: name, date: stamp.date(day: day), metric: definition.metric.name,
            customers: customers, value: denominator == 0 ? nil : numerator / denominator)
        }
      }
    }
  }
}
