import Foundation
import MetaLearning
package import Scenarios
package import Studies

/// A comparison made by hand, so that each number can be worked out on paper.
///
/// One market to learn in and two new ones, two replications, bins of 10, 10 and 20 customers. The
/// best action of each context brings 1.00 EUR of margin per customer; a policy's regret in cents
/// is the table below, one more in replication 0 and one less in replication 1, for the agnostic
/// policy three.
package enum LearningSample {
  /// The policies in file order: name, learner, regret by bin, and how far replications part.
  package static let regrets: [(name: String, learner: Learner, cents: [Int64], jitter: Int64)] = [
    ("core", .hierarchical, [20, 7, 5], 1),
    ("agnostic", .agnostic, [60, 40, 8], 3),
    ("pooled", .pooled, [10, 10, 10], 1),
    ("status quo", .statusQuo, [50, 50, 50], 1),
    ("oracle", .oracle, [0, 0, 0], 0),
  ]

  /// What the evaluation found, with other regrets, one replication or violations on request.
  package static func outcome(
    reward: RewardMeasure = .margin, regrets: [[Int64]]? = nil, replications: Int = 2,
    violations: Int64 = 0
  ) -> LearningOutcome {
    let bins = [10, 20, 40]
    let sizes: [Int64] = [10, 10, 20]
    var cells: [LearningSums] = []
    for (policy, entry) in Self.regrets.enumerated() {
      for _ in 0..<3 {
        for bin in bins.indices {
          for replication in 0..<replications {
            let jitter = replications == 1 ? 0 : replication == 0 ? entry.jitter : -entry.jitter
            let regret = (regrets?[policy][bin] ?? entry.cents[bin]) + jitter
            var sums = LearningSums()
            sums.customers = sizes[bin]
            sums.decisions = 2 * sizes[bin]
            sums.reward = (100 - regret) * sizes[bin]
            sums.regretContext = regret * sizes[bin]
            sums.regretFixed = (regret - 5) * sizes[bin]
            sums.conversions = sizes[bin] / 5
            sums.revenue = 300 * sizes[bin]
            sums.margin = sums.reward
            sums.marginLostContext = sums.regretContext
            sums.explorations = sizes[bin] / 2
            sums.violations = policy == 0 ? violations : 0
            cells.append(sums)
          }
        }
      }
    }
    let truths = (0..<(3 * replications)).map { index in
      LearningOutcome.Truth(
        bestActions: [index < 2 * replications ? 1 : 2], rewards: [0.5, 0.95, 0.9],
        errors: [0.01, 0.01, 0.01], contextReward: 1, customers: 40)
    }
    return LearningOutcome(
      title: "What brings back those who left their basket?", seed: 7, reward: reward,
      currency: Currency(code: "EUR", decimals: 2),
      points: [
        LearningOutcome.Point(name: "incentive", actions: ["none", "small", "large"], statusQuo: 0)
      ],
      policies: Self.regrets.map { LearningOutcome.Contestant(name: $0.name, learner: $0.learner) },
      markets: (0..<3).map { LearningOutcome.Market(index: $0, isTest: $0 > 0) },
      bins: bins, replications: replications, cells: cells, truths: truths,
      states: [Data("{}\n".utf8), nil, Data("{\"a\":1}\n".utf8), nil, nil])
  }

  /// What went into the run that the outcome would come from.
  package static let input = RunInput(
    scenario: "sample", canonical: "", seed: 7, origin: Origin(program: "0"))
}
