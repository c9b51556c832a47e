@testable import GSL

extension Distribution {
  static func constant(_ value: Double) throws(DistributionError) -> Distribution {
    .primitive(.constant(try ConstantDistribution(value: value)))
  }

  /// Makes a continuous uniform distribution, min < max.
  static func uniform(
    min: Double, max: Double
  ) throws(DistributionError) -> Distribution {
    .primitive(.uniform(try UniformDistribution(min: min, max: max)))
  }

  static func normal(
    mean: Double, sd: Double
  ) throws(DistributionError) -> Distribution {
    .primitive(.normal(try NormalDistribution(mean: mean, sd: sd)))
  }

  static func normal(
    quantiles first: KnownQuantile, _ second: KnownQuantile
  ) throws(DistributionError) -> Distribution {
    .primitive(.normal(try NormalDistribution(quantiles: first, second)))
  }

  /// Makes a lognormal distribution from mean and standard deviation of the logarithm.
  static func lognormal(
    mu: Double, sigma: Double
  ) throws(DistributionError) -> Distribution {
    .primitive(.lognormal(try LognormalDistribution(mu: mu, sigma: sigma)))
  }

  static func lognormal(
    mean: Double, sd: Double
  ) throws(DistributionError) -> Distribution {
    .primitive(.lognormal(try LognormalDistribution(mean: mean, sd: sd)))
  }

  static func lognormal(
    median: Double, sigma: Double
  ) throws(DistributionError) -> Distribution {
    .primitive(.lognormal(try LognormalDistribution(median: median, sigma: sigma)))
  }

  static func lognormal(
    quantiles first: KnownQuantile, _ second: KnownQuantile
  ) throws(DistributionError) -> Distribution {
    .primitive(.lognormal(try LognormalDistribution(quantiles: first, second)))
  }

  static func exponential(mean: Double) throws(DistributionError) -> Distribution {
    .primitive(.exponential(try ExponentialDistribution(mean: mean)))
  }

  static func exponential(rate: Double) throws(DistributionError) -> Distribution {
    .primitive(.exponential(try ExponentialDistribution(rate: rate)))
  }

  static func exponential(median: Double) throws(DistributionError) -> Distribution {
    .primitive(.exponential(try ExponentialDistribution(median: median)))
  }

  static func gamma(
    shape: Double, scale: Double
  ) throws(DistributionError) -> Distribution {
    .primitive(.gamma(try GammaDistribution(shape: shape, scale: scale)))
  }

  static func gamma(mean: Double, sd: Double) throws(DistributionError) -> Distribution {
    .primitive(.gamma(try GammaDistribution(mean: mean, sd: sd)))
  }

  static func gamma(
    mean: Double, shape: Double
  ) throws(DistributionError) -> Distribution {
    .primitive(.gamma(try GammaDistribution(mean: mean, shape: shape)))
  }

  static func beta(a: Double, b: Double) throws(DistributionError) -> Distribution {
    .primitive(.beta(try BetaDistribution(a: a, b: b)))
  }

  /// Makes a beta distribution from mean and standard deviation, sd² < mean (1 − mean).
  static func beta(mean: Double, sd: Double) throws(DistributionError) -> Distribution {
    .primitive(.beta(try BetaDistribution(mean: mean, sd: sd)))
  }

  static func weibull(
    shape: Double, scale: Double
  ) throws(DistributionError) -> Distribution {
    .primitive(.weibull(try WeibullDistribution(shape: shape, scale: scale)))
  }

  static func weibull(
    quantiles first: KnownQuantile, _ second: KnownQuantile
  ) throws(DistributionError) -> Distribution {
    .primitive(.weibull(try WeibullDistribution(quantiles: first, second)))
  }

  static func pareto(
    shape: Double, min: Double
  ) throws(DistributionError) -> Distribution {
    .primitive(.pareto(try ParetoDistribution(shape: shape, min: min)))
  }

  /// Makes a triangular distribution, min ≤ mode ≤ max.
  static func triangular(
    min: Double, mode: Double, max: Double
  ) throws(DistributionError) -> Distribution {
    .primitive(.triangular(try TriangularDistribution(min: min, mode: mode, max: max)))
  }
}
