package import Experiments
import Simulation
import Support

/// What every arm brings when rolled out, under one set of assumptions.
package struct SensitivityPoint: Sendable, Equatable, Codable {
  /// The primary metric of one arm less that of another.
  package struct Gap: Sendable, Equatable, Codable {
    package var difference: Double
    /// Its Monte-Carlo error; nil with fewer than two batches.
    package var error: BatchError?

    package var standardError: Double? { error?.standardError }

    /// The side of zero on which it lies beyond chance; nil where that cannot be told.
    package var sign: Int? {
      guard let error else { return nil }
      if difference == 0, error.standardError == 0 { return 0 }
      return error.excludesZero(difference) ? (difference > 0 ? 1 : -1) : nil
    }
  }

  /// Gaps by arm and the arm it is compared with; nil where a value is missing.
  private let gaps: [[Gap?]]
  private let control: Int
  /// Index of the arm that does best, the control where none does better.
  package let best: Int

  /// Reads the scenario's own truth.
  init(_ truth: Truth, plan: AnalysisPlan) {
    let metric = plan.primary
    self.init(plan: plan, arms: truth.values.count) { arm, other in
      truth.effect(of: arm, against: other, metric: metric).map {
        Gap(difference: $0.difference, error: $0.error)
      }
    }
  }

  /// Reads the truth of a moved scenario, from the first replications of the scenario's own.
  ///
  /// Both have the same customers, so that the scenario's own truth, known from more of them,
  /// serves as a control variate.
  init(_ moved: Truth, beside base: Truth, plan: AnalysisPlan) {
    let metric = plan.primary
    self.init(plan: plan, arms: moved.values.count) { arm, other in
      guard let own = moved.effect(of: arm, against: other, metric: metric) else { return nil }
      func differences(_ truth: Truth) -> [Double?] {
        truth.batchValues.map { batch in
          batch[arm][metric].flatMap { value in batch[other][metric].map { value - $0 } }
        }
      }
      let found = ControlVariate(
        estimate: own.difference, values: differences(moved), others: differences(base))
      return Gap(difference: found?.estimate ?? own.difference, error: found?.error ?? own.error)
    }
  }

  private init(plan: AnalysisPlan, arms: Int, gap: (_ arm: Int, _ other: Int) -> Gap?) {
    gaps = (0..<arms).map { arm in (0..<arms).map { arm == $0 ? nil : gap(arm, $0) } }
    control = plan.control
    let sign = plan.metrics[plan.primary].higherIsBetter ? 1.0 : -1.0
    var best = plan.control
    var lead = 0.0
    for arm in 0..<arms where arm != plan.control {
      guard let ahead = gaps[arm][plan.control], ahead.difference * sign > lead else { continue }
      lead = ahead.difference * sign
      best = arm
    }
    self.best = best
  }

  var arms: Range<Int> { gaps.indices }

  /// Effect of an arm on the primary metric; nil for the control.
  package func effect(_ arm: Int) -> Gap? { gaps[arm][control] }

  /// Value of one arm less that of another; nil where one is missing.
  func gap(_ first: Int, _ second: Int) -> Gap? { gaps[first][second] }

  /// The arms that cannot be told from the best.
  package var rivals: [Int] {
    gaps.indices.filter { arm in
      arm != best && gaps[best][arm].map { $0.sign == nil } ?? false
    }
  }

  /// Rolls every arm out to the customers of the first replications.
  /// - Throws: `RunError`, or `ArgumentError` for a scenario with a single arm.
  static func run(
    _ compiled: CompiledScenario, beside base: RollOut, plan: AnalysisPlan, seed: UInt64,
    replications: Int, isCancelled: @escaping StopCheck
  ) throws -> SensitivityPoint {
    let rollOut = try RollOutStudy(
      compiled: compiled, options: RollOutOptions(seed: seed, replications: replications)
    ).run(progress: { _ in }, isCancelled: isCancelled)
    return SensitivityPoint(rollOut.truth, beside: base.truth, plan: plan)
  }
}
