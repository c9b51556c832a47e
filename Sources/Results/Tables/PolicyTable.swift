import MetaLearning
import Scenarios
import Studies

/// `learning.csv`: how each policy fared in each market that was drawn, by the number of customers met.
enum PolicyTable: ResultTable {
  struct Row {
    let outcome: LearningOutcome
    let policy: Int
    let replication: Int
    let market: Int
    let bin: Int
    let sums: LearningSums

    func value(_ measure: LearningMeasure) -> Double? { measure.value(of: sums, in: outcome) }
  }

  static let schema = TableSchema<Row>(
    file: "learning.csv", row: "policy × replication × market × bin of customers",
    columns: [
      .text("policy", "Name of the policy.") { $0.outcome.policies[$0.policy].name },
      .text("learner", "How it learns.") { $0.outcome.policies[$0.policy].learner.rawValue },
      .whole(
        "replication",
        "Draw of the family, from 0: the markets of another draw are other markets, so rows of one"
          + " number are paired between policies, not between replications."
      ) { $0.replication },
      .whole("market", "Number of the market in the family, from 0, training markets first.") {
        $0.outcome.markets[$0.market].index
      },
      .text(
        "part", "`train` for a market to learn in, `test` for one in which policies are judged."
      ) { $0.outcome.markets[$0.market].isTest ? "test" : "train" },
      .whole(
        "from_customer", "First customer of the bin, from 1, in the order of their first decision."
      ) { $0.outcome.firstCustomer(ofBin: $0.bin) },
      .whole("to_customer", "Last customer of the bin.") { $0.outcome.bins[$0.bin] },
      .whole("customers", "Customers who met a decision.") {
        $0.sums.customers
      },
      .whole("decisions", "Decisions that they met.") { $0.sums.decisions },
      .number("reward", "Mean reward per customer; money in the currency's units.") {
        $0.value(.reward)
      },
      .number(
        "true_regret_fixed",
        "What the best fixed action of the market brings per customer beyond the reward."
      ) { $0.value(.regretFixed) },
      .number(
        "true_regret_context",
        "What the best action of each observed context brings per customer beyond the reward."
      ) { $0.value(.regretContext) },
      .number("conversion", "Share of the customers who ordered after their first decision.") {
        $0.value(.conversion)
      },
      .number("revenue", "Money received per customer after the first decision.") {
        $0.value(.revenue)
      },
      .number("margin", "Revenue less costs per customer after the first decision.") {
        $0.value(.margin)
      },
      .number(
        "true_margin_lost", "Margin per customer with the best action of each context, less margin."
      ) { $0.value(.marginLostContext) },
      .number(
        "exploration", "Share of decisions that took another action than the one that looked best."
      ) { $0.value(.exploration) },
      .whole("breaches", "Decisions at which a limit held the policy back.") { $0.sums.breaches },
      .whole("violations", "Answers of an external model that were refused.") {
        $0.sums.violations
      },
    ])

  static func rows(of outcome: LearningOutcome) -> [Row] {
    outcome.policies.indices.flatMap { policy in
      (0..<outcome.replications).flatMap { replication in
        outcome.markets.indices.flatMap { market in
          outcome.bins.indices.compactMap { bin -> Row? in
            let sums = outcome.sums(
              policy: policy, market: market, bin: bin, replication: replication)
            guard sums.customers > 0 else { return nil }
            return Row(
              outcome: outcome, policy: policy, replication: replication, market: market,
              bin: bin, sums: sums)
          }
        }
      }
    }
  }
}
