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
    let rollOuts = try rollOuts(setup, seeds)
    // Without a budget every customer tells of an action, so that half of them are enough.
    let freeSeeds = Array(seeds.prefix((seeds.count + 1) / 2))
    let budgets = setup.learning.decisions.map(\.limits.budget)
    let free =
      budgets.contains { $0 != nil }
      ? try self.rollOuts(setup.withoutBudgets(), freeSeeds, cells: rollOuts.cells) : rollOuts
    let units = setup.learning.reward.unitsPerReward(in: setup.scenario.market.currency)
    var truth = MarketTruth(
      sums: rollOuts.sums, free: free.sums,
      budgets: budgets.map { $0.map { $0 * Double(freeSeeds.count) } }, cells: rollOuts.cells,
      actionCounts: drawn.market.actionCounts, unitsPerReward: units)
    truth.contextReward = try contextReward(truth, rollOuts) / units
    truth.fixed = try own(truth.fixedPolicies, .bestAction)
    truth.context = try own(truth.contextPolicies, .oracle)
    return truth
  }

  /// Number of markets that the finder runs at most, to tell progress.
  static func runs(variants: Int, markets: Int) -> Int { (variants + 1) * markets + 2 }

  /// Number of markets of other customers that are needed for enough of them; at most 20.
  static func markets(customers: Int, options: LearningOptions) -> Int {
    min(20, max(1, (options.truthCustomers + customers - 1) / max(customers, 1)))
  }

  /// Seeds of the roll-outs' customers; fewer where policies only learn and are not judged.
  private var seeds: [UInt64] {
    let customers = drawn.market.customers(seed: drawn.seed)
    var options = setup.options
    if !drawn.isTest { options.truthCustomers = min(options.truthCustomers, Self.fewerCustomers) }
    return (0..<Self.markets(customers: customers, options: options)).map {
      RandomKey(seed: drawn.seed, replication: UInt32($0 + 1)).rawValue
    }
  }

  /// Customers of the roll-outs in a market for training.
  private static let fewerCustomers = 2_000

  private func own(_ policies: [AnyPolicy], _ learner: Learner) throws -> [LearningSums] {
    try setup.run(
      policies, learner: learner, market: drawn.market, seed: drawn.seed, start: drawn.start
    ).sums(bins: bins)
  }
}

extension TruthFinder {
  /// All variants on the same customers, and what each customer did under them.
  private struct RollOuts {
    var cells: [ContextCells]
    var sums: [VariantTotals] = []
    /// By variant and seed.
    var traces: [[Trace]] = []
  }

  /// Rolls every variant out; cells of context are as the status quo's customers show them.
  private func rollOuts(
    _ setup: LearningSetup, _ seeds: [UInt64], cells known: [ContextCells]? = nil
  ) throws -> RollOuts {
    let counts = drawn.market.actionCounts
    let strides = counts.indices.map { counts[($0 + 1)...].reduce(1, *) }
    let starts = try seeds.map {
      try drawn.market.start(seed: $0, isCancelled: setup.isCancelled)
    }
    func agents(_ variant: Int) throws -> [PolicyAgent] {
      let policies = zip(strides, counts).map {
        AnyPolicy(FixedPolicy(action: variant / $0 % $1))
      }
      return try zip(seeds, starts).map { seed, start in
        try setup.run(
          policies, learner: .bestAction, market: drawn.market, seed: seed, start: start)
      }
    }
    let usual = zip(setup.learning.decisions, strides).reduce(0) { $0 + $1.0.statusQuo * $1.1 }
    let first = try agents(usual)
    var result = RollOuts(cells: known ?? cells(of: first))
    for variant in 0..<counts.reduce(1, *) {
      var sums = VariantTotals(points: counts.count)
      var traces: [Trace] = []
      for agent in variant == usual ? first : try agents(variant) {
        sums.add(agent, cells: result.cells)
        traces.append(Trace(agent, cells: result.cells))
      }
      result.sums.append(sums)
      result.traces.append(traces)
    }
    return result
  }

  private func cells(of agents: [PolicyAgent]) -> [ContextCells] {
    let decisions = setup.learning.decisions
    var contexts = [[[Double]]](repeating: [], count: decisions.count)
    for agent in agents {
      for decision in VariantTotals.firstDecisions(of: agent) {
        contexts[decision.point].append(decision.context)
      }
    }
    return decisions.indices.map {
      ContextCells(
        contexts: contexts[$0], terms: decisions[$0].context.count, times: drawn.times)
    }
  }

  /// Mean reward per customer with the best action of each context, in units of sums.
  ///
  /// A customer who at each decision is given what a variant would have given goes the variant's
  /// way; a market is run again only if one of its customers goes no variant's way.
  private func contextReward(_ truth: MarketTruth, _ rollOuts: RollOuts) throws -> Double {
    let cells = rollOuts.cells
    var sums = VariantTotals(points: cells.count)
    for (number, seed) in seeds.enumerated() {
      let known = customersAreApart ? rewards(truth, rollOuts.traces.map { $0[number] }) : nil
      if let known {
        for reward in known { sums.all.add(reward) }
      } else {
        let agent = try setup.run(
          truth.contextPolicies, learner: .oracle, market: drawn.market, seed: seed)
        sums.add(agent, cells: cells)
      }
    }
    return sums.all.mean
  }

  /// Whether what one customer is given changes nothing for another.
  private var customersAreApart: Bool {
    !drawn.market.sharesState
      && setup.learning.decisions.allSatisfy { $0.limits.budget == nil && $0.limits.spread == nil }
  }

  /// Rewards of all customers of a roll-out's market under the best action of each context; nil if
  /// a customer goes no variant's way.
  private func rewards(_ truth: MarketTruth, _ traces: [Trace]) -> [Int64]? {
    let counts = drawn.market.actionCounts
    let strides = counts.indices.map { counts[($0 + 1)...].reduce(1, *) }
    var rewards: [UInt64: Int64] = [:]
    for (variant, trace) in traces.enumerated() {
      var agrees = [Bool](repeating: true, count: trace.rewards.count)
      for step in trace.steps {
        let wanted = truth.points[step.point].choice.action(in: step.cell)
        if wanted != variant / strides[step.point] % counts[step.point] {
          agrees[step.account] = false
        }
      }
      for (account, entry) in trace.rewards.enumerated() where agrees[account] {
        rewards[entry.customer] = entry.reward
      }
    }
    return rewards.count == traces.first?.rewards.count ? Array(rewards.values) : nil
  }
}

/// What a roll-out's customers met and brought.
private struct Trace {
  struct Step {
    var account: Int
    var point: Int
    var cell: [UInt8]
  }

  var steps: [Step]
  /// By account.
  var rewards: [(customer: UInt64, reward: Int64)]

  init(_ agent: PolicyAgent, cells: [ContextCells]) {
    steps = agent.decisions.map {
      Step(
        account: $0.account, point: $0.point,
        cell: cells[$0.point].cell(of: $0.context, at: $0.time))
    }
    rewards = agent.accounts.map { ($0.customer, $0.sums.reward) }
  }
}
