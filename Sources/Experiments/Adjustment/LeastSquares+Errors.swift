/// How the errors of a linear model's coefficients are estimated.
package enum RobustError: String, Sendable, Equatable, CaseIterable {
  /// One variance for all units.
  case classical
  /// White's sandwich (1980): squared residuals as they are.
  case hc0
  /// The sandwich times n/(n - k).
  case hc1
  /// Squared residuals over 1 - leverage: unbiased with one variance.
  case hc2
  /// Squared residuals over the square of 1 - leverage, close to the jackknife.
  case hc3
}

extension LeastSquares {
  /// Gives the standard error of a coefficient (MacKinnon and White 1985).
  /// - Returns: The error; nil when a unit's leverage is 1 and the estimator divides by zero.
  package func standardError(of index: Int, _ kind: RobustError) -> Double? {
    let influence = influence(of: index)
    let (n, k) = (Double(count), Double(width))
    if kind == .classical {
      let squares = CompensatedSum(residuals.map { $0 * $0 }).value
      let length = inverse[index].reduce(0) { $0 + $1 * $1 }
      return (squares / (n - k) * length).squareRoot()
    }
    var sum = CompensatedSum()
    for unit in residuals.indices {
      let score = influence[unit] * residuals[unit]
      let rest = 1 - leverages[unit]
      switch kind {
      case .classical, .hc0: sum.add(score * score)
      case .hc1: sum.add(score * score * n / (n - k))
      case .hc2: sum.add(score * score / rest)
      case .hc3: sum.add(score * score / (rest * rest))
      }
    }
    let variance = sum.value
    return variance.isFinite && variance >= 0 ? variance.squareRoot() : nil
  }

  /// Weight of each unit's outcome in a coefficient: a row of (XᵀX)⁻¹Xᵀ.
  func influence(of index: Int) -> [Double] {
    var weights = [Double](repeating: 0, count: count)
    for (column, factor) in zip(orthogonal, inverse[index]) where factor != 0 {
      for unit in weights.indices { weights[unit] += factor * column[unit] }
    }
    return weights
  }
}
