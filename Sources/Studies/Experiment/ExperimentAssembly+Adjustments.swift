import Experiments
import Scenarios
import Simulation

extension ExperimentAssembly {
  /// Adjusts a pair by the plan's covariates; nil where it names none or they determine nothing.
  func adjusted(
    _ definition: MetricDefinition, treatment: CellSums, control: CellSums
  ) throws(RunError) -> PairAdjustment? {
    let covariates = outcome.plan.covariates
    guard !covariates.isEmpty,
      let treated = try treatment.covariateMoments(of: definition, covariates: covariates),
      let baseline = try control.covariateMoments(of: definition, covariates: covariates)
    else { return nil }
    return PairAdjustment(treatment: treated, control: baseline)
  }

  /// Adjustments by arm, then metric, as the plan asks; empty where it asks for none.
  func adjustments() throws(RunError) -> [[PairAdjustment?]] {
    let rules = scenario.experiment.analysis
    guard !rules.covariates.isEmpty || !rules.strata.isEmpty else { return [] }
    var result: [[PairAdjustment?]] = []
    for arm in 0..<arms {
      var row: [PairAdjustment?] = []
      for definition in outcome.plan.metrics {
        guard arm > 0, definition.counted == nil else {
          row.append(nil)
          continue
        }
        let (treated, control) = (observed(arm), observed(0))
        if rules.strata.isEmpty {
          row.append(try adjusted(definition, treatment: treated, control: control))
        } else {
          row.append(
            PairAdjustment(
              treatment: try strata(definition, arm: arm), control: try strata(definition, arm: 0),
              whole: (try treated.sample(of: definition), try control.sample(of: definition))))
        }
      }
      result.append(row)
    }
    return result
  }

  private func observed(_ arm: Int, in segment: Int? = nil) -> CellSums {
    CellSums(totals: outcome.observed, cells: outcome.cells.observed(arm: arm, in: segment))
  }

  private func strata(_ definition: MetricDefinition, arm: Int) throws(RunError) -> [MetricSample] {
    let strata = scenario.experiment.analysis.strata
    let segments: [Int?] =
      strata.contains(.segment) ? (0..<outcome.cells.segments).map(\.self) : [nil]
    let parts =
      strata.contains(.channel)
      ? (0..<outcome.cells.channels).flatMap { channel in
        segments.map {
          CellSums(
            totals: outcome.strata,
            cells: outcome.cells.strata(arm: arm, channel: channel, in: $0))
        }
      } : segments.map { observed(arm, in: $0) }
    var samples: [MetricSample] = []
    for part in parts { samples.append(try part.sample(of: definition)) }
    return samples
  }
}
