import Experiments
import GSL
import Scenarios
import Simulation
import Support

/// One replication of a market under every design that runs it as a whole.
struct DesignRound: Sendable {
  let customers: Int
  let estimates: [ExperimentDesign: [EffectEstimate?]]

  /// Runs the market of a replication in every world; all have the customers of its roll-outs.
  static func run(
    compiled: CompiledScenario, estimator: DesignEstimator, seed: UInt64, replication: Int,
    blockDays: Int, washOutDays: Int, isCancelled: @escaping StopCheck,
    progress: (Int) -> Void
  ) throws -> DesignRound {
    let blocks = TimeBlocks(
      days: blockDays, horizon: compiled.scenario.market.days,
      arms: estimator.arms, key: RandomKey(seed: seed, replication: UInt32(replication)))
    func run(_ worlds: RunOptions.Worlds) throws -> ExperimentOutcome {
      // A small market is over before it asks.
      if isCancelled() { throw RunError(code: .cancelled) }
      let outcome = try ExperimentRun(
        compiled: compiled,
        options: RunOptions(seed: seed, firstReplication: replication, threads: 1, worlds: worlds)
      ).run(sink: NoSink(), isCancelled: isCancelled)
      progress(outcome.customers)
      return outcome
    }
    let split = try run(.split)
    return DesignRound(
      customers: split.customers,
      estimates: [
        .customers: try estimator.byCustomer(split),
        .blocks: estimator.byBlock(
          try run(.blocks(blocks)), blocks: blocks, washOutDays: washOutDays),
        .stock: try estimator.byCustomer(run(.dividedStock)),
      ])
  }
}
