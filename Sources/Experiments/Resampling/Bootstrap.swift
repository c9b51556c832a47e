import GSL
import Support

/// Intervals from resampling units with replacement, each arm by itself.
struct Bootstrap: Sendable, Equatable {
  var estimate: Double
  /// Statistics of the resamples, rising; those that are not finite are left out.
  var replicates: [Double]
  /// Resamples whose statistic is not finite, such as a ratio over nothing.
  var failures: Int

  var standardError: Double { Moments(of: replicates).variance.squareRoot() }

  /// Resamples arms and computes a statistic of each resample.
  ///
  /// The draws are a pure function of the key and the number of the resample, for the purpose
  /// `.bootstrap`: neither other draws nor the order of work change them.
  /// The statistic gets the indices of the chosen units, by arm; each arm keeps its number of units.
  /// - Throws: `ArgumentError` for an empty arm or too few resamples.
  init(
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

  /// Resamples the values of two arms and compares a statistic of each, such as a median.
  /// - Throws: `ArgumentError` for an empty arm or too few resamples.
  static func difference(
    treatment: [Double], control: [Double], resamples: Int, key: RandomKey,
    statistic: ([Double]) -> Double
  ) throws(ArgumentError) -> Bootstrap {
    try Bootstrap(counts: [control.count, treatment.count], resamples: resamples, key: key) {
      statistic($0[1].map { treatment[$0] }) - statistic($0[0].map { control[$0] })
    }
  }

  /// Gives the percentile interval: quantiles of the replicates (Efron 1979).
  func percentileInterval(alpha: Double) -> Interval {
    Interval(
      lower: Statistics.quantile(sorted: replicates, probability: alpha / 2),
      upper: Statistics.quantile(sorted: replicates, probability: 1 - alpha / 2))
  }
}
