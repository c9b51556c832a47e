import Foundation
import GSL
import Support

/// One policy in one family of worlds, to be run many times and compared with known numbers.
struct BanditBenchmark: Sendable {
  /// A number taken from each run, and its mean in an independent simulation.
  struct Statistic: Sendable {
    let name: String
    /// Mean over the reference's runs, if known.
    var reference: Double?
    var referenceError: Double?
    let value: @Sendable (BanditTrial) -> Double
  }

  struct Result: Sendable, Hashable {
    let label: String
    let statistic: String
    let mean: Double
    let standardError: Double
    /// The value that is exceeded in one world of twenty.
    let upper: Double
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
  var statistics: [Statistic]
  let trial: @Sendable (BanditKey) throws -> BanditTrial

  /// The same where the reference's numbers are those of something else.
  var withoutReference: BanditBenchmark {
    var benchmark = self
    for index in statistics.indices {
      benchmark.statistics[index].reference = nil
      benchmark.statistics[index].referenceError = nil
    }
    return benchmark
  }

  /// Runs the policy in so many worlds; the same result for any number of threads.
  func run(replications: Int, seed: UInt64, threads: Int) throws -> [Result] {
    let count = max(replications, 2)
    let all = try ParallelPieces.map(count, threads: threads) { number in
      try trial(BanditKey(key: RandomKey(seed: seed, replication: UInt32(number))))
    }
    return statistics.map { statistic in
      let values = all.map(statistic.value)
      let (mean, error) = Statistics.meanAndError(values)
      return Result(
        label: label, statistic: statistic.name, mean: mean, standardError: error,
        upper: Statistics.quantile(sorted: values.sorted(), probability: 0.95),
        reference: statistic.reference, referenceError: statistic.referenceError)
    }
  }
}
