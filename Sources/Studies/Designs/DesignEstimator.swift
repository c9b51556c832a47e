import Experiments
import Scenarios
import Simulation

/// Estimates the effects on the primary metric as each design would.
struct DesignEstimator: Sendable {
  struct Cluster: Sendable {
    var numerator: Double
    var denominator: Double
  }

  let definition: MetricDefinition
  let arms: Int
  let control: Int

  init(compiled: CompiledScenario, experiment: PlannedExperiment) {
    definition = compiled.plan.metrics[experiment.plan.primary]
    arms = compiled.arms.count
    control = experiment.plan.control
  }

  /// Welch's test over customers, by arm; nil for the control and without an estimate.
  func byCustomer(_ outcome: ExperimentOutcome) throws -> [EffectEstimate?] {
    try compare(
      (0..<arms).map { arm in
        try CellSums(totals: outcome.observed, cells: outcome.cells.observed(arm: arm))
          .sample(of: definition)
      })
  }

  /// The markets of the roll-outs as clusters, by replication, then arm.
  func markets(_ outcome: ExperimentOutcome) -> [[Cluster]] {
    guard let rollOut = outcome.rollOut else { return [] }
    return (0..<outcome.cells.batches).map { batch in
      (0..<arms).map { arm in
        outcome.cells.rollOut(batch: batch, arm: arm)
          .reduce(into: Cluster(numerator: 0, denominator: 0)) { cluster, cell in
            let sum = { rollOut.sum(cell: cell, measure: $0) }
            cluster.numerator += numerator(sum)
            cluster.denominator += denominator(sum, count: rollOut.counts[cell])
          }
      }
    }
  }

  /// Welch's test over blocks of time, customers counting for the day they arrive.
  func byBlock(
    _ outcome: ExperimentOutcome, blocks: TimeBlocks, washOutDays: Int
  ) -> [EffectEstimate?] {
    var clusters = [[Cluster]](repeating: [], count: arms)
    for (block, arm) in blocks.arms.enumerated() {
      let switches = block > 0 && blocks.arms[block - 1] != arm
      let first = block * blocks.days + (switches ? washOutDays : 0)
      let days = first..<max(first, min((block + 1) * blocks.days, outcome.cells.days))
      let cluster = days.reduce(into: Cluster(numerator: 0, denominator: 0)) { cluster, day in
        let cell = outcome.cells.daily(day: day, arm: arm)
        let sum = { outcome.daily.sum(cell: cell, measure: $0) }
        cluster.numerator += numerator(sum)
        cluster.denominator += denominator(sum, count: outcome.daily.counts[cell])
      }
      if cluster.denominator > 0 { clusters[arm].append(cluster) }
    }
    return byCluster(clusters)
  }

  /// Welch's test over clusters by arm, the mean being a ratio of sums over clusters.
  func byCluster(_ clusters: [[Cluster]]) -> [EffectEstimate?] {
    compare(
      clusters.map { clusters in
        guard clusters.count > 1 else { return nil }
        return try? .ratio(
          JointMoments(
            numerator: clusters.map(\.numerator), denominator: clusters.map(\.denominator)))
      })
  }

  private func numerator(_ sum: (Int) -> Int64) -> Double {
    Double(sum(definition.numerator)) / definition.scale
  }

  private func denominator(_ sum: (Int) -> Int64, count: Int64) -> Double {
    Double(definition.denominator.map(sum) ?? count)
  }

  private func compare(_ samples: [MetricSample?]) -> [EffectEstimate?] {
    let moments = samples.map { sample -> Moments? in
      guard let sample, let value = sample.value, let variance = sample.unitVariance else {
        return nil
      }
      return Moments(count: sample.count, mean: value, variance: variance)
    }
    return moments.indices.map { arm in
      guard arm != control, let treated = moments[arm], let baseline = moments[control] else {
        return nil
      }
      return EffectEstimate.welch(treatment: treated, control: baseline).value
    }
  }
}
