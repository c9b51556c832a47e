import Foundation
import GSL

/// A sample-ratio check that may be read after every period without raising false alarms.
///
/// Bayes factor of a Dirichlet(c p₀) alternative against the planned shares p₀ after each period;
/// the p-value is the least 1/BF so far (Lindon and Malek 2020, arXiv:2011.03567).
package struct SequentialSampleRatio: Sendable, Equatable, Codable {
  /// Logarithm of the Bayes factor after each period.
  let logBayesFactors: [Double]
  /// Always-valid p-value after each period.
  package let pValues: [Double]

  /// Always-valid p-value after the last period; 1 without any.
  package var pValue: Double { pValues.last ?? 1 }
  /// Whether the counts contradict the shares (p below `SampleRatioCheck.threshold`).
  package var isFailed: Bool { pValue < SampleRatioCheck.threshold }
  /// Index of the first period after which the check fails.
  package var firstFailure: Int? { pValues.firstIndex { $0 < SampleRatioCheck.threshold } }

  /// Follows counts over periods.
  /// - Parameters:
  ///   - periods: Units per arm that came in each period.
  ///   - shares: Planned share or weight per arm, in the same order; all positive.
  ///   - concentration: Weight c of the planned shares in the alternative, in units.
  init(periods: [[Int]], shares: [Double], concentration: Double = 10_000) {
    let weight = shares.reduce(0, +)
    let planned = shares.map { $0 / weight }
    let prior = planned.map { concentration * $0 }
    var counts = [Double](repeating: 0, count: shares.count)
    var factors: [Double] = []
    var pValues: [Double] = []
    var least = 1.0
    for period in periods {
      for arm in counts.indices where arm < period.count { counts[arm] += Double(period[arm]) }
      var factor =
        GammaFunction.logGamma(prior.reduce(0, +))
        - GammaFunction.logGamma(prior.reduce(0, +) + counts.reduce(0, +))
      for arm in counts.indices {
        factor += GammaFunction.logGamma(prior[arm] + counts[arm])
        factor -= GammaFunction.logGamma(prior[arm])
        factor -= counts[arm] * log(planned[arm])
      }
      least = min(least, factor > -700 ? exp(-factor) : 1)
      factors.append(factor)
      pValues.append(least)
    }
    logBayesFactors = factors
    self.pValues = pValues
  }
}
