/// Moments of an outcome and several covariates of one arm.
package struct CovariateMoments: Sendable, Equatable, Codable {
  package let outcome: Moments
  package let means: [Double]
  /// Covariances of the covariates, row after row.
  package let covariances: [[Double]]
  package let products: [Double]

  /// Wraps moments with divisor `count - 1`; all are over the same units.
  package init(outcome: Moments, means: [Double], covariances: [[Double]], products: [Double]) {
    self.outcome = outcome
    self.means = means
    self.covariances = covariances
    self.products = products
  }

  /// Outcome and one covariate as joint moments.
  private func joint(_ covariate: Int) -> JointMoments {
    JointMoments(
      numerator: outcome, denominator: moments(covariate), covariance: products[covariate])
  }

  private func moments(_ covariate: Int) -> Moments {
    Moments(
      count: outcome.count, mean: means[covariate], variance: covariances[covariate][covariate])
  }

  /// Slopes and the covariates' means over several arms together; nil where not determined.
  static func slopes(_ arms: [CovariateMoments]) -> (theta: [Double], means: [Double])? {
    guard let width = arms.first?.means.count, width > 0 else { return nil }
    let pooled = (0..<width).map { index in JointMoments.pooled(arms.map { $0.joint(index) }) }
    let scales = pooled.map { $0.denominator.variance.squareRoot() }
    let theta = MultipleCUPED.slopes(scales: scales, products: pooled.map(\.covariance)) {
      row, column in
      JointMoments.pooled(
        arms.map { arm in
          JointMoments(
            numerator: arm.moments(row), denominator: arm.moments(column),
            covariance: arm.covariances[row][column])
        }
      ).covariance
    }
    return theta.map { ($0, pooled.map(\.denominator.mean)) }
  }

  /// The outcome less what the covariates tell of it.
  func adjusted(theta: [Double], around centre: [Double]) -> Moments {
    var result = outcome
    for row in theta.indices {
      result.mean -= theta[row] * (means[row] - centre[row])
      result.variance -= 2 * theta[row] * products[row]
      for column in theta.indices {
        result.variance += theta[row] * theta[column] * covariances[row][column]
      }
    }
    result.variance = max(0, result.variance)
    return result
  }
}

extension MultipleCUPED {
  /// Adjusts two arms by the moments of all their covariates.
  /// - Returns: The adjustment; undefined with fewer than two units in an arm, without covariates,
  ///   or when a covariate does not vary or is a combination of the others.
  static func adjust(
    treatment: CovariateMoments, control: CovariateMoments
  ) -> Estimate<MultipleCUPED> {
    guard treatment.outcome.count > 1, control.outcome.count > 1 else {
      return .undefined(.tooFewUnits)
    }
    guard let (theta, centre) = CovariateMoments.slopes([control, treatment]) else {
      return .undefined(.collinearCovariates)
    }
    let baseline = control.adjusted(theta: theta, around: centre)
    let treated = treatment.adjusted(theta: theta, around: centre)
    return .defined(
      MultipleCUPED(
        theta: theta, control: baseline, treatment: treated,
        varianceReduction: CUPED.reduction(
          adjusted: (baseline, treated), raw: (control.outcome, treatment.outcome))))
  }
}
