import Experiments
import Scenarios
import Simulation

/// Exact sums over several cells of a run's totals.
struct CellSums {
  let totals: Totals
  let cells: [Int]

  var count: Int { cells.reduce(0) { $0 + Int(totals.counts[$1]) } }

  func sample(of definition: MetricDefinition) throws(RunError) -> MetricSample {
    let numerator = try sum(of: definition.numerator)
    switch definition.metric.form {
    case .proportion: return .proportion(successes: Int(numerator), count: count)
    case .mean:
      return .mean(
        Moments(
          count: count, sum: numerator, sumOfSquares: squares(of: definition.numerator),
          scale: definition.scale))
    case .ratio:
      let divisor = definition.denominator ?? definition.numerator
      return .ratio(
        JointMoments(
          count: count,
          numeratorSum: numerator, numeratorSumOfSquares: squares(of: definition.numerator),
          denominatorSum: try sum(of: divisor), denominatorSumOfSquares: squares(of: divisor),
          sumOfProducts: products(of: definition.numerator, and: divisor),
          numeratorScale: definition.scale))
    case .quantile, .capped, .restrictedMean:
      // Sums do not give these: `DerivedMetrics` makes them of counted values.
      return .missing(count: count, reason: .notFinite)
    }
  }

  func sum(of measure: Int) throws(RunError) -> Int64 {
    var total: Int64 = 0
    for cell in cells {
      let (next, overflow) = total.addingReportingOverflow(totals.sum(cell: cell, measure: measure))
      guard !overflow else { throw RunError(code: .numbersTooLarge) }
      total = next
    }
    return total
  }

  func squares(of measure: Int) -> Int128 {
    cells.reduce(0) { $0 + totals.sumOfSquares(cell: $1, measure: measure) }
  }

  func products(of numerator: Int, and denominator: Int) -> Int128 {
    cells.reduce(0) {
      // A pair that no metric names is kept nowhere and asked for nowhere.
      $0 + (totals.sumOfProducts(cell: $1, numerator: numerator, denominator: denominator) ?? 0)
    }
  }
}
