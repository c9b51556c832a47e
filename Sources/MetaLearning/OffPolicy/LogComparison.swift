import Foundation
import GSL
package import Support

/// Two policies compared on one log: the difference of their values, row by row.
package struct LogComparison: Sendable {
  /// Estimator of both values.
  package let estimator: OffPolicyEstimator
  /// Value of the first policy less that of the second.
  package let difference: Double
  package let standardError: Double
  package let lower: Double
  package let upper: Double
  /// Two-sided; 1 where the policies do not differ in any row.
  package let pValue: Double
  /// Least true difference that a log like this one shows as clear four times out of five.
  package let detectable: Double
  /// Decisions of such a log that would show the difference found, four times out of five.
  package let decisionsNeeded: Double?
  /// True difference, where the log knows it.
  package let truth: Double?

  /// Compares two policies that were evaluated on the same log.
  ///
  /// The difference of a row's two scores takes away what they share, so that its error is that of
  /// the pair. Power is that of a two-sided test at the level of the interval.
  /// - Throws: ``ArgumentError`` if the rows are not the same, or tell nothing of one of the two.
  package init(
    _ first: LogEvaluation, _ second: LogEvaluation, alpha: Double = 0.05
  ) throws(ArgumentError) {
    try ArgumentError.checkLength("rows", second.rows.count, first.rows.count)
    let isAdaptive = first.health.isAdaptive
    let hasModel = first.model != .none
    let estimator: OffPolicyEstimator =
      isAdaptive ? .adaptiveDoublyRobust : hasModel ? .doublyRobust : .selfNormalized
    guard first.result.meanWeight > 0, second.result.meanWeight > 0,
      let one = OffPolicyInfluence(estimator, first.rows),
      let two = OffPolicyInfluence(estimator, second.rows)
    else {
      throw ArgumentError(
        "comparison", found: "a policy whose actions the log never took",
        allowed: "policies that both are like some rows of the log")
    }
    let sums = ClusterSums(first.rows)
    let pair = OffPolicyInfluence(
      value: one.value - two.value, rows: zip(one.rows, two.rows).map { $0 - $1 },
      scale: max(one.scale, two.scale))
    guard let error = sums.error(pair) else {
      throw ArgumentError("customers", found: "1", allowed: "at least 2 to compare policies on")
    }
    self.estimator = estimator
    let isSame = abs(pair.value) <= 1e-12 * pair.scale
    difference = isSame ? 0 : pair.value
    standardError = error
    let quantile = sums.quantile(alpha: alpha)
    lower = difference - quantile * error
    upper = difference + quantile * error
    pValue =
      error > 0
      ? min(1, 2 * StandardNormal.upperTail(abs(difference) / error)) : isSame ? 1 : 0
    let reach = quantile + StandardNormal.upperQuantile(0.2)
    detectable = reach * error
    decisionsNeeded =
      isSame || error == 0
      ? nil : Double(first.rows.count) * pow(detectable / difference, 2)
    truth = first.truth.flatMap { one in second.truth.map { one - $0 } }
  }
}
