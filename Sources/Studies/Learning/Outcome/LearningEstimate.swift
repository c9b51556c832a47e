import GSL
package import Support

/// A mean over independent clusters with its confidence interval by Student's t.
package struct LearningEstimate: Sendable, Hashable, Codable {
  package var mean: Double
  /// Standard error and ends of the interval; nil with fewer than two clusters.
  package var standardError: Double?
  package var lower: Double?
  package var upper: Double?
  package var clusters: Int

  /// Estimates the mean of values, one per cluster; nil without values.
  ///
  /// mean ± t(1 − α/2; n − 1) × s/√n, with 1 − α = ``LearningOutcome/confidence``.
  init?(_ values: [Double]) {
    guard !values.isEmpty else { return nil }
    let (mean, error) = Statistics.meanAndError(values)
    self.mean = mean
    clusters = values.count
    guard values.count > 1 else { return }
    let width =
      error
      * StudentT.upperQuantile(
        (1 - LearningOutcome.confidence) / 2, degreesOfFreedom: Double(values.count - 1))
    standardError = error
    lower = mean - width
    upper = mean + width
  }

  package var interval: Interval? {
    guard let lower, let upper else { return nil }
    return Interval(lower: lower, upper: upper)
  }

  package var isClear: Bool { interval.map { !$0.contains(0) } ?? false }

  package var negated: LearningEstimate {
    var other = self
    other.mean = -mean
    other.lower = upper.map { -$0 }
    other.upper = lower.map { -$0 }
    return other
  }
}
