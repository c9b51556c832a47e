package import Foundation
package import Scenarios
import Simulation
package import Support

/// Judges the policies of a scenario on markets of its family.
///
/// In each replication the family's markets are drawn anew. Every policy learns in the training
/// markets one after the other; then it is judged in each test market by itself, from the state
/// after training. Regret is what the best fixed action, and the best action of each observed
/// context, bring with the same customers; both are found by rolling every variant out on other
/// customers of the same market.
package struct LearningStudy: Study {
  private let setup: LearningSetup
  /// Takes the lines of the decision log, policy by policy and market by market; nil for no log.
  package var log: (@Sendable (Data) throws -> Void)?

  /// Checks what is to be judged, without simulating anything.
  /// - Throws: `ScenarioFaults` if the scenario has no policies or its family cannot be drawn;
  ///   `ArgumentError` for a policy that cannot be made, a saved state that cannot be started
  ///   from, or a program that is not there or not allowed.
  package init(_ loaded: LoadedScenario, options: LearningOptions) throws {
    guard let learning = loaded.scenario.learning else {
      throw loaded.faults(at: ["learning"], message: "the scenario has no policies to judge")
    }
    var loaded = loaded
    if let customers = options.customers {
      var family = loaded.scenario.family ?? Family(trainingTasks: 0, testTasks: 1)
      family.customers = customers
      loaded.scenario.family = family
    }
    setup = try LearningSetup(loaded, learning: learning, options: options)
  }

  package var replications: Int {
    let wanted = max(1, setup.options.replications ?? setup.learning.replications ?? 10)
    return setup.options.isQuick && setup.options.replications == nil
      ? min(wanted, LearningOptions.quickReplications) : wanted
  }

  package var logsDecisions: Bool {
    setup.options.logsDecisions || setup.scenario.recording.decisions
  }

  /// What decides the outcome beside the scenario's text, for the digest of a run.
  package var digestParts: [String] {
    var parts = ["decisions \(logsDecisions)"]
    if setup.options.isQuick { parts.append("quick") }
    for policy in setup.learning.policies {
      parts.append("policy \(policy.name)")
      if let state = setup.states[policy.name] { parts.append("start \(Self.hash(state))") }
      for path in setup.programs.paths(of: policy) {
        // A model that was changed since the last run is another model.
        if let content = setup.options.readFile(path) {
          parts.append("program \(Self.hash(content))")
        }
      }
    }
    return parts
  }

  /// Runs all policies in all markets of all replications; sums are the same for any threads.
  /// - Throws: `ScenarioFaults` for a market that cannot be, `ArgumentError` for limits that
  ///   cannot be kept, `RunError`, or what the log throws.
  package func run(
    progress: @escaping @Sendable (WorkProgress) -> Void,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws -> LearningOutcome {
    let setup = try setup.prepared(isLogged: log != nil, isCancelled: isCancelled)
    let customers = try setup.compile(try setup.loaded.baseMarket())
      .customers(seed: setup.options.seed)
    let tally = LearningTally(
      setup: setup, bins: LearningOutcome.bins(customers: customers), replications: replications,
      customers: customers, log: log, progress: progress)
    // Replications are taken in groups, large enough to keep all threads busy, small enough to
    // hold the compiled markets of one group only.
    let policies = setup.learning.policies.count
    let size = max(1, (4 * setup.options.threads + policies - 1) / max(policies, 1))
    var next = 0
    while next < replications {
      let group = next..<min(next + size, replications)
      try run(group, setup: setup, tally: tally)
      next = group.upperBound
    }
    var outcome = tally.outcome()
    outcome.programs = setup.programs.conduct
    return outcome
  }

  private func run(
    _ group: Range<Int>, setup: LearningSetup, tally: LearningTally
  ) throws {
    let threads = setup.options.threads
    let tasks = setup.tasks
    let markets = try ParallelPieces.map(group.count * tasks, threads: threads) { piece in
      let drawn = try setup.market(piece % tasks, replication: group.lowerBound + piece / tasks)
      let truth = try TruthFinder(setup: setup, drawn: drawn, bins: tally.bins).truth()
      tally.finishedTruth(of: drawn)
      return (drawn: drawn, truth: truth)
    }
    let policies = setup.learning.policies.count
    let results = try ParallelPieces.map(group.count * policies, threads: threads) { piece in
      let (local, policy) = piece.quotientAndRemainder(dividingBy: policies)
      let chain = LearningChain(
        setup: setup, spec: setup.learning.policies[policy],
        replication: group.lowerBound + local,
        markets: Array(markets[(local * tasks)..<((local + 1) * tasks)]), bins: tally.bins)
      var result = try chain.run()
      if group.lowerBound + local == 0 { try tally.lines?.put(result.lines, at: policy) }
      result.lines = Data()
      tally.finishedChain()
      return result
    }
    if group.lowerBound == 0 { try judgePrograms(results) }
    for (piece, market) in markets.enumerated() {
      tally.add(
        market.truth, market: piece % tasks, replication: group.lowerBound + piece / tasks)
    }
    for (piece, result) in results.enumerated() {
      tally.add(
        result, policy: piece % policies, replication: group.lowerBound + piece / policies)
    }
  }

  /// Ends a run early in which a program never once answered rightly.
  private func judgePrograms(_ results: [LearningChain.Result]) throws {
    for (policy, spec) in setup.learning.policies.enumerated() where spec.external != nil {
      var total = LearningSums()
      for result in stride(from: policy, to: results.count, by: setup.learning.policies.count) {
        for cell in results[result].sums.joined() { total.add(cell) }
      }
      try setup.programs.judge(spec, decisions: total.decisions, refused: total.violations)
    }
  }

  private static func hash(_ data: Data) -> String {
    var hash = SHA256()
    hash.update(Array(data)[...])
    return hash.finish()
  }
}
