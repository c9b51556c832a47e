import GSL
import Support

/// Outcome and several covariates of one arm.
struct CovariateSample: Sendable, Equatable, Codable {
  let outcome: [Double]
  /// Covariates, each a column with a value per unit.
  let covariates: [[Double]]

  /// Wraps the columns.
  /// - Throws: `ArgumentError` when a covariate has not as many values as the outcome.
  init(outcome: [Double], covariates: [[Double]]) throws(ArgumentError) {
    for (index, column) in covariates.enumerated() where column.count != outcome.count {
      throw ArgumentError(
        "covariate \(index)", found: "\(column.count) values",
        allowed: "as many as the outcome's \(outcome.count)")
    }
    self.outcome = outcome
    self.covariates = covariates
  }
}

/// CUPED with several covariates: θ = V⁻¹ c over control and treatment together.
struct MultipleCUPED: Sendable, Equatable, Codable {
  var theta: [Double]
  var control: Moments
  var treatment: Moments
  /// Share of the variance of the difference that the covariates take away.
  var varianceReduction: Double

  var difference: Estimate<EffectEstimate> {
    EffectEstimate.welch(treatment: treatment, control: control)
  }

  /// Adjusts two arms by all their covariates.
  /// - Returns: The adjustment; undefined with fewer than two units in an arm, or when a covariate
  ///   is a combination of the others.
  /// - Throws: `ArgumentError` when the arms differ in their number of covariates or have none.
  static func adjust(
    treatment: CovariateSample, control: CovariateSample
  ) throws(ArgumentError) -> Estimate<MultipleCUPED> {
    let width = control.covariates.count
    guard width > 0, treatment.covariates.count == width else {
      throw ArgumentError(
        "covariates", found: "\(treatment.covariates.count) and \(width)",
        allowed: "the same number, at least one, in both arms")
    }
    func moments(_ sample: CovariateSample) -> CrossMoments {
      var moments = CrossMoments(width: width + 1)
      for unit in sample.outcome.indices {
        moments.add([sample.outcome[unit]] + sample.covariates.map { $0[unit] })
      }
      return moments
    }
    return adjust(treatment: moments(treatment), control: moments(control))
  }

  /// Solves V θ = c for covariates with these standard deviations; nil where they do not vary or one
  /// is a combination of the others.
  ///
  /// Correlations instead of covariances, so that the units of covariates do not matter.
  static func slopes(
    scales: [Double], products: [Double], covariance: (Int, Int) -> Double
  ) -> [Double]? {
    guard !scales.isEmpty, scales.allSatisfy({ $0 > 0 }) else { return nil }
    var matrix = Matrix(rows: scales.count, columns: scales.count)
    for row in scales.indices {
      matrix[row, row] = 1
      for column in 0..<row {
        matrix[row, column] = covariance(row, column) / scales[row] / scales[column]
        matrix[column, row] = matrix[row, column]
      }
    }
    let right = zip(products, scales).map { $0 / $1 }
    let solved = try? LinearSystem.solvePositiveDefinite(matrix, right)
    return solved.map { zip($0, scales).map { $0 / $1 } }
  }
}
