import Foundation
import GSL
import Support

/// One policy in one family of worlds, to be run many times and compared with known numbers.
struct BanditBenchmark: Sendable {
  /// A number taken from each run, and its mean in an independent simulation.
  struct Statistic: Sendable {
    /// Name, as in the reference.
    let name: String
    /// Mean over the reference's runs, if known.
    let reference: Double?
    /// Standard error of that mean.
    let referenceError: Double?
    let value: @Sendable (BanditTrial) -> Double
  }

  /// A statistic's mean over runs.
  struct Result: Sendable, Hashable {
    /// The benchmark's label.
    let label: String
    /// The statistic's name.
    let statistic: String
    /// Mean over runs.
    let mean: Double
    /// Standard error of the mean.
    let standardError: Double
    /// Mean in the reference, if known.
    let reference: Double?
    /// Standard error of the reference.
    let referenceError: Double?

    /// Difference from the reference in its standard errors.
    var deviation: Double? {
      guard let reference, let referenceError else { return nil }
      let error = (standardError * standardError + referenceError * referenceError).squareRoot()
      return (mean - reference) / error
    }
  }

  /// World and policy, as in the reference.
  let label: String
  /// What is taken from each run.
  let statistics: [Statistic]
  let trial: @Sendable (BanditKey) throws -> BanditTrial

  /// Runs the policy in so many worlds; the same result for any number of threads.
  ///
  /// - Throws: What a run throws.
  func run(replications: Int, seed: UInt64, threads: Int) throws -> [Result] {
    let count = max(replications, 2)
    let all = try ParallelPieces.map(count, threads: threads) { number in
      try trial(BanditKey(key: RandomKey(seed: seed, replication: UInt32(number))))
    }
    return statistics.map { statistic in
      let (mean, error) = Statistics.meanAndError(all.map(statistic.value))
      return Result(
        label: label, statistic: statistic.name, mean: mean, standardError: error,
        reference: statistic.reference, referenceError: statistic.referenceError)
    }
  }
}
