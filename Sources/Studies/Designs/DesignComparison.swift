package import Experiments
import GSL
import Scenarios
package import Simulation
package import Support
import Synchronization

/// Designs of a scenario's experiment beside the effect of rolling each arm out.
package struct DesignComparison: Sendable {
  /// The scenario's title.
  package let title: String
  /// The experiment.
  package let planned: PlannedAssessment
  /// What customers share, in words; empty when they share nothing.
  package let sharedResources: [String]
  /// Stages that read or write what is shared.
  package let sharedStages: [String]
  /// How the comparison was made.
  package let options: DesignOptions
  /// Days of a time block.
  package let blockDays: Int
  /// Days left out at the start of a block after another arm.
  package let washOutDays: Int
  /// Customers of one market, in the mean.
  package let customers: Int
  /// Effect of the roll-out by arm, over all replications; nil for the control.
  package let truths: [TrueEffect?]
  /// One result per treatment and design.
  package let results: [DesignResult]

  /// Runs a market under every design, over and over.
  ///
  /// Replication after replication the same customers live in five worlds: each arm rolled out,
  /// the split by customer, blocks of time, and divided stock. Markets of the split by market are
  /// drawn with replacement from the roll-outs of all replications, whose mean is the truth.
  /// - Throws: `ArgumentError` for options that fit no experiment, `RunError`.
  package init(
    compiled: CompiledScenario, options: DesignOptions,
    progress: @escaping @Sendable (WorkProgress) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws {
    let planned = try PlannedAssessment(compiled: compiled)
    let arms = compiled.arms.count
    let days = compiled.scenario.market.days
    let blockDays = options.blockDays ?? max(1, min(7, days / (2 * arms)))
    let washOutDays = options.washOutDays ?? (blockDays > 1 ? 1 : 0)
    try Self.check(options, blockDays: blockDays, washOutDays: washOutDays)
    let estimator = DesignEstimator(compiled: compiled, planned: planned)
    let total = options.replications * (arms + 3) * max(1, compiled.customers(seed: options.seed))
    let done = Atomic<Int>(0)
    let rounds = try ParallelPieces.map(options.replications, threads: options.threads) { index in
      try DesignRound(
        compiled: compiled, estimator: estimator, seed: options.seed, replication: index,
        blockDays: blockDays, washOutDays: washOutDays, isCancelled: isCancelled
      ) { customers in
        let sum = done.add(customers, ordering: .relaxed).newValue
        progress(WorkProgress(done: sum, total: total))
      }
    }
    title = compiled.scenario.title
    self.planned = planned
    sharedResources = compiled.sharedResources
    sharedStages = compiled.sharedStages
    self.options = options
    self.blockDays = blockDays
    self.washOutDays = washOutDays
    let customers = rounds.reduce(0) { $0 + $1.customers } / max(1, rounds.count)
    self.customers = customers
    truths = try Self.truths(rounds, planned: planned, scale: estimator.definition.scale)
    results = Self.results(
      rounds, estimator: estimator, planned: planned, truths: truths, options: options,
      customers: customers)
  }

  private static func check(
    _ options: DesignOptions, blockDays: Int, washOutDays: Int
  ) throws(ArgumentError) {
    guard (2...100_000).contains(options.replications) else {
      throw ArgumentError("replications", found: "\(options.replications)", allowed: "2 to 100000")
    }
    guard (2...10_000).contains(options.marketsPerArm) else {
      throw ArgumentError("markets", found: "\(options.marketsPerArm)", allowed: "2 to 10000")
    }
    guard (1...3660).contains(blockDays) else {
      throw ArgumentError("block", found: "\(blockDays)", allowed: "1 to 3660 days")
    }
    guard (0..<blockDays).contains(washOutDays) else {
      throw ArgumentError(
        "wash-out", found: "\(washOutDays)",
        allowed: "0 to less than a block's \(blockDays) days")
    }
  }

  private static func truths(
    _ rounds: [DesignRound], planned: PlannedAssessment, scale: Double
  ) throws -> [TrueEffect?] {
    let plan = try AnalysisPlan(
      arms: planned.plan.arms, metrics: [planned.plan.metrics[planned.plan.primary]], primary: 0,
      alpha: planned.plan.alpha)
    let batches = rounds.map { round in
      round.markets.map { market in
        [
          RollOutSums(
            numerator: Int64((market.numerator * scale).rounded()),
            denominator: Int64(market.denominator))
        ]
      }
    }
    return try Truth(plan: plan, batches: batches, scales: [RollOutScale(numerator: scale)])
      .effects.map(\.[0])
  }

  private static func results(
    _ rounds: [DesignRound], estimator: DesignEstimator, planned: PlannedAssessment,
    truths: [TrueEffect?], options: DesignOptions, customers: Int
  ) -> [DesignResult] {
    let markets = rounds.indices.map { index in
      Self.marketSplit(rounds, estimator: estimator, options: options, replication: index)
    }
    return planned.plan.treatments.flatMap { arm -> [DesignResult] in
      guard let truth = truths[arm] else { return [] }
      return ExperimentDesign.allCases.map { design in
        let estimates = rounds.indices.compactMap { index -> DesignEstimate? in
          let found =
            design == .markets ? markets[index][arm] : rounds[index].estimates[design]?[arm]
          guard let found else { return nil }
          return DesignEstimate(
            effect: found.effect, standardError: found.standardError,
            coversTruth: found.interval(alpha: planned.plan.alpha).contains(truth.difference))
        }
        let markets = options.marketsPerArm * planned.plan.arms.count
        return DesignResult(
          design: design, treatment: arm, estimates: estimates, truth: truth,
          customers: design == .markets ? customers * markets : customers)
      }
    }
  }

  /// One experiment on markets drawn from those of all replications, each under one arm.
  private static func marketSplit(
    _ rounds: [DesignRound], estimator: DesignEstimator, options: DesignOptions, replication: Int
  ) -> [EffectEstimate?] {
    var stream = RandomStream(
      key: RandomKey(seed: options.seed, replication: UInt32(replication)), customer: 0,
      place: Place("design", "markets"), visit: 0, purpose: .assignment)
    return estimator.byCluster(
      (0..<estimator.arms).map { arm in
        (0..<options.marketsPerArm).map { _ in
          let drawn = Int(stream.uniform() * Double(rounds.count))
          return rounds[min(rounds.count - 1, drawn)].markets[arm]
        }
      })
  }
}
