package import Experiments
import Simulation
import Support

/// What every arm brings when rolled out, under one set of assumptions.
package struct SensitivityPoint: Sendable, Equatable, Codable {
  /// The primary metric by arm; nil where its denominator is zero.
  package var values: [Double?]
  /// Effect of each arm on it, with its Monte-Carlo error; nil for the control.
  package var effects: [TrueEffect?]
  /// Index of the arm that does best.
  package var best: Int

  /// Reads the truth of a plan; the best arm is the first where none has a value.
  init(_ truth: Truth, plan: AnalysisPlan) {
    values = truth.values.map { $0[plan.primary] }
    effects = truth.effects.map { $0[plan.primary] }
    let sign = plan.metrics[plan.primary].higherIsBetter ? 1.0 : -1.0
    best = 0
    for (arm, value) in values.enumerated() {
      let lead = (value ?? -.infinity * sign) * sign
      if lead > (values[best] ?? -.infinity * sign) * sign { best = arm }
    }
  }

  /// Rolls every arm out to the same customers.
  /// - Returns: What the arms bring; nil where nothing was rolled out.
  /// - Throws: `RunError`, or `ArgumentError` for a scenario with a single arm.
  static func run(
    _ compiled: CompiledScenario, seed: UInt64, replications: Int,
    isCancelled: @escaping StopCheck
  ) throws -> SensitivityPoint? {
    let plan = try PlannedExperiment(compiled: compiled).plan
    let outcome = try ExperimentRun(
      compiled: compiled,
      options: RunOptions(seed: seed, threads: 1, worlds: .experiment, replications: replications)
    ).run(sink: NoSink(), isCancelled: isCancelled)
    return try ExperimentAssembly(scenario: compiled.scenario, outcome: outcome)
      .truth(segment: nil).map { SensitivityPoint($0, plan: plan) }
  }

  /// Value of one arm less that of another; nil where one is missing.
  func gap(_ first: Int, _ second: Int) -> Double? {
    guard let left = values[first], let right = values[second] else { return nil }
    return left - right
  }
}
