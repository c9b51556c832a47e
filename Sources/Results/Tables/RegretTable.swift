import MetaLearning
import Scenarios
import Studies

/// `regret.csv`: what policies lose in a new market to those who know it, customer by customer.
enum RegretTable: ResultTable {
  struct Row {
    let outcome: LearningOutcome
    let policy: Int
    let isFixed: Bool
    let point: LearningOutcome.CurvePoint
    let customers: Int64
    let cumulative: LearningEstimate?
    let difference: LearningEstimate?
  }

  static let schema = TableSchema<Row>(
    file: "regret.csv", row: "policy × yardstick × bin of customers, over the test markets",
    columns: [
      .text("policy", "Name of the policy.") { $0.outcome.policies[$0.policy].name },
      .text("learner", "How it learns.") { $0.outcome.policies[$0.policy].learner.rawValue },
      .text(
        "yardstick",
        "`fixed` is the market's best fixed action, `context` the best action of each observed"
          + " context; both are found by roll-out, which only a simulation can do."
      ) { $0.isFixed ? "fixed" : "context" },
      .whole(
        "from_customer",
        "First customer of the bin, from 1, in the order of their first decision."
      ) { $0.point.first },
      .whole("to_customer", "Last customer of the bin.") { $0.point.last },
      .whole("customers", "Customers of the bin over all test markets and replications.") {
        $0.customers
      },
      .number("regret", "What the yardstick brings per customer beyond the policy's reward.") {
        $0.point.estimate.mean
      },
      .number("se", "Standard error of the regret.") { $0.point.estimate.standardError },
      .number("lower", "Lower end of the regret's confidence interval.") {
        $0.point.estimate.lower
      },
      .number("upper", "Upper end of the regret's confidence interval.") {
        $0.point.estimate.upper
      },
      .number(
        "cumulative", "Regret of one market's customers from the first to the bin's last."
      ) { $0.cumulative?.mean },
      .number("cumulative_lower", "Lower end of its confidence interval.") {
        $0.cumulative?.lower
      },
      .number("cumulative_upper", "Upper end of its confidence interval.") {
        $0.cumulative?.upper
      },
      .text(
        "against", "Name of the policy that learns each market alone; empty without one."
      ) { row in row.outcome.roles.agnostic.map { row.outcome.policies[$0].name } },
      .number(
        "difference", "Regret less that policy's, paired by market and replication."
      ) { $0.difference?.mean },
      .number("difference_se", "Standard error of the difference.") {
        $0.difference?.standardError
      },
      .number("difference_lower", "Lower end of the difference's confidence interval.") {
        $0.difference?.lower
      },
      .number("difference_upper", "Upper end of the difference's confidence interval.") {
        $0.difference?.upper
      },
      .whole(
        "clusters",
        "Independent figures behind the intervals: replications, or test markets where there is"
          + " one replication."
      ) { $0.point.estimate.clusters },
      .number("confidence", "Confidence of the intervals.") { _ in LearningOutcome.confidence },
    ])

  static func rows(of outcome: LearningOutcome) -> [Row] {
    outcome.policies.indices.flatMap { policy in
      [LearningMeasure.regretFixed, .regretContext].flatMap {
        rows(outcome, policy: policy, yardstick: $0)
      }
    }
  }

  private static func rows(
    _ outcome: LearningOutcome, policy: Int, yardstick: LearningMeasure
  ) -> [Row] {
    let isFixed = yardstick == .regretFixed
    let unit = outcome.unitsPerReward
    return outcome.curve(yardstick, policy: policy).map { point in
      let bins = point.bin..<(point.bin + 1)
      return Row(
        outcome: outcome, policy: policy, isFixed: isFixed, point: point,
        customers: outcome.total(policy: policy, bins: bins).customers,
        cumulative: outcome.perMarket(
          { Double(isFixed ? $0.regretFixed : $0.regretContext) / unit }, policy: policy,
          bins: 0..<(point.bin + 1)),
        difference: outcome.roles.agnostic.flatMap {
          outcome.difference(yardstick, policy: policy, minus: $0, bins: bins)
        })
    }
  }
}
