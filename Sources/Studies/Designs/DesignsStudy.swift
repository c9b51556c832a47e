import Experiments
import GSL
import Scenarios
package import Simulation
package import Support

/// Designs of a scenario's experiment beside the effect of rolling each arm out.
///
/// Replication after replication the same customers live in every world: each arm rolled out, the
/// split by customer, blocks of time, and divided stock. Markets of the split by market are drawn
/// with replacement from the roll-outs of all replications. Where customers share nothing there is
/// nothing to compare, and nothing is run.
package struct DesignsStudy: Study {
  private let compiled: CompiledScenario
  private let experiment: PlannedExperiment
  private let options: DesignOptions
  private let blockDays: Int
  private let washOutDays: Int

  /// Checks what is asked for.
  /// - Throws: `ArgumentError` for options that fit no experiment.
  package init(compiled: CompiledScenario, options: DesignOptions) throws {
    self.compiled = compiled
    self.options = options
    experiment = try PlannedExperiment(compiled: compiled)
    let days = compiled.scenario.market.days
    blockDays = options.blockDays ?? max(1, min(7, days / (2 * compiled.arms.count)))
    washOutDays = options.washOutDays ?? (blockDays > 1 ? 1 : 0)
    try check()
  }

  private func check() throws(ArgumentError) {
    for (name, value, allowed) in [
      ("replications", options.replications, 2...100_000),
      ("markets", options.marketsPerArm, 2...10_000),
    ] where !allowed.contains(value) {
      throw ArgumentError(
        name, found: "\(value)", allowed: "\(allowed.lowerBound) to \(allowed.upperBound)")
    }
    guard (1...3660).contains(blockDays) else {
      throw ArgumentError("block", found: "\(blockDays)", allowed: "1 to 3660 days")
    }
    guard (0..<blockDays).contains(washOutDays) else {
      throw ArgumentError(
        "wash-out", found: "\(washOutDays)", allowed: "0 to less than a block's \(blockDays) days")
    }
  }

  package func run(
    progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> DesignsResult {
    let market = max(1, compiled.customers(seed: options.seed))
    guard compiled.sharesState else { return result(customers: market) }
    let rollOut = try RollOutStudy(
      compiled: compiled,
      options: RollOutOptions(
        seed: options.seed, replications: options.replications, threads: options.threads)
    ).run(progress: progress, isCancelled: isCancelled)
    let estimator = DesignEstimator(compiled: compiled, experiment: experiment)
    let meter = ProgressMeter(total: options.replications * 3 * market, report: progress)
    let rounds = try ParallelPieces.map(options.replications, threads: options.threads) { index in
      try DesignRound.run(
        compiled: compiled, estimator: estimator, seed: options.seed, replication: index,
        blockDays: blockDays, washOutDays: washOutDays, isCancelled: isCancelled,
        progress: meter.add)
    }
    let customers = rounds.reduce(0) { $0 + $1.customers } / max(1, rounds.count)
    return result(
      customers: customers, truths: rollOut.truth.effects.map { $0[experiment.plan.primary] },
      findings: findings(rounds, estimator: estimator, rollOut: rollOut, customers: customers))
  }

  private func result(
    customers: Int, truths: [TrueEffect?] = [], findings: [DesignFinding] = []
  ) -> DesignsResult {
    DesignsResult(
      experiment: experiment, sharedResources: compiled.sharedResources,
      sharedStages: compiled.sharedStages, replications: options.replications,
      marketsPerArm: options.marketsPerArm, blockDays: blockDays, washOutDays: washOutDays,
      customers: customers, truths: truths, findings: findings)
  }

  private func findings(
    _ rounds: [DesignRound], estimator: DesignEstimator, rollOut: RollOut, customers: Int
  ) -> [DesignFinding] {
    let plan = experiment.plan
    let markets = estimator.markets(rollOut.outcome)
    let marketSplits = rounds.indices.map {
      marketSplit(markets, estimator: estimator, replication: $0)
    }
    return plan.treatments.flatMap { arm -> [DesignFinding] in
      guard let truth = rollOut.truth.effects[arm][plan.primary] else { return [] }
      return ExperimentDesign.allCases.map { design in
        let estimates = rounds.indices.compactMap { index -> DesignEstimate? in
          let own = rollOut.truth.batchValues[index].map { $0[plan.primary] }
          let isOfMarkets = design == .markets
          guard
            let found = isOfMarkets
              ? marketSplits[index][arm] : rounds[index].estimates[design]?[arm],
            let treated = own[arm], let control = own[plan.control]
          else { return nil }
          return DesignEstimate(
            effect: found.effect, standardError: found.standardError,
            reference: isOfMarkets ? truth.difference : treated - control,
            coversTruth: found.interval(alpha: plan.alpha).contains(truth.difference))
        }
        let count = options.marketsPerArm * plan.arms.count
        return DesignFinding(
          design: design, treatment: arm, estimates: estimates,
          customers: design == .markets ? customers * count : customers)
      }
    }
  }

  /// One experiment on markets drawn from those of all replications, each under one arm.
  private func marketSplit(
    _ markets: [[DesignEstimator.Cluster]], estimator: DesignEstimator, replication: Int
  ) -> [EffectEstimate?] {
    var stream = RandomStream(
      key: RandomKey(seed: options.seed, replication: UInt32(replication)), customer: 0,
      place: Place("design", "markets"), visit: 0, purpose: .bootstrap)
    return estimator.byCluster(
      (0..<estimator.arms).map { arm in
        (0..<options.marketsPerArm).map { _ in
          let drawn = Int(stream.uniform() * Double(markets.count))
          return markets[min(markets.count - 1, drawn)][arm]
        }
      })
  }
}
