package import GSL
package import Support

/// Intervals from resampling units with replacement, each arm by itself.
package struct Bootstrap: Sendable, Equatable {
  /// The statistic of the data as they are.
  package var estimate: Double
  /// Statistics of the resamples, rising; those that are not finite are left out.
  package var replicates: [Double]
  /// Resamples whose statistic is not finite, such as a ratio over nothing.
  package var failures: Int

  /// Standard deviation of the replicates.
  package var standardError: Double { Moments(of: replicates).variance.squareRoot() }

  /// Resamples arms and computes a statistic of each resample.
  ///
  /// The draws are a pure function of the key and the number of the resample, for the purpose
  /// `.bootstrap`: neither other draws nor the order of work change them.
  /// - Parameters:
  ///   - counts: Units per arm; each arm keeps its number.
  ///   - resamples: How many resamples; at least 2.
  ///   - key: Key of the draws.
  ///   - place: Tells apart the resamplings of one analysis.
  ///   - statistic: Statistic of the chosen units, whose indices it gets by arm.
  /// - Throws: `ArgumentError` for an empty arm or too few resamples.
  package init(
    counts: [Int], resamples: Int, key: RandomKey, place: Place = Place("analysis", "bootstrap"),
    statistic: ([[Int]]) -> Double
  ) throws(ArgumentError) {
    guard resamples > 1 else {
      throw ArgumentError("resamples", found: "\(resamples)", allowed: "2 or more")
    }
    guard !counts.isEmpty, counts.allSatisfy({ $0 > 0 }) else {
      throw ArgumentError("counts", found: "\(counts)", allowed: "units in every arm")
    }
    var indices = counts.map { Array(0..<$0) }
    estimate = statistic(indices)
    var replicates: [Double] = []
    replicates.reserveCapacity(resamples)
    for resample in 0..<resamples {
      var stream = RandomStream(
        key: key, customer: UInt64(resample), place: place, purpose: .bootstrap)
      for arm in counts.indices {
        let bound = UInt64(counts[arm])
        for unit in 0..<counts[arm] { indices[arm][unit] = Int(stream.uniform(below: bound)) }
      }
      let value = statistic(indices)
      if value.isFinite { replicates.append(value) }
    }
    failures = resamples - replicates.count
    self.replicates = replicates.sorted()
  }

  /// Resamples the figures of two arms and compares a statistic of each, such as a median.
  /// - Parameters:
  ///   - treatment: Figures of the treatment.
  ///   - control: Figures of the control.
  ///   - resamples: How many resamples; at least 2.
  ///   - key: Key of the draws.
  ///   - statistic: Statistic of one arm's figures; the difference of both is estimated.
  /// - Returns: The difference and its replicates.
  /// - Throws: `ArgumentError` for an empty arm or too few resamples.
  package static func difference(
    treatment: [Double], control: [Double], resamples: Int, key: RandomKey,
    statistic: ([Double]) -> Double
  ) throws(ArgumentError) -> Bootstrap {
    try Bootstrap(counts: [control.count, treatment.count], resamples: resamples, key: key) {
      statistic($0[1].map { treatment[$0] }) - statistic($0[0].map { control[$0] })
    }
  }

  /// Gives the percentile interval: quantiles of the replicates (Efron 1979).
  package func percentileInterval(alpha: Double) -> Interval {
    Interval(
      lower: Statistics.quantile(sorted: replicates, probability: alpha / 2),
      upper: Statistics.quantile(sorted: replicates, probability: 1 - alpha / 2))
  }

  /// Gives the basic interval: the percentile interval mirrored at the estimate.
  package func basicInterval(alpha: Double) -> Interval {
    let percentile = percentileInterval(alpha: alpha)
    return Interval(
      lower: 2 * estimate - percentile.upper, upper: 2 * estimate - percentile.lower)
  }

  /// Gives the interval corrected for bias by the share of replicates below the estimate.
  ///
  /// Percentiles Φ(2 z0 ∓ z), z0 = Φ⁻¹(share below) (Efron 1981); the percentile interval itself
  /// when all replicates lie on one side.
  package func biasCorrectedInterval(alpha: Double) -> Interval {
    let below =
      replicates.reduce(0.0) { $0 + ($1 < estimate ? 1 : $1 == estimate ? 0.5 : 0) }
      / Double(max(replicates.count, 1))
    guard below > 0, below < 1 else { return percentileInterval(alpha: alpha) }
    let shift = 2 * StandardNormal.quantile(below)
    let z = StandardNormal.upperQuantile(alpha / 2)
    return Interval(
      lower: Statistics.quantile(
        sorted: replicates, probability: StandardNormal.cdf(shift - z)),
      upper: Statistics.quantile(
        sorted: replicates, probability: StandardNormal.cdf(shift + z)))
  }
}
