import Experiments
import Scenarios
package import Simulation
package import Support

/// The same experiment with many seeds: what each of so many classes, or of so many companies that
/// do the same right thing, would have seen.
///
/// Each seed's experiment is that of `run --seed`; the truth is the roll-out of the first seed.
package struct SeedsStudy: Study {
  /// Most seeds of a study.
  package static let mostSeeds = 10_000

  private let compiled: CompiledScenario
  private let plan: AnalysisPlan
  private let input: RunInput
  private let seeds: ClosedRange<UInt64>
  private let threads: Int

  /// - Throws: `ArgumentError` for one arm, or an experiment that no analysis fits.
  package init(
    compiled: CompiledScenario, input: RunInput, seeds: ClosedRange<UInt64>, threads: Int = 1
  ) throws(ArgumentError) {
    guard compiled.arms.count > 1 else {
      throw ArgumentError(
        "many seeds", found: "one arm", allowed: "a scenario with a control and treatments")
    }
    self.compiled = compiled
    self.input = input
    self.seeds = seeds
    self.threads = threads
    plan = try AnalysisPlan(compiled.scenario, kept: compiled.plan)
  }

  package func run(
    progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> SeedsResult {
    let rollOut = try RollOutStudy(
      compiled: compiled,
      options: RollOutOptions(
        seed: seeds.lowerBound, replications: input.replications, threads: threads)
    ).run(progress: progress, isCancelled: isCancelled)
    let meter = ProgressMeter(total: seeds.count, report: progress)
    let results = try ParallelPieces.map(seeds.count, threads: threads) { index in
      defer { meter.add(1) }
      return try classroom(
        seed: seeds.lowerBound + UInt64(index), rollOut: rollOut, isCancelled: isCancelled)
    }
    return SeedsResult(
      input: input, first: seeds.lowerBound, scenario: compiled.scenario, plan: plan,
      truth: rollOut.truth, replications: rollOut.replications,
      customers: rollOut.outcome.customers,
      rows: results.flatMap { $0 })
  }

  /// What one class sees of each treatment.
  private func classroom(
    seed: UInt64, rollOut: RollOut, isCancelled: @escaping StopCheck
  ) throws -> [SeedsResult.Row] {
    let outcome = try ExperimentRun(
      compiled: compiled, options: RunOptions(seed: seed, worlds: .split)
    ).run(sink: NoSink(), isCancelled: isCancelled)
    let assembly = ExperimentAssembly(scenario: compiled.scenario, outcome: outcome)
    var result = try ExperimentResult(
      input: input, compiled: compiled, assembly: assembly,
      rollOut: RollOut(outcome: outcome, truth: rollOut.truth, isSettled: rollOut.isSettled))
    try result.compare(assembly, plan: plan)
    return result.analysis.map { SeedsResult.rows(of: $0, seed: seed) } ?? []
  }
}
