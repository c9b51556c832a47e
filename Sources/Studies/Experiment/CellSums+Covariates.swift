import Experiments
import Scenarios
import Simulation

extension CellSums {
  /// Moments of a metric and the covariates over the cells' customers; nil for a metric that is
  /// not made of sums, or a ratio whose denominator is zero.
  func covariateMoments(
    of definition: MetricDefinition, covariates: [Int]
  ) throws(RunError) -> CovariateMoments? {
    let outcome: Moments
    var products: [Double] = []
    switch definition.metric.form {
    case .proportion, .mean:
      outcome = try joint(definition.numerator, definition.numerator).numerator
        .divided(by: definition.scale)
      for covariate in covariates {
        products.append(try joint(definition.numerator, covariate).covariance / definition.scale)
      }
    case .ratio:
      guard let divisor = definition.denominator,
        case .ratio(let moments) = try sample(of: definition),
        let ratio = moments.ratio, let variance = moments.ratioVariance
      else { return nil }
      outcome = Moments(count: count, mean: ratio, variance: variance)
      for covariate in covariates {
        // The ratio's first-order expansion: R + (n - R d)/d̄ per customer.
        let above = try joint(definition.numerator, covariate).covariance / definition.scale
        let below = try joint(divisor, covariate).covariance
        products.append((above - ratio * below) / moments.denominator.mean)
      }
    case .quantile, .capped, .restrictedMean: return nil
    }
    var means: [Double] = []
    var covariances = covariates.map { _ in covariates.map { _ in 0.0 } }
    for (row, covariate) in covariates.enumerated() {
      let own = try joint(covariate, covariate)
      means.append(own.numerator.mean)
      covariances[row][row] = own.numerator.variance
      for column in 0..<row {
        let covariance = try joint(covariates[column], covariate).covariance
        covariances[row][column] = covariance
        covariances[column][row] = covariance
      }
    }
    return CovariateMoments(
      outcome: outcome, means: means, covariances: covariances, products: products)
  }

  private func joint(_ first: Int, _ second: Int) throws(RunError) -> JointMoments {
    JointMoments(
      count: count, numeratorSum: try sum(of: first), numeratorSumOfSquares: squares(of: first),
      denominatorSum: try sum(of: second), denominatorSumOfSquares: squares(of: second),
      sumOfProducts: first == second ? squares(of: first) : products(of: first, and: second))
  }
}

extension Moments {
  fileprivate func divided(by scale: Double) -> Moments {
    Moments(count: count, mean: mean / scale, variance: variance / (scale * scale))
  }
}
