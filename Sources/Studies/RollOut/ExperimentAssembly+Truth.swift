import Experiments
import Scenarios
import Simulation

extension ExperimentAssembly {
  /// What rolling each arm out gives, over all customers or one segment; nil when not simulated.
  func truth(segment: Int?) throws -> Truth? {
    guard let rollOut = outcome.rollOut else { return nil }
    guard !rollOut.hasOverflowed else { throw RunError(code: .numbersTooLarge) }
    let layout = outcome.cells
    let definitions = outcome.plan.metrics
    let batches = try (0..<layout.batches).map { batch in
      try (0..<arms).map { arm in
        let cells = layout.rollOut(batch: batch, arm: arm, in: segment)
        return try definitions.map { definition in
          RollOutSums(
            numerator: try rollOut.sum(of: definition.numerator, over: cells),
            denominator: try definition.denominator.map { try rollOut.sum(of: $0, over: cells) }
              ?? cells.reduce(0) { $0 + rollOut.counts[$1] })
        }
      }
    }
    var truth = try Truth(
      alpha: scenario.experiment.alpha, batches: batches,
      scales: definitions.map { RollOutScale(numerator: $0.scale) })
    for (metric, definition) in definitions.enumerated() where definition.counted != nil {
      truth = truth.replacing(
        metric: metric,
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

  /// What rolling each arm out gives of the mean of one measure, such as margin.
  func truth(of measure: Int, scale: Double) throws -> Truth {
    guard let rollOut = outcome.rollOut else { throw RunError(code: .noCustomers) }
    let layout = outcome.cells
    return try Truth(
      alpha: scenario.experiment.alpha,
      batches: try (0..<layout.batches).map { batch in
        try (0..<arms).map { arm in
          let cells = layout.rollOut(batch: batch, arm: arm)
          return [
            RollOutSums(
              numerator: try rollOut.sum(of: measure, over: cells),
              denominator: cells.reduce(0) { $0 + rollOut.counts[$1] })
          ]
        }
      }, scales: [RollOutScale(numerator: scale)])
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
