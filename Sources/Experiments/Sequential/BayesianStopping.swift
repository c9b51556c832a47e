import Foundation
import GSL
package import Support

/// A rule that stops a test as soon as the posterior is sure enough.
///
/// Such a rule keeps its promise on average over the prior, not for each effect: with a wide prior
/// it raises the type-I error as peeking does. A flat prior makes it exactly peeking.
package struct BayesianStopping: Sendable, Equatable, Codable {
  /// Standard deviation of effects in the metric's unit, around 0; nil for a flat prior.
  package var priorDeviation: Double?
  /// Stop when the chance that the treatment is better is at least this, or at most 1 less this.
  package var certainty: Double

  /// Describes a rule.
  package init(priorDeviation: Double?, certainty: Double = 0.975) {
    self.priorDeviation = priorDeviation
    self.certainty = certainty
  }

  /// What the posterior says at a look.
  package struct Posterior: Sendable, Equatable, Codable {
    /// Mean of the effect.
    package var mean: Double
    /// Standard deviation of the effect.
    package var deviation: Double
    /// Chance that the effect is above 0.
    package var chanceAboveZero: Double
    /// Credible interval of confidence 2 × certainty - 1.
    package var interval: Interval
    /// Loss to be expected from choosing the treatment: E max(0, -effect).
    package var expectedLoss: Double
    /// Whether the rule stops here.
    package var stops: Bool
  }

  /// Computes the posterior of an effect with a normal likelihood.
  /// - Returns: The posterior, or nil without a standard error.
  package func posterior(estimate: Double, standardError: Double) -> Posterior? {
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
      mean: mean, deviation: deviation, chanceAboveZero: chance,
      interval: Interval(centre: mean, halfWidth: width),
      expectedLoss: deviation * StandardNormal.density(z) - mean * StandardNormal.upperTail(z),
      stops: chance >= certainty || StandardNormal.upperTail(z) >= certainty)
  }
}
