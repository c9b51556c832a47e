import Experiments
import GSL
import Scenarios
import Simulation
import Support

extension AssessmentStudy {
  /// Runs the split world afresh for each replicate, and the same with the control in every arm.
  func replicated(
    _ truth: AssessedTruth, progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> AssessmentResult {
    let control = compiled.arms[experiment.plan.control]
    let same = try CompiledScenario(
      scenario: compiled.scenario, arms: compiled.arms.map { _ in control })
    let meter = ProgressMeter(total: 2 * options.replications, report: progress)
    let replicates = try ParallelPieces.map(2 * options.replications, threads: options.threads) {
      index in
      // A small market is over before it asks.
      if isCancelled() { throw RunError(code: .cancelled) }
      let replicate = try replicate(
        index / 2, of: index % 2 == 0 ? compiled : same, isCancelled: isCancelled)
      meter.add(1)
      return replicate
    }
    func every(_ offset: Int) -> [ObservedReplicate] {
      stride(from: offset, to: replicates.count, by: 2).map { replicates[$0] }
    }
    return AssessmentResult(
      experiment: experiment,
      assessment: try Assessment.assess(
        plan: experiment.plan, metrics: experiment.metrics, truth: truth, actual: every(0),
        null: every(1), options: options),
      sharedResources: compiled.sharedResources)
  }

  private func replicate(
    _ number: Int, of world: CompiledScenario, isCancelled: @escaping StopCheck
  ) throws -> ObservedReplicate {
    // A key of its own for each replicate; both of a pair have the same customers.
    let seed = RandomKey(seed: options.seed, replication: UInt32(1 + number)).rawValue >> 1
    let sink = ObservedSink(compiled: world, experiment: experiment)
    let run = ExperimentRun(
      compiled: world,
      options: RunOptions(seed: seed, threads: 1, worlds: .split, recordsCustomers: true))
    _ = try run.run(sink: sink, isCancelled: isCancelled)
    return ObservedReplicate(
      units: sink.units, arms: compiled.arms.count, metrics: experiment.metrics,
      looks: options.looks)
  }
}
