import GSL
import MetaLearning
import Scenarios
import Simulation

/// Finds by roll-out with common random numbers what is best in a market.
struct TruthFinder {
  let setup: LearningSetup
  let drawn: DrawnMarket
  let bins: [Int]

  /// Every variant on other customers of the market, the best ones on its own.
  func truth() throws -> MarketTruth {
    let counts = drawn.market.actionCounts
    let strides = counts.indices.map { counts[($0 + 1)...].reduce(1, *) }
    let cells = try cells()
    let sums = try (0..<counts.reduce(1, *)).map { variant in
      try rollOut(
        zip(strides, counts).map { AnyPolicy(FixedPolicy(action: variant / $0 % $1)) },
        .bestAction, cells: cells)
    }
    let units = setup.learning.reward.unitsPerReward(in: setup.scenario.market.currency)
    var truth = MarketTruth(
      sums: sums, cells: cells, actionCounts: counts, unitsPerReward: units)
    truth.contextReward =
      try rollOut(truth.contextPolicies, .oracle, cells: cells).all.mean / units
    truth.fixed = try own(truth.fixedPolicies, .bestAction)
    truth.context = try own(truth.contextPolicies, .oracle)
    return truth
  }

  /// Number of markets that the finder runs, to tell progress.
  static func runs(variants: Int, markets: Int) -> Int { (variants + 2) * markets + 2 }

  /// Number of markets of other customers that are needed for enough of them; at most 20.
  static func markets(customers: Int, options: LearningOptions) -> Int {
    min(20, max(1, (options.truthCustomers + customers - 1) / max(customers, 1)))
  }

  private var seeds: [UInt64] {
    let customers = drawn.market.customers(seed: drawn.seed)
    return (0..<Self.markets(customers: customers, options: setup.options)).map {
      RandomKey(seed: drawn.seed, replication: UInt32($0 + 1)).rawValue
    }
  }

  /// Cells of context as the status quo's customers show them.
  private func cells() throws -> [ContextCells] {
    let decisions = setup.learning.decisions
    var contexts = [[[Double]]](repeating: [], count: decisions.count)
    for seed in seeds {
      let agent = try setup.run(
        decisions.map { _ in AnyPolicy(StatusQuoPolicy()) }, learner: .statusQuo,
        market: drawn.market, seed: seed)
      for decision in VariantTotals.firstDecisions(of: agent) {
        contexts[decision.point].append(decision.context)
      }
    }
    return decisions.indices.map {
      ContextCells(contexts: contexts[$0], terms: decisions[$0].context.count)
    }
  }

  private func rollOut(
    _ policies: [AnyPolicy], _ learner: Learner, cells: [ContextCells]
  ) throws -> VariantTotals {
    var sums = VariantTotals(points: policies.count)
    for seed in seeds {
      let agent = try setup.run(policies, learner: learner, market: drawn.market, seed: seed)
      sums.add(agent, cells: cells)
    }
    return sums
  }

  private func own(_ policies: [AnyPolicy], _ learner: Learner) throws -> [LearningSums] {
    try setup.run(policies, learner: learner, market: drawn.market, seed: drawn.seed)
      .sums(bins: bins)
  }
}
