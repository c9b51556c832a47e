/// A distribution of a family with at most three numbers as parameters.
///
/// A trivial value without references: it can lie in flat tables of a hot loop.
package enum PrimitiveDistribution: RealDistribution, Hashable, BitwiseCopyable {
  case constant(ConstantDistribution)
  case uniform(UniformDistribution)
  case normal(NormalDistribution)
  case lognormal(LognormalDistribution)
  case exponential(ExponentialDistribution)
  case gamma(GammaDistribution)
  case beta(BetaDistribution)
  case weibull(WeibullDistribution)
  case pareto(ParetoDistribution)
  case triangular(TriangularDistribution)
  case bernoulli(BernoulliDistribution)
  case binomial(BinomialDistribution)
  case poisson(PoissonDistribution)
  case negativeBinomial(NegativeBinomialDistribution)
  case geometric(GeometricDistribution)

  package func sample(using stream: inout RandomStream) -> Double {
    switch self {
    case .constant(let family): family.sample(using: &stream)
    case .uniform(let family): family.sample(using: &stream)
    case .normal(let family): family.sample(using: &stream)
    case .lognormal(let family): family.sample(using: &stream)
    case .exponential(let family): family.sample(using: &stream)
    case .gamma(let family): family.sample(using: &stream)
    case .beta(let family): family.sample(using: &stream)
    case .weibull(let family): family.sample(using: &stream)
    case .pareto(let family): family.sample(using: &stream)
    case .triangular(let family): family.sample(using: &stream)
    case .bernoulli(let family): family.sample(using: &stream)
    case .binomial(let family): family.sample(using: &stream)
    case .poisson(let family): family.sample(using: &stream)
    case .negativeBinomial(let family): family.sample(using: &stream)
    case .geometric(let family): family.sample(using: &stream)
    }
  }

  /// The family's own value, for everything but the hot path.
  var family: any ScalarDistribution {
    switch self {
    case .constant(let family): family
    case .uniform(let family): family
    case .normal(let family): family
    case .lognormal(let family): family
    case .exponential(let family): family
    case .gamma(let family): family
    case .beta(let family): family
    case .weibull(let family): family
    case .pareto(let family): family
    case .triangular(let family): family
    case .bernoulli(let family): family
    case .binomial(let family): family
    case .poisson(let family): family
    case .negativeBinomial(let family): family
    case .geometric(let family): family
    }
  }
}

extension DistributionFamily {
  /// The table of families whose arguments are numbers.
  static let all: [DistributionFamily] = [
    ConstantDistribution.family,
    UniformDistribution.family,
    NormalDistribution.family,
    LognormalDistribution.family,
    ExponentialDistribution.family,
    GammaDistribution.family,
    BetaDistribution.family,
    WeibullDistribution.family,
    ParetoDistribution.family,
    TriangularDistribution.family,
    BernoulliDistribution.family,
    BinomialDistribution.family,
    PoissonDistribution.family,
    NegativeBinomialDistribution.family,
    GeometricDistribution.family,
  ]
}

extension PrimitiveDistribution {
  var support: DistributionSupport { family.support }
  var mean: Double { family.mean }
  var variance: Double { family.variance }
  func density(_ x: Double) -> Double { family.density(x) }
  func cdf(_ x: Double) -> Double { family.cdf(x) }
  func upperTail(_ x: Double) -> Double { family.upperTail(x) }
  func quantile(_ p: Double) -> Double { family.quantile(p) }
  func upperQuantile(_ q: Double) -> Double { family.upperQuantile(q) }

  /// Gives P(X < x).
  func cdf(below x: Double) -> Double {
    guard !isContinuous else { return cdf(x) }
    if case .constant(let family) = self { return x > family.value ? 1 : 0 }
    return cdf(x.rounded(.up) - 1)
  }

  /// Gives P(X ≥ x).
  func upperTail(from x: Double) -> Double {
    guard !isContinuous else { return upperTail(x) }
    if case .constant(let family) = self { return x > family.value ? 0 : 1 }
    return upperTail(x.rounded(.up) - 1)
  }
}
