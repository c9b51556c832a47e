internal import GSL

/// A mean over independent clusters with its confidence interval by Student's t.
package struct LearningEstimate: Sendable, Hashable {
  /// Mean of the clusters' figures.
  package var mean: Double
  /// Standard error of the mean; nil with fewer than two clusters.
  package var standardError: Double?
  /// Lower end of the interval; nil with fewer than two clusters.
  package var lower: Double?
  /// Upper end of the interval; nil with fewer than two clusters.
  package var upper: Double?
  /// Number of clusters.
  package var clusters: Int

  /// Estimates the mean of figures, one per cluster; nil without figures.
  ///
  /// mean ± t(1 − α/2; n − 1) × s/√n.
  ///
  /// - Parameters:
  ///   - figures: One figure per cluster.
  ///   - confidence: 1 − α.
  package init?(_ figures: [Double], confidence: Double = 0.95) {
    guard !figures.isEmpty else { return nil }
    let (mean, error) = Statistics.meanAndError(figures)
    self.mean = mean
    clusters = figures.count
    guard figures.count > 1 else { return }
    let width =
      error
      * StudentT.upperQuantile((1 - confidence) / 2, degreesOfFreedom: Double(figures.count - 1))
    standardError = error
    lower = mean - width
    upper = mean + width
  }
}
