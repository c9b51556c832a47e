@testable import GSL

extension Distribution {
  static func bernoulli(p: Double) throws(DistributionError) -> Distribution {
    .primitive(.bernoulli(try BernoulliDistribution(p: p)))
  }

  /// Makes the distribution of successes in n trials; n is a whole number.
  static func binomial(n: Double, p: Double) throws(DistributionError) -> Distribution {
    .primitive(.binomial(try BinomialDistribution(n: n, p: p)))
  }

  static func poisson(mean: Double) throws(DistributionError) -> Distribution {
    .primitive(.poisson(try PoissonDistribution(mean: mean)))
  }

  /// Makes a negative binomial distribution with variance mean + mean² / dispersion.
  static func negativeBinomial(
    mean: Double, dispersion: Double
  ) throws(DistributionError) -> Distribution {
    .primitive(
      .negativeBinomial(try NegativeBinomialDistribution(mean: mean, dispersion: dispersion)))
  }

  /// Makes a negative binomial distribution of failures before `size` successes.
  static func negativeBinomial(
    size: Double, p: Double
  ) throws(DistributionError) -> Distribution {
    .primitive(.negativeBinomial(try NegativeBinomialDistribution(size: size, p: p)))
  }

  /// Makes the distribution of trials up to and with the first success.
  static func geometric(p: Double) throws(DistributionError) -> Distribution {
    .primitive(.geometric(try GeometricDistribution(p: p)))
  }

  /// Makes the distribution of trials up to and with the first success, mean at least 1.
  static func geometric(mean: Double) throws(DistributionError) -> Distribution {
    .primitive(.geometric(try GeometricDistribution(mean: mean)))
  }

  static func discrete(
    _ points: [(value: Double, weight: Double)]
  ) throws(DistributionError) -> Distribution {
    .discrete(try DiscreteDistribution(points))
  }

  static func empirical(_ values: [Double]) throws(DistributionError) -> Distribution {
    .empirical(try EmpiricalDistribution(values))
  }

  static func mixture(
    _ components: [(weight: Double, distribution: Distribution)]
  ) throws(DistributionError) -> Distribution {
    .mixture(try MixtureDistribution(components))
  }
}
