import Foundation
import MetaLearning
import Scenarios
import Simulation
import Support
import Synchronization

/// Collects what the chains of a study bring, and tells how far they have come.
final class LearningTally: Sendable {
  private struct State {
    var outcome: LearningOutcome
    var truths: [LearningOutcome.Truth?]
    var done = 0
  }

  let bins: [Int]
  let lines: OrderedLines?
  private let setup: LearningSetup
  private let replications: Int
  private let customers: Int
  private let progress: @Sendable (WorkProgress) -> Void
  private let state: Mutex<State>

  init(
    setup: LearningSetup, bins: [Int], replications: Int, customers: Int,
    log: (@Sendable (Data) throws -> Void)?,
    progress: @escaping @Sendable (WorkProgress) -> Void
  ) {
    self.setup = setup
    self.bins = bins
    self.replications = replications
    self.customers = customers
    self.progress = progress
    lines = log.map(OrderedLines.init)
    let learning = setup.learning
    var outcome = LearningOutcome(
      title: setup.scenario.title, seed: setup.options.seed, reward: learning.reward,
      currency: setup.scenario.market.currency,
      points: zip(learning.decisions, setup.frames).map {
        LearningOutcome.Point(
          name: $0.name, actions: $1.learner.actions, statusQuo: $0.statusQuo)
      },
      policies: learning.policies.map {
        LearningOutcome.Contestant(name: $0.name, learner: $0.learner)
      },
      markets: (0..<setup.tasks).map {
        LearningOutcome.Market(index: $0, isTest: $0 >= setup.trainingTasks)
      },
      bins: bins, replications: replications)
    if setup.options.isQuick { outcome.quickTruth = setup.options.truthCustomers }
    state = Mutex(
      State(
        outcome: outcome, truths: Array(repeating: nil, count: setup.tasks * replications)))
  }

  func add(_ truth: MarketTruth, market: Int, replication: Int) {
    state.withLock { $0.truths[market * replications + replication] = truth.summary }
  }

  func add(_ result: LearningChain.Result, policy: Int, replication: Int) {
    state.withLock { state in
      for (market, sums) in result.sums.enumerated() {
        for (bin, cell) in sums.enumerated() {
          let index = state.outcome.cell(
            policy: policy, market: market, bin: bin, replication: replication)
          state.outcome.cells[index] = cell
        }
      }
      if let data = result.state { state.outcome.states[policy] = data }
    }
  }

  func finishedTruth(of drawn: DrawnMarket) { advance(truthRuns) }
  func finishedChain() { advance(setup.tasks) }

  private var truthRuns: Int {
    let variants = setup.frames.reduce(1) { $0 * $1.learner.actions.count }
    return TruthFinder.runs(
      variants: variants,
      markets: TruthFinder.markets(customers: customers, options: setup.options))
  }

  private func advance(_ runs: Int) {
    let each = max(customers, 1)
    let total =
      replications * setup.tasks * (truthRuns + setup.learning.policies.count) * each
    let done = state.withLock { state in
      state.done += runs * each
      return state.done
    }
    progress(WorkProgress(done: done, total: total))
  }

  /// All that was found; bins that no customer reached are left out.
  func outcome() -> LearningOutcome {
    let state = state.withLock { $0 }
    var outcome = state.outcome
    outcome.truths = state.truths.compactMap { $0 }
    outcome.trimBins()
    return outcome
  }
}
