import Support

/// Off-policy estimates of one policy's value, with their uncertainty and the health of the log.
package struct OffPolicyEvaluation: Sendable {
  package struct Estimate: Sendable, Hashable {
    package let estimator: OffPolicyEstimator
    /// Estimated mean reward of the evaluated policy; nil if no row can tell it.
    package let value: Double?
    /// Standard error; nil where it is not known.
    package let standardError: Double?
    /// Ends of the interval: value ± quantile × standard error.
    package let lower: Double?
    package let upper: Double?
  }

  package let count: Int
  /// Groups of rows that are independent of each other.
  package let clusters: Int
  /// (Σw)²/Σw²: as many rows of the evaluated policy itself would tell as much.
  package let effectiveSampleSize: Double
  package let maximumWeight: Double
  /// Mean weight; far from 1 if the logged probabilities are wrong or support is missing.
  package let meanWeight: Double
  package let loggedMean: Double
  package let estimates: [Estimate]

  /// Evaluates a log of at least two rows; `alpha` is one less the confidence of the intervals.
  ///
  /// Errors are those of the estimator as a function of all rows (delta method), summed by cluster:
  /// √(C/(C−1) Σ_c S_c²)/n with S_c the sum of influences in a cluster, which is s/√n where each row
  /// is its own (Liang & Zeger 1986, doi:10.1093/biomet/73.1.13). Quantiles are Student's with C − 1
  /// degrees where rows are in clusters, else normal. The direct method's error comes from
  /// elsewhere: how much its model may be wrong, the rows' predictions do not tell.
  /// - Throws: ``ArgumentError`` if a number is not finite, a propensity not above 0 and at most 1,
  ///   or rows are too few.
  init(
    rows: [OffPolicyRow], estimators: [OffPolicyEstimator] = OffPolicyEstimator.standard,
    alpha: Double = 0.05, directError: Double? = nil
  ) throws(ArgumentError) {
    guard rows.count > 1 else {
      throw ArgumentError("rows", found: "\(rows.count)", allowed: "at least 2")
    }
    try ArgumentError.check("alpha", alpha, "a number between 0 and 1") { $0 > 0 && $0 < 1 }
    try Self.check(rows)
    let size = Double(rows.count)
    let sum = rows.reduce(0) { $0 + $1.weight }
    let squares = rows.reduce(0) { $0 + $1.weight * $1.weight }
    let sums = ClusterSums(rows)
    count = rows.count
    clusters = sums.count
    effectiveSampleSize = squares > 0 ? sum * sum / squares : 0
    maximumWeight = rows.reduce(0) { max($0, $1.weight) }
    meanWeight = sum / size
    loggedMean = rows.reduce(0) { $0 + $1.reward } / size
    let quantile = sums.quantile(alpha: alpha)
    estimates = estimators.map { estimator in
      guard let found = OffPolicyInfluence(estimator, rows) else {
        return Estimate(
          estimator: estimator, value: nil, standardError: nil, lower: nil, upper: nil)
      }
      let error = estimator == .directMethod ? directError : sums.error(found)
      return Estimate(
        estimator: estimator, value: found.value, standardError: error,
        lower: error.map { found.value - quantile * $0 },
        upper: error.map { found.value + quantile * $0 })
    }
  }

  package func estimate(_ estimator: OffPolicyEstimator) -> Estimate? {
    estimates.first { $0.estimator == estimator }
  }

  private static func check(_ rows: [OffPolicyRow]) throws(ArgumentError) {
    for (index, row) in rows.enumerated() {
      guard row.propensity > 0, row.propensity <= 1 + 1e-9 else {
        throw ArgumentError(
          "propensity of row \(index + 1)", found: "\(row.propensity)",
          allowed: "a number above 0, at most 1")
      }
      let numbers = [row.reward, row.target, row.predicted, row.direct]
      guard numbers.allSatisfy(\.isFinite), row.target >= 0 else {
        throw ArgumentError(
          "row \(index + 1)", found: "\(numbers)", allowed: "finite numbers, no negative chance")
      }
    }
  }
}
