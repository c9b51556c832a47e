import GSL
package import Support

/// Outcome and several covariates of one arm.
package struct CovariateSample: Sendable, Equatable, Codable {
  /// Outcome of each unit.
  package let outcome: [Double]
  /// Covariates, each a column with a figure per unit.
  package let covariates: [[Double]]

  /// Wraps the columns.
  /// - Throws: `ArgumentError` when a covariate has not as many figures as the outcome.
  package init(outcome: [Double], covariates: [[Double]]) throws(ArgumentError) {
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
package struct MultipleCUPED: Sendable, Equatable, Codable {
  /// Slope of the outcome on each covariate.
  package var theta: [Double]
  /// Adjusted moments of the control.
  package var control: Moments
  /// Adjusted moments of the treatment.
  package var treatment: Moments
  /// Share of the variance of the difference that the covariates take away.
  package var varianceReduction: Double

  /// Welch's comparison of the adjusted means.
  package var difference: Estimate<EffectEstimate> {
    EffectEstimate.welch(treatment: treatment, control: control)
  }

  /// Adjusts two arms by all their covariates.
  /// - Returns: The adjustment; undefined with fewer than two units in an arm, or when a covariate
  ///   is a combination of the others.
  /// - Throws: `ArgumentError` when the arms differ in their number of covariates or have none.
  package static func adjust(
    treatment: CovariateSample, control: CovariateSample
  ) throws(ArgumentError) -> Estimate<MultipleCUPED> {
    let width = control.covariates.count
    guard width > 0, treatment.covariates.count == width else {
      throw ArgumentError(
        "covariates", found: "\(treatment.covariates.count) and \(width)",
        allowed: "the same number, at least one, in both arms")
    }
    guard treatment.outcome.count > 1, control.outcome.count > 1 else {
      return .undefined(.tooFewUnits)
    }
    let outcome = control.outcome + treatment.outcome
    let columns = zip(control.covariates, treatment.covariates).map { $0 + $1 }
    var matrix = Matrix(rows: width, columns: width)
    var slopes = [Double](repeating: 0, count: width)
    var means = slopes
    var scales = slopes
    for (index, column) in columns.enumerated() {
      let joint = try JointMoments(numerator: outcome, denominator: column)
      guard joint.denominator.variance > 0 else { return .undefined(.collinearCovariates) }
      scales[index] = joint.denominator.variance.squareRoot()
      means[index] = joint.denominator.mean
      slopes[index] = joint.covariance / scales[index]
    }
    // Correlations instead of covariances, so that the units of covariates do not matter.
    for row in 0..<width {
      matrix[row, row] = 1
      for column in 0..<row {
        let joint = try JointMoments(numerator: columns[row], denominator: columns[column])
        let correlation = joint.covariance / scales[row] / scales[column]
        matrix[row, column] = correlation
        matrix[column, row] = correlation
      }
    }
    guard let solved = try? LinearSystem.solvePositiveDefinite(matrix, slopes) else {
      return .undefined(.collinearCovariates)
    }
    let theta = zip(solved, scales).map { $0 / $1 }
    func adjusted(_ sample: CovariateSample) -> Moments {
      var values = sample.outcome
      for (index, column) in sample.covariates.enumerated() {
        for unit in values.indices { values[unit] -= theta[index] * (column[unit] - means[index]) }
      }
      return Moments(of: values)
    }
    let (baseline, treated) = (adjusted(control), adjusted(treatment))
    return .defined(
      MultipleCUPED(
        theta: theta, control: baseline, treatment: treated,
        varianceReduction: CUPED.reduction(
          adjusted: (baseline, treated),
          raw: (Moments(of: control.outcome), Moments(of: treatment.outcome)))))
  }
}
