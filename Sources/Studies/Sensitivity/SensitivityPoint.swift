package import Experiments
import Simulation

/// What every arm brings when rolled out, under one set of assumptions.
package struct SensitivityPoint: Sendable, Equatable {
  /// The primary metric by arm; nil where its denominator is zero.
  package var values: [Double?]
  /// Effect of each arm on it, with its Monte-Carlo error; nil for the control.
  package var effects: [TrueEffect?]
  /// Index of the arm that does best.
  package var best: Int

  /// Rolls every arm out to the same customers.
  /// - Throws: `RunError`, or `ArgumentError` for a scenario with a single arm.
  init(
    compiled: CompiledScenario, seed: UInt64, replications: Int,
    isCancelled: @escaping @Sendable () -> Bool
  ) throws {
    let planned = try PlannedAssessment(compiled: compiled)
    let primary = planned.plan.primary
    let outcome = try ExperimentRun(
      compiled: compiled,
      options: RunOptions(
        seed: seed, threads: 1, worlds: .experiment, replications: replications)
    ).run(sink: NoSink(), isCancelled: isCancelled)
    let truth = try ExperimentAssembly(scenario: compiled.scenario, outcome: outcome)
      .truth(plan: planned.plan, segment: nil)
    values = truth?.values.map { $0[primary] } ?? []
    effects = truth?.effects.map { $0[primary] } ?? []
    let sign = planned.plan.metrics[primary].higherIsBetter ? 1.0 : -1.0
    best = 0
    for (arm, value) in values.enumerated() {
      let lead = (value ?? -.infinity * sign) * sign
      if lead > (values[best] ?? -.infinity * sign) * sign { best = arm }
    }
  }

  /// Value of one arm less that of another; nil where one is missing.
  func gap(_ first: Int, _ second: Int) -> Double? {
    guard let left = values[first], let right = values[second] else { return nil }
    return left - right
  }
}
