import GSL
package import Support

/// A normal distribution of what an effect may be, given the data and a stated prior.
package struct GaussianPosterior: Sendable, Equatable, Codable {
  package var mean: Double
  package var standardDeviation: Double

  /// Takes the estimate as it is: a flat prior.
  init(flat estimate: EffectEstimate) {
    mean = estimate.effect
    standardDeviation = estimate.standardError
  }

  /// Weighs the estimate with a normal prior by their precisions.
  package init(_ estimate: EffectEstimate, priorMean: Double = 0, priorDeviation: Double) {
    let data = 1 / (estimate.standardError * estimate.standardError)
    let prior = 1 / (priorDeviation * priorDeviation)
    mean = (estimate.effect * data + priorMean * prior) / (data + prior)
    standardDeviation = (1 / (data + prior)).squareRoot()
  }

  package var chanceToBeat: Double { StandardNormal.upperTail(-mean / standardDeviation) }

  /// Expected loss of keeping the control: E max(effect, 0).
  package var riskOfControl: Double {
    let z = mean / standardDeviation
    return mean * StandardNormal.cdf(z) + standardDeviation * StandardNormal.density(z)
  }

  /// Expected loss of choosing the treatment: E max(-effect, 0).
  package var riskOfTreatment: Double {
    let z = mean / standardDeviation
    return -mean * StandardNormal.cdf(-z) + standardDeviation * StandardNormal.density(z)
  }

  /// Gives the central interval that holds the effect with probability 1 - alpha.
  package func interval(alpha: Double) -> Interval {
    Interval(
      centre: mean, halfWidth: StandardNormal.upperQuantile(alpha / 2) * standardDeviation)
  }
}
