/// A mean of batches, made steadier by another value of the same batches whose mean is known from
/// more of them.
///
/// With slope b of the first on the second, Y + b (X̄ - X̄n) has the variance s²(residual)/n + b²
/// s²(X)/N where n of N batches are shared (Lavenberg, Moeller and Welch 1982,
/// doi:10.1287/opre.30.1.182, for a mean that is itself estimated).
package struct ControlVariate {
  package let estimate: Double
  package let error: BatchError

  /// Values are of the first batches, others of all of them; nil stands for a missing value.
  ///
  /// - Returns: nil with fewer than three batches that have both.
  package init?(estimate: Double, values: [Double?], others: [Double?]) {
    let pairs = zip(values, others).compactMap { value, other in
      value.flatMap { value in other.map { (value: value, other: $0) } }
    }
    let all = others.compactMap(\.self)
    guard pairs.count > 2,
      let joint = try? JointMoments(
        numerator: pairs.map(\.value), denominator: pairs.map(\.other)),
      let known = BatchError(all)
    else { return nil }
    let spread = joint.denominator.variance
    let slope = spread > 0 ? joint.covariance / spread : 0
    guard
      let rest = BatchError(
        pairs.map {
          $0.value - joint.numerator.mean - slope * ($0.other - joint.denominator.mean)
        })
    else { return nil }
    self.estimate = estimate + slope * (Moments(of: all).mean - joint.denominator.mean)
    let variances = (
      rest.standardError * rest.standardError,
      slope * slope * known.standardError * known.standardError
    )
    let sum = variances.0 + variances.1
    // Satterthwaite's degrees of freedom of a sum of two variances.
    let inverse =
      variances.0 * variances.0 / max(1, rest.freedom - 1)
      + variances.1 * variances.1 / known.freedom
    error = BatchError(
      standardError: sum.squareRoot(), freedom: inverse > 0 ? sum * sum / inverse : rest.freedom,
      batches: pairs.count)
  }
}
