import Experiments
import Scenarios
import Studies
import Support

/// `effect.csv`: the effect on the primary metric as days of arrivals were added.
enum EffectTable: ResultTable {
  struct Row {
    let arm: String
    let date: String
    let metric: String
    let day: EffectByDay.Day
    let level: Double
  }

  static let schema = TableSchema<Row>(
    file: "effect.csv", row: "treatment × day of arrival, on the primary metric",
    columns: [
      .text("arm", "Name of the treatment.") { $0.arm },
      .text("date", "Day on which the customers arrived (UTC).") { $0.date },
      .text("metric", "Name of the primary metric.") { $0.metric },
      .whole("customers", "Customers of the treatment and the control up to that day.") {
        $0.day.customers
      },
      .number("difference", "Treatment less control of the customers of that day.") {
        $0.day.difference
      },
      .number("so_far", "Treatment less control of all customers up to that day.") {
        $0.day.soFar
      },
      .number(
        "se", "Standard error of the difference so far, by the spread of all customers."
      ) { $0.day.standardError },
      .number("lower", "Lower end of its confidence interval, as if it were the only look.") {
        $0.day.interval?.lower
      },
      .number("upper", "Upper end of its confidence interval.") { $0.day.interval?.upper },
      .number("confidence", "Confidence of the interval.") { 1 - $0.level },
    ])

  static func rows(of result: ExperimentResult) -> [Row] {
    let stamp = TimeStamp(start: result.scenario.market.start)
    return EffectByDay.all(result).flatMap { effect in
      effect.days.map { day in
        Row(
          arm: result.armNames[effect.arm], date: stamp.date(day: day.day),
          metric: result.metrics[result.primary].name, day: day,
          level: result.scenario.experiment.alpha)
      }
    }
  }
}
