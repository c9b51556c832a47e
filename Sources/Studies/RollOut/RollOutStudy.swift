package import Experiments
import Scenarios
package import Simulation
package import Support

/// Rolls every arm out to everybody: the one meaning of "true" in every command.
///
/// Replications of the market are numbered from 0, whoever asks: the same scenario and seed give
/// the same truth. There are as many as a run takes by itself, and more while the error of an
/// effect on the primary metric is neither small beside the effect nor beside the error of the
/// experiment that is to find it, until a budget of customers is spent.
package struct RollOutStudy<Sink: BlockSink>: Study {
  private let compiled: CompiledScenario
  private let options: RollOutOptions
  private let sink: Sink

  /// The sink takes the rows that the options ask for.
  package init(compiled: CompiledScenario, options: RollOutOptions, sink: Sink) {
    self.compiled = compiled
    self.options = options
    self.sink = sink
  }

  package func run(
    progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> RollOut {
    let first = simulation(.experiment, from: 0, replications: options.replications)
    let least = first.replications
    let recordsAll = options.recordsRollOuts && !compiled.sharesState
    var outcome = try (recordsAll ? simulation(.experiment, from: 0, replications: 1) : first)
      .run(sink: sink, progress: progress, isCancelled: isCancelled)
    let budget = RollOutBudget(compiled: compiled, options: options, least: least)
    var wanted = least
    while true {
      if wanted > outcome.replications {
        let further = simulation(
          .rollOuts, from: outcome.replications, replications: wanted - outcome.replications)
        let journeys = outcome.replications * outcome.customers * compiled.arms.count
        let report: ProgressHandler = {
          progress(WorkProgress(done: journeys + $0.done, total: journeys + $0.total))
        }
        outcome.append(
          rollOutsOf: recordsAll
            ? try further.run(sink: sink, progress: report, isCancelled: isCancelled)
            : try further.run(sink: NoSink(), progress: report, isCancelled: isCancelled))
      }
      let assembly = ExperimentAssembly(scenario: compiled.scenario, outcome: outcome)
      guard let truth = try assembly.truth(segment: nil) else {
        throw RunError(code: .noCustomers)
      }
      let need = try budget.need(truth: truth, assembly: assembly)
      guard case .replications(let more) = need else {
        return RollOut(outcome: outcome, truth: truth, isSettled: need == .settled)
      }
      wanted = more
    }
  }

  private func simulation(
    _ worlds: RunOptions.Worlds, from first: Int, replications: Int?
  ) -> ExperimentRun {
    ExperimentRun(
      compiled: compiled,
      options: RunOptions(
        seed: options.seed, firstReplication: first, threads: options.threads, worlds: worlds,
        replications: replications, recordsEvents: options.recordsEvents && worlds == .experiment,
        recordsOrders: options.recordsOrders,
        recordsCustomers: options.recordsCustomers || options.recordsRollOuts))
  }
}

extension RollOutStudy where Sink == NoSink {
  package init(compiled: CompiledScenario, options: RollOutOptions) {
    self.init(compiled: compiled, options: options, sink: NoSink())
  }
}

/// What every arm gives when it is rolled out to everybody, beside one experiment.
package struct RollOut: Sendable, Equatable, Codable {
  /// The experiment on the customers of replication 0, and the roll-outs of all replications.
  package let outcome: ExperimentOutcome
  package let truth: Truth
  /// Whether the error of every effect on the primary metric is as small as it is meant to be;
  /// else the replications asked for, or the budget, did not suffice.
  package let isSettled: Bool

  package var replications: Int { outcome.replications }

  /// Customers who lived under each arm, over all replications.
  package var customers: Int {
    outcome.cells.rollOut(arm: 0).reduce(0) { $0 + Int(outcome.rollOut?.counts[$1] ?? 0) }
  }
}

/// What a roll-out is asked for.
package struct RollOutOptions: Sendable {
  package var seed: UInt64
  /// Replications of the market; nil takes the scenario's, or as many as the error needs.
  package var replications: Int?
  package var threads: Int
  /// Whether the sink gets the events of the experiment.
  package var recordsEvents: Bool
  /// Whether what each order is made of comes with its event.
  package var recordsOrders: Bool
  /// Whether the sink gets the customers of the experiment.
  package var recordsCustomers: Bool
  /// Whether the sink gets the customers of every replication, where they share nothing.
  package var recordsRollOuts: Bool

  package init(
    seed: UInt64 = 1, replications: Int? = nil, threads: Int = 1, recordsEvents: Bool = false,
    recordsOrders: Bool = false, recordsCustomers: Bool = false, recordsRollOuts: Bool = false
  ) {
    self.seed = seed
    self.replications = replications
    self.threads = threads
    self.recordsEvents = recordsEvents
    self.recordsOrders = recordsOrders
    self.recordsCustomers = recordsCustomers
    self.recordsRollOuts = recordsRollOuts
  }
}
