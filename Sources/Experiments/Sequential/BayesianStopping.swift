import Foundation
import GSL
import Support

/// A rule that stops a test as soon as the posterior is sure enough.
///
/// Such a rule keeps its promise on average over the prior, not for each effect: with a wide prior
/// it raises the type-I error as peeking does. A flat prior makes it exactly peeking.
struct BayesianStopping: Sendable, Equatable, Codable {
  /// Standard deviation of effects in the metric's unit, around 0; nil for a flat prior.
  var priorDeviation: Double?
  /// Stop when the chance that the treatment is better is at least this, or at most 1 less this.
  var certainty = 0.975

  struct Posterior: Sendable, Equatable, Codable {
    var mean: Double
    var deviation: Double
    /// Credible interval of confidence 2 × certainty - 1.
    var interval: Interval
    /// Loss to be expected from choosing the treatment: E max(0, -effect).
    var expectedLoss: Double
    var stops: Bool
  }

  /// Computes the posterior of an effect with a normal likelihood.
  /// - Returns: The posterior, or nil without a standard error.
  func posterior(estimate: Double, standardError: Double) -> Posterior? {
    guard standardError > 0, standardError.isFinite, estimate.isFinite else { return nil }
    var mean = estimate
    var deviation = standardError
    if let priorDeviation {
      let data = 1 / (standardError * standardError)
      let precision = data + 1 / (priorDeviation * priorDeviation)
      mean = estimate * data / precision
      deviation = (1 / precision).squareRoot()
    }
    let z = mean / deviation
    let chance = StandardNormal.cdf(z)
    let width = StandardNormal.quantile(certainty) * deviation
    return Posterior(
      mean: mean, deviation: deviation,
      interval: Interval(centre: mean, halfWidth: width),
      expectedLoss: deviation * StandardNormal.density(z) - mean * StandardNormal.upperTail(z),
      stops: chance >= certainty || StandardNormal.upperTail(z) >= certainty)
  }
}
