import Experiments
package import Studies
import Support

/// `seeds.csv`: what the experiment says with each of many seeds.
package enum SeedsTable: ResultTable {
  package struct Row {
    let result: SeedsResult
    let row: SeedsResult.Row
  }

  package static let schema = TableSchema<Row>(
    file: "seeds.csv", row: "seed × treatment",
    columns: [
      .text("seed", "seed of all draws, as in run --seed") { String($0.row.seed) },
      .text("treatment", "name of the arm") { $0.result.plan.arms[$0.row.treatment].name },
      .number("difference", "treatment less control on the primary metric") { $0.row.difference },
      .number("low", "lower end of its interval") { $0.row.interval?.lower },
      .number("high", "upper end of its interval") { $0.row.interval?.upper },
      .number("lift", "relative change; empty where the control is no positive number") {
        $0.row.lift
      },
      .number("lift_low", "lower end of its interval") { $0.row.liftInterval?.lower },
      .number("lift_high", "upper end of its interval") { $0.row.liftInterval?.upper },
      .number("p", "p-value as the plan corrects it") { $0.row.pValue },
      .text("decision", "what the test says") { $0.row.decision.text },
      .text("verdict", "what to do") { $0.row.action.text },
      .flag("recommended", "whether this arm is the one to ship") { $0.row.isRecommended },
      .whole("stopped_at", "look at which the experiment stopped; empty where it did not") {
        $0.row.stoppedAt
      },
      .number("true_difference", "difference of a roll-out, of the first seed") {
        $0.result.effect($0.row.treatment)?.difference
      },
      .number("true_lift", "the same as a relative change") {
        $0.result.effect($0.row.treatment)?.relative
      },
      .flag("covered", "whether low to high contains true_difference") { $0.row.isCovered },
    ])

  package static func rows(of result: SeedsResult) -> [Row] {
    result.rows.map { Row(result: result, row: $0) }
  }
}
