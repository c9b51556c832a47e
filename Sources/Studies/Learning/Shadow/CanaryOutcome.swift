import GSL
import MetaLearning
package import Support

/// A release of the candidate to growing shares of customers, ended as soon as it does harm.
package struct CanaryOutcome: Sendable, Codable, Equatable {
  package enum Verdict: String, Sendable, Codable {
    /// The candidate is worse beyond doubt: it is taken back.
    case stopped
    /// It is better beyond doubt at the end.
    case better
    /// It is neither at the end.
    case unclear
  }

  package struct Stage: Sendable, Codable, Equatable {
    /// Share of customers who got the candidate.
    package var share: Double
    /// Customers of the stage by the policy they got.
    package var running: Int
    package var candidate: Int
    /// Reward per customer of the candidate less the running policy's over all stages so far, with
    /// the interval of the stopping rule; nil while there are too few customers.
    package var difference: Double?
    package var interval: Interval?
  }

  /// The stages of the first market, up to the one that ended it.
  package var stages: [Stage]
  package var verdict: Verdict
  /// Stages planned.
  package var planned: [Double]
  /// Difference per customer below which the candidate counts as harm, at most 0.
  package var harm: Double
  /// Markets in which the release was tried, by how it ended.
  package var markets: [String: Int]
  /// Customers of a market who got the candidate, in the mean over markets.
  package var exposed: Double
}

/// The rule by which a release goes on or ends.
struct CanaryRule {
  let shares: [Double]
  let harm: Double
  let alpha: Double

  /// What a customer brings under each policy, and whether the candidate gets that customer.
  struct Customer {
    var running: Double
    var candidate: Double
    /// A number from 0 to 1 by which shares are dealt out.
    var ticket: Double
  }

  /// Fewest customers of each policy in a stage from whom a difference is taken.
  private static let fewest = 10

  /// Lets customers come in their order, each stage with as many of them.
  ///
  /// Stages are strata: the difference so far is that of the stages weighted by their precision.
  /// The error rate is shared equally among the looks (Bonferroni), so that ending at the first
  /// interval below the harm, or at the last one above 0, errs at most at that rate.
  func release(_ customers: [Customer]) -> (
    stages: [CanaryOutcome.Stage], verdict: CanaryOutcome.Verdict, exposed: Int
  ) {
    var stages: [CanaryOutcome.Stage] = []
    var weighted = 0.0
    var precision = 0.0
    var exposed = 0
    let quantile = StandardNormal.upperQuantile(alpha / 2 / Double(max(shares.count, 1)))
    for (number, share) in shares.enumerated() {
      let slice = customers[
        (number * customers.count / shares.count)..<((number + 1) * customers.count / shares.count)]
      let own = slice.filter { $0.ticket < share }.map(\.candidate)
      let others = slice.filter { $0.ticket >= share }.map(\.running)
      exposed += own.count
      if min(own.count, others.count) >= Self.fewest {
        let first = Statistics.meanAndError(own)
        let second = Statistics.meanAndError(others)
        let variance = first.error * first.error + second.error * second.error
        if variance > 0 {
          weighted += (first.mean - second.mean) / variance
          precision += 1 / variance
        }
      }
      var stage = CanaryOutcome.Stage(share: share, running: others.count, candidate: own.count)
      if precision > 0 {
        let mean = weighted / precision
        stage.difference = mean
        stage.interval = Interval(centre: mean, halfWidth: quantile / precision.squareRoot())
      }
      stages.append(stage)
      if let upper = stage.interval?.upper, upper < harm { return (stages, .stopped, exposed) }
    }
    let isBetter = (stages.last?.interval?.lower ?? -1) > 0
    return (stages, isBetter ? .better : .unclear, exposed)
  }
}
