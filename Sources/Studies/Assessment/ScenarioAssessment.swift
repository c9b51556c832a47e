package import Experiments
import GSL
import Scenarios
package import Simulation
package import Support
import Synchronization

/// The operating characteristics of a scenario's planned test.
package struct ScenarioAssessment: Sendable {
  /// The scenario's title.
  package let title: String
  /// The experiment.
  package let planned: PlannedAssessment
  /// What was found.
  package let assessment: Assessment
  /// What customers share, in words; empty when they share nothing.
  package let sharedResources: [String]
  /// How replicates were drawn; nil for fresh replications.
  package let draw: ReplicateDraw?
  /// What every customer would do under every arm; nil for fresh replications.
  package let outcomes: PotentialOutcomes?
  /// The same with the same customers assigned anew, if that was asked for.
  package let reassigned: OperatingCharacteristics?
  /// Where the capped mean caps, in the primary metric's unit; nil without one.
  package let cap: Double?

  /// How a quantile of the primary metric fares, if it is a mean and its figures differ there.
  package let quantile: QuantileAssessment?

  /// Most replicates of the quantile's test, which counts every unit one by one.
  package static let quantileReplications = 1_000
  /// Share of figures below the cap of the capped mean.
  package static let capQuantile = 0.99

  /// Replications of a market with shared state when the user names no number.
  package static let sharedReplications = 200

  /// Simulates what is needed and assesses the scenario's test.
  /// - Parameters:
  ///   - compiled: The scenario.
  ///   - options: Seed, replications, looks, draw and threads.
  ///   - comparesDraws: Whether the same customers are also assigned anew, for comparison.
  ///   - withQuantile: Whether a quantile of the primary metric is assessed too.
  ///   - progress: Told how many of how many steps are done; called from any thread.
  ///   - isCancelled: Asked now and then whether to stop; called from any thread.
  /// - Throws: `ArgumentError`, `RunError`, or `CompileError`.
  package init(
    compiled: CompiledScenario, options: AssessmentOptions, comparesDraws: Bool = false,
    withQuantile: Bool = true,
    progress: @escaping @Sendable (WorkProgress) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws {
    try options.check()
    title = compiled.scenario.title
    let planned = try PlannedAssessment(compiled: compiled)
    self.planned = planned
    sharedResources = compiled.sharedResources
    guard !compiled.sharesState else {
      draw = nil
      outcomes = nil
      reassigned = nil
      cap = nil
      quantile = nil
      assessment = try Self.replicated(
        compiled, planned, options, progress: progress, isCancelled: isCancelled)
      return
    }
    let outcomes = try Self.outcomes(
      compiled, planned, seed: options.seed, threads: options.threads, progress: progress,
      isCancelled: isCancelled)
    draw = options.draw
    self.outcomes = outcomes
    let measured = Self.further(outcomes, planned: planned)
    cap = measured.cap
    let done = Atomic<Int>(0)
    let total = options.replications * (comparesDraws ? 2 : 1)
    @Sendable func assess(_ draw: ReplicateDraw) throws -> Assessment {
      var options = options
      options.draw = draw
      return try Assessment(
        plan: planned.plan, metrics: planned.metrics, outcomes: measured.outcomes,
        further: measured.further, money: planned.money, options: options,
        progress: { count in
          let done = done.add(count, ordering: .relaxed).newValue
          progress(WorkProgress(done: done, total: total))
        }, isCancelled: isCancelled)
    }
    do {
      assessment = try assess(options.draw)
      var fewer = options
      fewer.replications = min(options.replications, Self.quantileReplications)
      quantile =
        withQuantile && planned.plan.metrics[planned.plan.primary].kind == .mean
        ? try QuantileAssessment.assess(
          plan: planned.plan, metric: planned.metrics[planned.plan.primary], outcomes: outcomes,
          options: fewer, isCancelled: isCancelled) : nil
      reassigned = comparesDraws ? try assess(.reassigned).characteristics : nil
    } catch is CancellationError {
      throw RunError(code: .cancelled)
    }
  }

  /// Adds what CUPED and the capped mean need; the group is the last measure of a row.
  private static func further(
    _ outcomes: PotentialOutcomes, planned: PlannedAssessment
  ) -> (outcomes: PotentialOutcomes, further: FurtherMeasures, cap: Double?) {
    let plan = planned.plan
    let primary = planned.metrics[plan.primary]
    var result = (outcomes: outcomes, further: FurtherMeasures(), cap: Double?.none)
    if let found = outcomes.appendingExpectation(
      of: primary, arm: plan.control, group: planned.measures.count)
    {
      result.outcomes = found
      result.further.covariate = found.measures - 1
    }
    if primary.metric.kind == .mean,
      let found = result.outcomes.appendingCapped(
        primary, quantile: capQuantile, shares: plan.arms.map(\.share))
    {
      result.outcomes = found.outcomes
      result.further.capped = found.outcomes.measures - 1
      result.cap = found.cap
    }
    return result
  }

  /// Simulates every customer once under every arm.
  /// - Throws: `RunError`.
  package static func outcomes(
    _ compiled: CompiledScenario, _ planned: PlannedAssessment, seed: UInt64, threads: Int,
    progress: @escaping @Sendable (WorkProgress) -> Void = { _ in },
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws -> PotentialOutcomes {
    let sink = PotentialOutcomesSink(compiled: compiled, planned: planned)
    let run = ExperimentRun(
      compiled: compiled,
      options: RunOptions(
        seed: seed, threads: threads, worlds: .experiment, replications: 1,
        recordsCustomers: true))
    _ = try run.run(sink: sink, progress: progress, isCancelled: isCancelled)
    return sink.outcomes
  }

  /// Runs the split world afresh for each replicate, and the same with the control in every arm.
  private static func replicated(
    _ compiled: CompiledScenario, _ planned: PlannedAssessment, _ options: AssessmentOptions,
    progress: @escaping @Sendable (WorkProgress) -> Void,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws -> Assessment {
    let control = compiled.arms[planned.plan.control]
    let same = try CompiledScenario(
      scenario: compiled.scenario, arms: compiled.arms.map { _ in control })
    let truth = ExperimentRun(
      compiled: compiled, options: RunOptions(seed: options.seed, threads: options.threads))
    let outcome = try truth.run(sink: NoSink(), isCancelled: isCancelled)
    let assembly = ExperimentAssembly(scenario: compiled.scenario, outcome: outcome)
    let found = try assembly.truth(plan: planned.plan, segment: nil)
    let values = (found?.values ?? []).map { $0.map { $0 ?? .nan } }
    let money = try Self.money(outcome, compiled: compiled, planned: planned)
    let count = options.replications
    let done = Mutex(0)
    let all = try ParallelPieces.map(2 * count, threads: options.threads) { index in
      let world = index % 2 == 0 ? compiled : same
      // A key of its own for each replicate; both of a pair have the same customers.
      let seed = RandomKey(seed: options.seed, replication: UInt32(1 + index / 2)).rawValue >> 1
      let sink = ObservedSink(compiled: world, planned: planned)
      let run = ExperimentRun(
        compiled: world,
        options: RunOptions(seed: seed, threads: 1, worlds: .split, recordsCustomers: true))
      _ = try run.run(sink: sink, isCancelled: isCancelled)
      let replicate = ObservedReplicate(
        units: sink.units, arms: compiled.arms.count, metrics: planned.metrics,
        looks: options.looks)
      let number = done.withLock { done in
        done += 1
        return done
      }
      progress(WorkProgress(done: number, total: 2 * count))
      return replicate
    }
    return try Assessment(
      plan: planned.plan, metrics: planned.metrics, values: values, money: money,
      actual: (0..<count).map { all[2 * $0] }, null: (0..<count).map { all[2 * $0 + 1] },
      looks: options.looks)
  }

  /// Margin per customer by arm when rolled out.
  private static func money(
    _ outcome: ExperimentOutcome, compiled: CompiledScenario, planned: PlannedAssessment
  ) throws -> [Double] {
    guard let rollOut = outcome.rollOut else { return [] }
    let arms = compiled.arms.count
    let segments = compiled.scenario.population.segments.count
    let measure = planned.measures[planned.money.measure]
    return try (0..<arms).map { arm in
      let cells = (0..<outcome.batches).flatMap { batch in
        (0..<segments).map { (batch * arms + arm) * segments + $0 }
      }
      let units = cells.reduce(0) { $0 + rollOut.counts[$1] }
      let sum = try rollOut.sum(of: measure, over: cells)
      return Double(sum) / Double(max(1, units)) / planned.money.scale
    }
  }
}
