import Experiments
import Scenarios
import Simulation

extension ExperimentAssembly {
  /// What the health checks need beside the statistics.
  func evidence(plan: AnalysisPlan, data: ExperimentData) -> HealthEvidence {
    HealthEvidence(
      shapes: (0..<arms).map { arm in
        outcome.plan.metrics.indices.map { shape(arm: arm, metric: $0, data: data) }
      },
      days: days(plan: plan, data: data))
  }

  private func shape(arm: Int, metric: Int, data: ExperimentData) -> ShapeAccumulator? {
    let definition = outcome.plan.metrics[metric]
    guard case .mean = definition.metric.form,
      let largest = outcome.shapes.largest(arm: arm, measure: definition.numerator),
      let cubes = outcome.shapes.sumOfCubes(arm: arm, measure: definition.numerator),
      case .mean(let moments) = data.samples[arm][metric]
    else { return nil }
    let scale = definition.scale
    return ShapeAccumulator(
      moments: moments, sumOfCubes: Double(cubes) / (scale * scale * scale),
      largest: Double(largest) / scale)
  }

  /// The primary metric by day of arrival, a customer's variance being that of the whole arm.
  private func days(plan: AnalysisPlan, data: ExperimentData) -> [HealthEvidence.Day] {
    let definition = outcome.plan.metrics[plan.primary]
    let daily = outcome.daily
    let monday = scenario.market.start.weekday
    return (0..<outcome.cells.days).map { day in
      let cells = (0..<arms).map { outcome.cells.daily(day: day, arm: $0) }
      let samples = cells.enumerated().map { arm, cell -> MetricSample in
        let count = Int(daily.counts[cell])
        let above = daily.sum(cell: cell, measure: definition.numerator)
        let below = definition.denominator.map { daily.sum(cell: cell, measure: $0) }
        let variance = data.samples[arm][plan.primary].unitVariance
        guard definition.counted == nil, count > 1, let variance,
          let divisor = below ?? Int64(exactly: count), divisor != 0
        else { return .missing(count: count, reason: .tooFewUnits) }
        if case .proportion = definition.metric.form {
          return .proportion(successes: Int(above), count: count)
        }
        return .mean(
          Moments(
            count: count, mean: Double(above) / Double(divisor) / definition.scale,
            variance: variance))
      }
      return HealthEvidence.Day(
        number: day, weekday: (monday + day) % 7, counts: cells.map { Int(daily.counts[$0]) },
        samples: samples)
    }
  }
}
