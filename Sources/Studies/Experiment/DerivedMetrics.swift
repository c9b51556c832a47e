import Experiments
import Scenarios
import Simulation

/// Metrics that need every customer's value: quantiles, capped means and times to an event.
///
/// Caps and the horizon of restricted means are fixed once, from the customers of all arms
/// together, and hold for every arm, segment and roll-out.
struct DerivedMetrics {
  private let outcome: ExperimentOutcome
  private let alpha: Double
  /// By metric, the cap in the metric's unit or the restricted mean's horizon in days.
  let limits: [Double?]

  /// Fixes caps and horizons; alpha is one less the confidence of intervals.
  init(outcome: ExperimentOutcome, alpha: Double) {
    self.outcome = outcome
    self.alpha = alpha
    limits = outcome.plan.metrics.map { definition in
      guard let counted = definition.counted else { return nil }
      switch definition.metric.form {
      case .capped(.value(let value)): return value
      case .capped(.quantile(let percent, let scope)):
        let pooled = Self.values(
          outcome.values, Array(0..<outcome.cells.observedCount), counted, scale: definition.scale)
        return try? Capping(
          over: pooled, rule: .quantile(percent / 100),
          scope: scope == .all ? .allUnits : .nonZeroUnits
        ).upper
      case .restrictedMean(let hours):
        // No arm's curve is read beyond the last customer who was followed.
        let followed = outcome.plan.followedHours
        return (0..<outcome.cells.arms).reduce(min(hours ?? followed, followed) / 24) {
          horizon, arm in
          let curve = KaplanMeier(
            Self.times(outcome.values, outcome.cells.observed(arm: arm), counted))
          return curve.steps.last?.survival == 0 ? horizon : min(horizon, curve.lastTime)
        }
      default: return nil
      }
    }
  }

  /// The statistics of a metric over the customers of some cells of the experiment.
  func sample(_ metric: Int, cells: [Int]) -> MetricSample {
    sample(metric, of: outcome.values, cells: cells)
  }

  func rollOutValue(_ metric: Int, cells: [Int]) -> Double? {
    sample(metric, of: outcome.rollOutValues, cells: cells).value
  }

  private func sample(_ metric: Int, of counts: ValueCounts, cells: [Int]) -> MetricSample {
    let definition = outcome.plan.metrics[metric]
    guard let counted = definition.counted else { return .missing(count: 0, reason: .notFinite) }
    switch definition.metric.form {
    case .quantile(let percent, let scope):
      let all = Self.values(counts, cells, counted, scale: definition.scale)
      let found = QuantileEstimate.estimate(
        scope == .all ? all : all.positive, probability: percent / 100, alpha: alpha)
      return found.value.map { .estimate(ArmEstimate($0)) }
        ?? .missing(count: all.count, reason: found.reason ?? .tooFewUnits)
    case .capped:
      let all = Self.values(counts, cells, counted, scale: definition.scale)
      return limits[metric].map { .mean(all.moments(cappedAt: $0)) }
        ?? .missing(count: all.count, reason: .tooFewUnits)
    case .restrictedMean:
      let times = Self.times(counts, cells, counted)
      let found = ArmEstimate.restrictedMean(times, horizon: limits[metric] ?? 0, alpha: alpha)
      return found.value.map { .estimate($0) }
        ?? .missing(
          count: times.reduce(0) { $0 + $1.events + $1.censored },
          reason: found.reason ?? .tooFewUnits)
    case .proportion, .mean, .ratio: return .missing(count: 0, reason: .notFinite)
    }
  }

  private static func values(
    _ counts: ValueCounts, _ cells: [Int], _ figure: Int, scale: Double
  ) -> CountedValues {
    CountedValues(
      counts.values(cells: cells, figure: figure).map {
        (value: Double($0.value) / scale, count: $0.count)
      })
  }

  /// Times in days, from their counted form.
  private static func times(_ counts: ValueCounts, _ cells: [Int], _ figure: Int) -> [TimeCount] {
    var times: [TimeCount] = []
    for entry in counts.values(cells: cells, figure: figure) {
      let time = Double(entry.value >> 1) / 86_400
      if times.last?.time != time { times.append(TimeCount(time: time, events: 0, censored: 0)) }
      if entry.value & 1 == 1 {
        times[times.count - 1].events += entry.count
      } else {
        times[times.count - 1].censored += entry.count
      }
    }
    return times
  }
}
