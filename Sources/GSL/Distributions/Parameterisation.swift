/// One way to state a family: names of parameters and what they make.
package struct Parameterisation: Sendable {
  /// Name of the family in scenario files.
  package let family: String
  /// Parameters in the order of writing.
  package let parameters: [DistributionParameter]
  let make: @Sendable ([Double]) throws(DistributionError) -> Distribution

  init(
    _ family: String, _ parameters: [DistributionParameter],
    _ make: @escaping @Sendable ([Double]) throws(DistributionError) -> Distribution
  ) {
    self.family = family
    self.parameters = parameters
    self.make = make
  }

  /// The names in parentheses, as in "(mean, sd)".
  var signature: String {
    "(\(parameters.map(\.name).joined(separator: ", ")))"
  }
}

extension Parameterisation {
  /// All ways to state a family by named numbers, the standard one of each family first.
  ///
  /// Families that also take two quantiles are in ``quantileFamilies``.
  package static let all: [Parameterisation] = continuous + discrete

  /// Families that can be stated by two quantiles such as p10 and p90.
  package static let quantileFamilies = ["normal", "lognormal", "weibull"]

  /// Families that are stated by values or by other distributions.
  package static let compoundFamilies = ["discrete", "empirical", "mixture", "truncated"]

  private static func parameter(_ name: String, _ range: ParameterRange = .positive)
    -> DistributionParameter
  {
    DistributionParameter(name, range)
  }

  private static let continuous: [Parameterisation] = [
    Parameterisation("constant", ConstantDistribution.parameters) {
      (v) throws(DistributionError) in try .constant(v[0])
    },
    Parameterisation("uniform", UniformDistribution.parameters) {
      (v) throws(DistributionError) in try .uniform(min: v[0], max: v[1])
    },
    Parameterisation("normal", NormalDistribution.parameters) {
      (v) throws(DistributionError) in try .normal(mean: v[0], sd: v[1])
    },
    Parameterisation("lognormal", LognormalDistribution.parameters) {
      (v) throws(DistributionError) in try .lognormal(mu: v[0], sigma: v[1])
    },
    Parameterisation("lognormal", [parameter("mean"), parameter("sd")]) {
      (v) throws(DistributionError) in try .lognormal(mean: v[0], sd: v[1])
    },
    Parameterisation(
      "lognormal", [parameter("median"), LognormalDistribution.parameters[1]]
    ) {
      (v) throws(DistributionError) in try .lognormal(median: v[0], sigma: v[1])
    },
    Parameterisation("exponential", ExponentialDistribution.parameters) {
      (v) throws(DistributionError) in try .exponential(mean: v[0])
    },
    Parameterisation("exponential", [parameter("rate")]) {
      (v) throws(DistributionError) in try .exponential(rate: v[0])
    },
    Parameterisation("exponential", [parameter("median")]) {
      (v) throws(DistributionError) in try .exponential(median: v[0])
    },
    Parameterisation("gamma", GammaDistribution.parameters) {
      (v) throws(DistributionError) in try .gamma(shape: v[0], scale: v[1])
    },
    Parameterisation("gamma", [parameter("mean"), parameter("sd")]) {
      (v) throws(DistributionError) in try .gamma(mean: v[0], sd: v[1])
    },
    Parameterisation("gamma", [parameter("mean"), parameter("shape", .shape)]) {
      (v) throws(DistributionError) in try .gamma(mean: v[0], shape: v[1])
    },
    Parameterisation("beta", BetaDistribution.parameters) {
      (v) throws(DistributionError) in try .beta(a: v[0], b: v[1])
    },
    Parameterisation("beta", [parameter("mean", .openUnit), parameter("sd")]) {
      (v) throws(DistributionError) in try .beta(mean: v[0], sd: v[1])
    },
    Parameterisation("weibull", WeibullDistribution.parameters) {
      (v) throws(DistributionError) in try .weibull(shape: v[0], scale: v[1])
    },
    Parameterisation("pareto", ParetoDistribution.parameters) {
      (v) throws(DistributionError) in try .pareto(shape: v[0], min: v[1])
    },
    Parameterisation("triangular", TriangularDistribution.parameters) {
      (v) throws(DistributionError) in try .triangular(min: v[0], mode: v[1], max: v[2])
    },
  ]

  private static let discrete: [Parameterisation] = [
    Parameterisation("bernoulli", BernoulliDistribution.parameters) {
      (v) throws(DistributionError) in try .bernoulli(p: v[0])
    },
    Parameterisation("binomial", BinomialDistribution.parameters) {
      (v) throws(DistributionError) in try .binomial(n: v[0], p: v[1])
    },
    Parameterisation("poisson", PoissonDistribution.parameters) {
      (v) throws(DistributionError) in try .poisson(mean: v[0])
    },
    Parameterisation(
      "negative_binomial", [parameter("mean"), parameter("dispersion", .shape)]
    ) {
      (v) throws(DistributionError) in try .negativeBinomial(mean: v[0], dispersion: v[1])
    },
    Parameterisation("negative_binomial", NegativeBinomialDistribution.parameters) {
      (v) throws(DistributionError) in try .negativeBinomial(size: v[0], p: v[1])
    },
    Parameterisation("geometric", GeometricDistribution.parameters) {
      (v) throws(DistributionError) in try .geometric(p: v[0])
    },
    Parameterisation("geometric", [parameter("mean", ParameterRange(from: 1, to: 1e7))]) {
      (v) throws(DistributionError) in try .geometric(mean: v[0])
    },
  ]
}
