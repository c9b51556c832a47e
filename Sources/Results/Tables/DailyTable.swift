import Scenarios
import Simulation
import Studies
import Support

/// `daily.csv`: each metric by the day on which customers arrived.
enum DailyTable {
  static let columns = ColumnSet(
    file: "daily.csv", row: "arm × day of arrival × metric",
    columns: [
      Column("arm", "Name of the arm."),
      Column("date", "Day on which the customers arrived (UTC)."),
      Column("metric", "Name of the metric."),
      Column("customers", "Customers of the arm who arrived on that day."),
      Column("value", "Share, mean or ratio over them; empty where its denominator is 0."),
    ])

  static func make(_ report: ExperimentReport) -> CSVTable {
    var table = CSVTable(columns)
    let stamp = TimeStamp(start: report.scenario.market.start)
    let daily = report.outcome.daily
    let arms = report.armNames
    for (arm, name) in arms.enumerated() {
      for day in 0..<report.outcome.days {
        let cell = day * arms.count + arm
        let date = stamp.date(day: day)
        for definition in report.outcome.plan.metrics where definition.counted == nil {
          let customers = daily.counts[cell]
          let divisor = definition.denominator.map { daily.sum(cell: cell, measure: $0) }
          let numerator = Double(daily.sum(cell: cell, measure: definition.numerator))
          let denominator = Double(divisor ?? customers) * definition.scale
          table.add(name)
          table.add(date)
          table.add(definition.metric.name)
          table.add(customers)
          table.add(denominator == 0 ? nil : numerator / denominator)
          table.endRow()
        }
      }
    }
    return table
  }
}
