internal import Foundation
package import Scenarios
import Simulation
package import Support
internal import Synchronization

/// Judges the policies of a scenario on markets of its family.
///
/// In each replication the family's markets are drawn anew. Every policy learns in the training
/// markets one after the other; then it is judged in each test market by itself, from the state
/// after training. Regret is what the best fixed action, and the best action of each observed
/// context, bring with the same customers; both are found by rolling every variant out on other
/// customers of the same market.
package struct LearningEvaluation: Sendable {
  private let loaded: LoadedScenario
  private let learning: Learning
  private let options: LearningOptions

  /// Prepares an evaluation.
  ///
  /// - Throws: `ScenarioFaults` if the scenario has no policies.
  package init(_ loaded: LoadedScenario, options: LearningOptions) throws {
    guard let learning = loaded.scenario.learning else {
      throw loaded.faults(at: ["learning"], message: "the scenario has no policies to judge")
    }
    self.loaded = loaded
    self.learning = learning
    self.options = options
  }

  /// Draws of the whole family.
  package var replications: Int { max(1, options.replications ?? learning.replications ?? 10) }

  /// Runs all policies in all markets of all replications.
  ///
  /// - Parameters:
  ///   - progress: Told now and then how far the run has come; called from any thread.
  ///   - isCancelled: Asked now and then whether to stop; called from any thread.
  /// - Returns: Exact sums, the same for any number of threads.
  /// - Throws: `ScenarioFaults` for a market that cannot be, `ArgumentError` for a policy that
  ///   cannot be made, `RunError`, or what the log throws.
  package func run(
    progress: @escaping @Sendable (WorkProgress) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> LearningOutcome {
    let setup = try LearningSetup(
      loaded, learning: learning, options: options, isCancelled: isCancelled)
    let customers = try setup.compile(try loaded.baseMarket()).customers(seed: options.seed)
    let bins = LearningOutcome.bins(customers: customers)
    let tally = LearningTally(
      setup: setup, bins: bins, replications: replications, customers: customers,
      progress: progress)
    // Replications are taken in groups, large enough to keep all threads busy, small enough to
    // hold the compiled markets of one group only.
    let policies = learning.policies.count
    let size = max(1, (4 * options.threads + policies - 1) / max(policies, 1))
    var next = 0
    while next < replications {
      let group = next..<min(next + size, replications)
      try run(group, setup: setup, tally: tally)
      next = group.upperBound
    }
    return tally.outcome()
  }

  private func run(
    _ group: Range<Int>, setup: LearningSetup, tally: LearningTally
  ) throws {
    let tasks = setup.tasks
    let markets = try ParallelPieces.map(group.count * tasks, threads: options.threads) { piece in
      let drawn = try setup.market(piece % tasks, replication: group.lowerBound + piece / tasks)
      let truth = try TruthFinder(setup: setup, drawn: drawn, bins: tally.bins).truth()
      tally.finishedTruth(of: drawn)
      return (drawn: drawn, truth: truth)
    }
    let policies = learning.policies.count
    let results = try ParallelPieces.map(group.count * policies, threads: options.threads) {
      piece in
      let (local, policy) = piece.quotientAndRemainder(dividingBy: policies)
      let chain = LearningChain(
        setup: setup, spec: learning.policies[policy], replication: group.lowerBound + local,
        markets: Array(markets[(local * tasks)..<((local + 1) * tasks)]), bins: tally.bins)
      var result = try chain.run()
      if group.lowerBound + local == 0 { try tally.lines?.put(result.lines, at: policy) }
      result.lines = Data()
      tally.finishedChain()
      return result
    }
    for (piece, market) in markets.enumerated() {
      tally.add(
        market.truth, market: piece % tasks, replication: group.lowerBound + piece / tasks)
    }
    for (piece, result) in results.enumerated() {
      tally.add(
        result, policy: piece % policies, replication: group.lowerBound + piece / policies)
    }
  }
}
