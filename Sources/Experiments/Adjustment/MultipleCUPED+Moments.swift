extension MultipleCUPED {
  /// Adjusts two arms by all their covariates, from moments alone.
  ///
  /// Column 0 is the outcome, the others are covariates. The adjusted variance of an arm is
  /// v - 2 θ'c + θ' V θ with the arm's own covariances, which is that of the adjusted values.
  /// - Returns: The adjustment; undefined with fewer than two units in an arm, or when a covariate
  ///   is a combination of the others.
  static func adjust(treatment: CrossMoments, control: CrossMoments) -> Estimate<MultipleCUPED> {
    guard treatment.count > 1, control.count > 1 else { return .undefined(.tooFewUnits) }
    var pair = control
    pair.merge(treatment)
    let covariates = Array(1..<control.width)
    let scales = covariates.map { max(0, pair.covariance($0, $0)).squareRoot() }
    let products = covariates.map { pair.covariance(0, $0) }
    guard
      let theta = slopes(
        scales: scales, products: products,
        covariance: {
          pair.covariance(covariates[$0], covariates[$1])
        })
    else { return .undefined(.collinearCovariates) }
    func adjusted(_ arm: CrossMoments) -> Moments {
      let weights = [1] + theta.map { -$0 }
      let shift = zip(theta, covariates).reduce(0) { $0 + $1.0 * pair.means[$1.1] }
      return arm.combined([(weights, shift)]).moments(0)
    }
    let (baseline, treated) = (adjusted(control), adjusted(treatment))
    return .defined(
      MultipleCUPED(
        theta: theta, control: baseline, treatment: treated,
        varianceReduction: CUPED.reduction(
          adjusted: (baseline, treated), raw: (control.moments(0), treatment.moments(0)))))
  }
}
