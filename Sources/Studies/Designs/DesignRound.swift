import Experiments
import GSL
import Scenarios
import Simulation
import Support

/// One replication of a market under every design.
struct DesignRound: Sendable {
  let customers: Int
  let markets: [DesignEstimator.Cluster]
  let estimates: [ExperimentDesign: [EffectEstimate?]]

  /// Runs a market in every world.
  static func run(
    compiled: CompiledScenario, estimator: DesignEstimator, seed: UInt64, replication: Int,
    blockDays: Int, washOutDays: Int, isCancelled: @escaping StopCheck,
    progress: (Int) -> Void
  ) throws -> DesignRound {
    // A seed of its own for each replication; all its worlds have the same customers.
    let seed = RandomKey(seed: seed, replication: UInt32(1 + replication)).rawValue >> 1
    let blocks = TimeBlocks(
      days: blockDays, horizon: compiled.scenario.market.days,
      arms: estimator.arms, key: RandomKey(seed: seed, replication: 0))
    func run(_ worlds: RunOptions.Worlds) throws -> ExperimentOutcome {
      // A small market is over before it asks.
      if isCancelled() { throw RunError(code: .cancelled) }
      let outcome = try ExperimentRun(
        compiled: compiled, options: RunOptions(seed: seed, threads: 1, worlds: worlds)
      ).run(sink: NoSink(), isCancelled: isCancelled)
      progress(outcome.customers)
      return outcome
    }
    let split = try run(.split)
    return DesignRound(
      customers: split.customers,
      markets: try (0..<estimator.arms).map { arm in
        estimator.market(try run(.rollOut(arm: arm)), arm: arm)
      },
      estimates: [
        .customers: try estimator.byCustomer(split),
        .blocks: estimator.byBlock(
          try run(.blocks(blocks)), blocks: blocks, washOutDays: washOutDays),
        .stock: try estimator.byCustomer(run(.dividedStock)),
      ])
  }
}
