import Support

@testable import Experiments

/// Small plans and data for tests of decisions.
enum TestPlans {
  /// Control and one treatment; conversion decides, margin per customer is guarded at -2 %.
  static func guarded(
    limit: Double = -0.02, tests: CorrectedTests = .primary
  ) throws -> AnalysisPlan {
    try AnalysisPlan(
      arms: [.init(name: "control", share: 1), .init(name: "from 35", share: 1)],
      metrics: [
        PlannedMetric(name: "conversion", kind: .proportion),
        PlannedMetric(
          name: "margin", kind: .mean, unit: .money(currency: "EUR", decimals: 2)),
      ],
      guardrails: [.init(metric: 1, limit: limit)], correctedTests: tests)
  }

  /// Ten thousand units in each arm.
  static func data(
    successes: (Int, Int), margins: (Double, Double), variance: Double = 1,
    counts: [Int] = [10_000, 10_000]
  ) -> ExperimentData {
    ExperimentData(
      counts: counts,
      samples: [
        [
          .proportion(successes: successes.0, count: 10_000),
          .mean(Moments(count: 10_000, mean: margins.0, variance: variance)),
        ],
        [
          .proportion(successes: successes.1, count: 10_000),
          .mean(Moments(count: 10_000, mean: margins.1, variance: variance)),
        ],
      ])
  }

  static func verdict(
    successes: (Int, Int), margins: (Double, Double), variance: Double = 1,
    counts: [Int] = [10_000, 10_000], limit: Double = -0.02
  ) throws -> Verdict? {
    let data = data(successes: successes, margins: margins, variance: variance, counts: counts)
    return try Analysis(plan: guarded(limit: limit), data: data).verdicts.first
  }
}
