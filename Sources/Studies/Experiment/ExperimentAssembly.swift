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
}
