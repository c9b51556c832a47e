package import GSL
package import Support

/// The posterior of a linear model whose noise is unknown.
///
/// θ given σ² ~ N(m, σ² V), σ² ~ inverse gamma(a, b); the rewards of new rows are Student's t.
/// Gelman et al., Bayesian Data Analysis (3rd ed., 2013), section 14.2.
package struct NormalInverseGamma: Sendable, Hashable {
  /// V as a distribution around m, before any row.
  package let prior: GaussianBelief
  /// a before any row.
  package let priorShape: Double
  /// b before any row.
  package let priorRate: Double
  /// Sums over the rows.
  package private(set) var statistics: LinearStatistics

  /// Makes a model without data.
  ///
  /// - Throws: ``ArgumentError`` if V is not positive definite, or a or b not above 0.
  package init(
    mean: [Double], covariance: Matrix, shape: Double, rate: Double
  ) throws(ArgumentError) {
    try ArgumentError.checkPositive("shape", shape)
    try ArgumentError.checkPositive("rate", rate)
    prior = try GaussianBelief(mean: mean, covariance: covariance)
    priorShape = shape
    priorRate = rate
    statistics = LinearStatistics(dimension: mean.count)
  }

  /// Adds a row.
  package mutating func add(features: [Double], reward: Double, weight: Double = 1) {
    statistics.add(features: features, reward: reward, weight: weight)
  }

  /// Mean and V of the weights; their covariance is σ² V.
  package var weights: GaussianBelief {
    var belief = GaussianBelief(dimension: prior.dimension)
    _ = belief.condition(
      priorMean: prior.mean, priorFactor: prior.factor, on: statistics, noisePrecision: 1)
    return belief
  }

  /// a after the rows: + n/2.
  package var shape: Double { priorShape + 0.5 * statistics.count }

  /// b after the rows: + ½ (y′y + m₀′V₀⁻¹m₀ − m′V⁻¹m), computed as a sum of squares.
  package var rate: Double {
    let size = prior.dimension
    let mean = weights.mean
    // The residual and the move from the prior are both ≥ 0, so nothing cancels in their sum.
    var residual = statistics.square
    for i in 0..<size {
      residual -= 2 * mean[i] * statistics.moment[i]
      for j in 0..<size { residual += mean[i] * statistics.gram[i * size + j] * mean[j] }
    }
    var move = zip(mean, prior.mean).map { $0 - $1 }
    DenseKernel.solveLower(prior.factor, size: size, &move)
    return priorRate + 0.5 * (max(residual, 0) + move.reduce(0) { $0 + $1 * $1 })
  }

  /// Expected noise variance, b/(a − 1); nil while a ≤ 1.
  package var expectedVariance: Double? { shape > 1 ? rate / (shape - 1) : nil }

  /// Draws noise variance and weights.
  package func draw(
    into result: inout [Double], using stream: inout RandomStream
  ) throws -> Double {
    let variance = try rate / GammaDistribution(shape: shape, scale: 1).sample(using: &stream)
    let belief = weights
    belief.draw(into: &result, using: &stream)
    for index in result.indices {
      result[index] =
        belief.mean[index] + variance.squareRoot() * (result[index] - belief.mean[index])
    }
    return variance
  }
}
