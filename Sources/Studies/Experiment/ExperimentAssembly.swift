import Experiments
import Scenarios
import Simulation

/// Brings the exact sums of a run into the form that the analysis takes.
struct ExperimentAssembly {
  let scenario: Scenario
  let outcome: ExperimentOutcome
  let derived: DerivedMetrics

  init(scenario: Scenario, outcome: ExperimentOutcome) {
    self.scenario = scenario
    self.outcome = outcome
    derived = DerivedMetrics(outcome: outcome, alpha: scenario.experiment.alpha)
  }

  var arms: Int { outcome.cells.arms }
  func plan() throws -> AnalysisPlan { try AnalysisPlan(scenario, kept: outcome.plan) }

  /// The observed statistics, over all customers and by segment.
  func data() throws(RunError) -> ExperimentData {
    guard !outcome.observed.hasOverflowed else { throw RunError(code: .numbersTooLarge) }
    let (counts, samples) = try statistics(in: nil)
    var parts: [ExperimentData.Segment] = []
    if outcome.cells.segments > 1 {
      for (index, segment) in scenario.population.segments.enumerated() {
        let (counts, samples) = try statistics(in: index)
        parts.append(ExperimentData.Segment(name: segment.name, counts: counts, samples: samples))
      }
    }
    var data = ExperimentData(counts: counts, samples: samples, segments: parts)
    data.adjustments = try adjustments()
    return data
  }

  private func statistics(
    in segment: Int?
  ) throws(RunError) -> (counts: [Int], samples: [[MetricSample]]) {
    var counts: [Int] = []
    var samples: [[MetricSample]] = []
    for arm in 0..<arms {
      let cells = outcome.cells.observed(arm: arm, in: segment)
      let sums = CellSums(totals: outcome.observed, cells: cells)
      counts.append(sums.count)
      var row: [MetricSample] = []
      for (metric, definition) in outcome.plan.metrics.enumerated() {
        row.append(
          try definition.counted == nil
            ? sums.sample(of: definition) : derived.sample(metric, cells: cells))
      }
      samples.append(row)
    }
    return (counts, samples)
  }

  /// What rolling each arm out gives, over all customers or one segment; nil when not simulated.
  func truth(plan: AnalysisPlan, segment: Int?) throws -> Truth? {
    guard let rollOut = outcome.rollOut else { return nil }
    guard !rollOut.hasOverflowed else { throw RunError(code: .numbersTooLarge) }
    let layout = outcome.cells
    let batches = try (0..<layout.batches).map { batch in
      try (0..<arms).map { arm in
        let cells = layout.rollOut(batch: batch, arm: arm, in: segment)
        return try outcome.plan.metrics.map { definition in
          RollOutSums(
            numerator: try rollOut.sum(of: definition.numerator, over: cells),
            denominator: try definition.denominator.map { try rollOut.sum(of: $0, over: cells) }
              ?? cells.reduce(0) { $0 + rollOut.counts[$1] })
        }
      }
    }
    var truth = try Truth(
      plan: plan, batches: batches,
      scales: outcome.plan.metrics.map { RollOutScale(numerator: $0.scale) })
    for (metric, definition) in outcome.plan.metrics.enumerated() where definition.counted != nil {
      truth = truth.replacing(
        metric: metric, plan: plan,
        values: (0..<arms).map { arm in
          derived.rollOutValue(metric, cells: layout.rollOut(arm: arm, in: segment))
        },
        batches: (0..<layout.batches).map { batch in
          (0..<arms).map {
            derived.rollOutValue(metric, cells: layout.rollOut(batch: batch, arm: $0, in: segment))
          }
        })
    }
    return truth
  }
}

extension Sums {
  func sum(of measure: Int, over cells: [Int]) throws(RunError) -> Int64 {
    var total: Int64 = 0
    for cell in cells {
      let (next, overflow) = total.addingReportingOverflow(sum(cell: cell, measure: measure))
      guard !overflow else { throw RunError(code: .numbersTooLarge) }
      total = next
    }
    return total
  }
}
