import Foundation
import GSL
import Support

/// Off-policy estimates of one policy's value, with their uncertainty and the health of the log.
package struct OffPolicyEvaluation: Sendable {
  package struct Estimate: Sendable, Hashable {
    package let estimator: OffPolicyEstimator
    /// Estimated mean reward of the evaluated policy; NaN if all weights are 0.
    package let value: Double
    /// Standard deviation of the rows' parts over √n.
    package let standardError: Double
    /// For the self-normalised mean the error by the delta method, which counts the divisor's.
    package let deltaStandardError: Double?
    /// Ends of the interval: value ± normal quantile × standard error.
    package let lower: Double
    package let upper: Double
  }

  package let count: Int
  /// (Σw)²/Σw²: as many rows of the evaluated policy itself would tell as much.
  package let effectiveSampleSize: Double
  package let maximumWeight: Double
  /// Mean weight; far from 1 if the logged probabilities are wrong or support is missing.
  package let meanWeight: Double
  package let loggedMean: Double
  package let estimates: [Estimate]

  /// Evaluates a log of at least two rows; `alpha` is one less the confidence of the intervals.
  /// - Throws: ``ArgumentError`` if a number is not finite, a propensity not above 0 and at most 1,
  ///   or rows are too few.
  init(
    rows: [OffPolicyRow], estimators: [OffPolicyEstimator] = OffPolicyEstimator.standard,
    alpha: Double = 0.05
  ) throws(ArgumentError) {
    guard rows.count > 1 else {
      throw ArgumentError("rows", found: "\(rows.count)", allowed: "at least 2")
    }
    try ArgumentError.check("alpha", alpha, "a number between 0 and 1") { $0 > 0 && $0 < 1 }
    var sum = 0.0
    var squares = 0.0
    var largest = 0.0
    var rewards = 0.0
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
      let weight = row.target / row.propensity
      sum += weight
      squares += weight * weight
      largest = max(largest, weight)
      rewards += row.reward
    }
    let size = Double(rows.count)
    count = rows.count
    effectiveSampleSize = squares > 0 ? sum * sum / squares : 0
    maximumWeight = largest
    meanWeight = sum / size
    loggedMean = rewards / size
    let mean = sum / size
    let quantile = StandardNormal.upperQuantile(alpha / 2)
    estimates = estimators.map { estimator in
      let parts = rows.map { estimator.contribution(of: $0, meanWeight: mean) }
      let (value, error) = Statistics.meanAndError(parts)
      var delta: Double?
      if estimator == .selfNormalized {
        delta =
          Statistics.meanAndError(
            rows.map { $0.target / $0.propensity * ($0.reward - value) / mean }
          ).error
      }
      return Estimate(
        estimator: estimator, value: value, standardError: error, deltaStandardError: delta,
        lower: value - quantile * error, upper: value + quantile * error)
    }
  }
}
