import MetaLearning
import Scenarios
import Studies

/// `regret.csv`: what policies lose in a new market to those who know it, customer by customer.
enum RegretTable {
  static let columns = ColumnSet(
    file: "regret.csv", row: "policy × yardstick × bin of customers, over the test markets",
    columns: [
      Column("policy", "Name of the policy."),
      Column("learner", "How it learns."),
      Column(
        "yardstick",
        "`fixed` is the market's best fixed action, `context` the best action of each observed"
          + " context; both are found by roll-out, which only a simulation can do."),
      Column(
        "from_customer",
        "First customer of the bin, from 1, in the order of their first decision."),
      Column("to_customer", "Last customer of the bin."),
      Column("customers", "Customers of the bin over all test markets and replications."),
      Column("regret", "What the yardstick brings per customer beyond the policy's reward."),
      Column("se", "Standard error of the regret."),
      Column("lower", "Lower end of the regret's confidence interval."),
      Column("upper", "Upper end of the regret's confidence interval."),
      Column("cumulative", "Regret of one market's customers from the first to the bin's last."),
      Column("cumulative_lower", "Lower end of its confidence interval."),
      Column("cumulative_upper", "Upper end of its confidence interval."),
      Column("against", "Name of the policy that learns each market alone; empty without one."),
      Column("difference", "Regret less that policy's, paired by market and replication."),
      Column("difference_se", "Standard error of the difference."),
      Column("difference_lower", "Lower end of the difference's confidence interval."),
      Column("difference_upper", "Upper end of the difference's confidence interval."),
      Column(
        "clusters",
        "Independent figures behind the intervals: replications, or test markets where there is"
          + " one replication."),
      Column("confidence", "Confidence of the intervals."),
    ])

  static func make(_ outcome: LearningOutcome) -> CSVTable {
    var table = CSVTable(columns)
    for policy in outcome.policies.indices {
      for yardstick in [LearningMeasure.regretFixed, .regretContext] {
        add(to: &table, outcome, policy: policy, yardstick: yardstick)
      }
    }
    return table
  }

  private static func add(
    to table: inout CSVTable, _ outcome: LearningOutcome, policy: Int, yardstick: LearningMeasure
  ) {
    let contestant = outcome.policies[policy]
    let isFixed = yardstick == .regretFixed
    let unit = outcome.unitsPerReward
    let agnostic = outcome.roles.agnostic
    for point in outcome.curve(yardstick, policy: policy) {
      let bins = point.bin..<(point.bin + 1)
      let cumulative = outcome.perMarket(
        { Double(isFixed ? $0.regretFixed : $0.regretContext) / unit }, policy: policy,
        bins: 0..<(point.bin + 1))
      let difference = agnostic.flatMap {
        outcome.difference(
          yardstick, policy: policy, minus: $0, bins: bins)
      }
      table.add(contestant.name)
      table.add(contestant.learner.rawValue)
      table.add(isFixed ? "fixed" : "context")
      table.add(point.first)
      table.add(point.last)
      table.add(outcome.total(policy: policy, bins: bins).customers)
      table.add(point.estimate.mean)
      table.add(point.estimate.standardError)
      table.add(point.estimate.lower)
      table.add(point.estimate.upper)
      table.add(cumulative?.mean)
      table.add(cumulative?.lower)
      table.add(cumulative?.upper)
      table.add(agnostic.map { outcome.policies[$0].name } ?? "")
      table.add(difference?.mean)
      table.add(difference?.standardError)
      table.add(difference?.lower)
      table.add(difference?.upper)
      table.add(point.estimate.clusters)
      table.add(LearningOutcome.confidence)
      table.endRow()
    }
  }
}
