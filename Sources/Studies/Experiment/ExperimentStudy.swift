package import Experiments
import Scenarios
package import Simulation
package import Support

/// A scenario's experiment: simulated, the truth beside it, and analysed as planned; a run ends
/// with `RunError` or what the sink throws.
package struct ExperimentStudy<Sink: BlockSink>: Study {
  package let compiled: CompiledScenario
  /// How its arms are compared; nil with a single arm.
  package let plan: AnalysisPlan?
  private let input: RunInput
  private let threads: Int
  private let sink: Sink

  /// Plans an experiment; the sink takes the rows that the input asks for.
  /// - Throws: `ArgumentError` for an experiment that no analysis fits.
  package init(
    compiled: CompiledScenario, input: RunInput, threads: Int = 1, sink: Sink
  ) throws(ArgumentError) {
    self.compiled = compiled
    self.input = input
    self.threads = threads
    self.sink = sink
    plan = compiled.arms.count > 1 ? try AnalysisPlan(compiled.scenario, kept: compiled.plan) : nil
  }

  package func run(
    progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> ExperimentResult {
    let rollOut = try RollOutStudy(
      compiled: compiled,
      options: RollOutOptions(
        seed: input.seed, replications: input.replications, threads: threads,
        recordsEvents: input.events || input.tables, recordsOrders: input.tables,
        recordsCustomers: input.customersFile || input.tables), sink: sink
    ).run(progress: progress, isCancelled: isCancelled)
    let assembly = ExperimentAssembly(scenario: compiled.scenario, outcome: rollOut.outcome)
    var result = try ExperimentResult(
      input: input, compiled: compiled, assembly: assembly, rollOut: rollOut)
    if let plan { try result.compare(assembly, plan: plan) }
    return result
  }
}

extension ExperimentStudy where Sink == NoSink {
  package init(
    compiled: CompiledScenario, input: RunInput, threads: Int = 1
  ) throws(ArgumentError) {
    try self.init(compiled: compiled, input: input, threads: threads, sink: NoSink())
  }
}
