import Foundation
import GSL
import Support

/// One policy in one family of worlds, to be run many times and compared with known numbers.
struct BanditBenchmark: Sendable {
  /// A number taken from each run, and its mean in an independent simulation.
  struct Statistic: Sendable {
    let name: String
    /// Mean over the reference's runs, if known.
    let reference: Double?
    let referenceError: Double?
    let value: @Sendable (BanditTrial) -> Double
  }

  struct Result: Sendable, Hashable {
    let label: String
    let statistic: String
    let mean: Double
    let standardError: Double
    let reference: Double?
    let referenceError: Double?

    /// Difference from the reference in its standard errors.
    var deviation: Double? {
      guard let reference, let referenceError else { return nil }
      let error = (standardError * standardError + referenceError * referenceError).squareRoot()
      return (mean - reference) / error
    }
  }

  let label: String
  let statistics: [Statistic]
  let trial: @Sendable (BanditKey) throws -> BanditTrial

  /// Runs the policy in so many worlds; the same result for any number of threads.
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
