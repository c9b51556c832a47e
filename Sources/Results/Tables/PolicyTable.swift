import MetaLearning
import Scenarios
import Studies

/// `learning.csv`: how each policy fared in each market, by the number of customers met.
enum PolicyTable {
  static let columns = ColumnSet(
    file: "learning.csv", row: "policy × market × bin of customers",
    columns: [
      Column("policy", "Name of the policy."),
      Column("learner", "How it learns."),
      Column("market", "Number of the market in the family, from 0, training markets first."),
      Column(
        "part", "`train` for a market to learn in, `test` for one in which policies are judged."),
      Column(
        "from_customer",
        "First customer of the bin, from 1, in the order of their first decision."),
      Column("to_customer", "Last customer of the bin."),
      Column("replications", "Draws of the family behind the row."),
      Column("customers", "Customers who met a decision, over all replications."),
      Column("decisions", "Decisions that they met."),
      Column("reward", "Mean reward per customer; money in the currency's units."),
      Column("se", "Standard error of the mean reward, over replications."),
      Column("lower", "Lower end of the mean reward's confidence interval, over replications."),
      Column("upper", "Upper end of the mean reward's confidence interval."),
      Column("confidence", "Confidence of the interval."),
      Column(
        "true_regret_fixed",
        "What the best fixed action of the market brings per customer beyond the reward."),
      Column(
        "true_regret_context",
        "What the best action of each observed context brings per customer beyond the reward."),
      Column("conversion", "Share of the customers who ordered after their first decision."),
      Column("revenue", "Money received per customer after the first decision."),
      Column("margin", "Revenue less costs per customer after the first decision."),
      Column(
        "true_margin_lost", "Margin per customer with the best action of each context, less margin."
      ),
      Column(
        "exploration", "Share of decisions that took another action than the one that looked best."),
      Column("breaches", "Decisions at which a limit held the policy back."),
      Column("violations", "Answers of an external model that were refused."),
    ])

  static func make(_ outcome: LearningOutcome) -> CSVTable {
    var table = CSVTable(columns)
    for (policy, contestant) in outcome.policies.enumerated() {
      for (index, market) in outcome.markets.enumerated() {
        for bin in outcome.bins.indices {
          let sums = outcome.sums(policy: policy, market: index, bin: bin)
          guard sums.customers > 0 else { continue }
          let reward = outcome.estimate(
            .reward, policy: policy, bins: bin..<(bin + 1), markets: [index])
          func value(_ measure: LearningMeasure) -> Double? { measure.value(of: sums, in: outcome) }
          table.add(contestant.name)
          table.add(contestant.learner.rawValue)
          table.add(market.index)
          table.add(market.isTest ? "test" : "train")
          table.add(outcome.firstCustomer(ofBin: bin))
          table.add(outcome.bins[bin])
          table.add(outcome.replications)
          table.add(sums.customers)
          table.add(sums.decisions)
          table.add(reward?.mean)
          table.add(reward?.standardError)
          table.add(reward?.lower)
          table.add(reward?.upper)
          table.add(LearningOutcome.confidence)
          table.add(value(.regretFixed))
          table.add(value(.regretContext))
          table.add(value(.conversion))
          table.add(value(.revenue))
          table.add(value(.margin))
          table.add(value(.marginLostContext))
          table.add(value(.exploration))
          table.add(sums.breaches)
          table.add(sums.violations)
          table.endRow()
        }
      }
    }
    return table
  }
}
