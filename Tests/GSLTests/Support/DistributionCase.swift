import Testing

@testable import GSL

/// A distribution with the call that makes it, for messages.
struct DistributionCase: Sendable, CustomTestStringConvertible {
  let name: String
  let make: @Sendable () throws -> Distribution

  init(_ name: String, _ make: @escaping @Sendable () throws -> Distribution) {
    self.name = name
    self.make = make
  }

  var testDescription: String { name }

  static let continuous: [DistributionCase] = [
    DistributionCase("uniform(-2, 5)") { try .uniform(min: -2, max: 5) },
    DistributionCase("normal(3, 0.5)") { try .normal(mean: 3, sd: 0.5) },
    DistributionCase("lognormal(0.2, 0.7)") { try .lognormal(mu: 0.2, sigma: 0.7) },
    DistributionCase("lognormal(-3, 3)") { try .lognormal(mu: -3, sigma: 3) },
    DistributionCase("exponential(4)") { try .exponential(mean: 4) },
    DistributionCase("gamma(0.05, 2)") { try .gamma(shape: 0.05, scale: 2) },
    DistributionCase("gamma(0.7, 2)") { try .gamma(shape: 0.7, scale: 2) },
    DistributionCase("gamma(1, 1)") { try .gamma(shape: 1, scale: 1) },
    DistributionCase("gamma(8.3, 0.1)") { try .gamma(shape: 8.3, scale: 0.1) },
    DistributionCase("gamma(5000, 1)") { try .gamma(shape: 5000, scale: 1) },
    DistributionCase("beta(2, 6)") { try .beta(a: 2, b: 6) },
    DistributionCase("beta(0.3, 0.4)") { try .beta(a: 0.3, b: 0.4) },
    DistributionCase("beta(0.2, 5)") { try .beta(a: 0.2, b: 5) },
    DistributionCase("beta(400, 300)") { try .beta(a: 400, b: 300) },
    DistributionCase("weibull(0.6, 3)") { try .weibull(shape: 0.6, scale: 3) },
    DistributionCase("weibull(4, 3)") { try .weibull(shape: 4, scale: 3) },
    DistributionCase("pareto(1.5, 2)") { try .pareto(shape: 1.5, min: 2) },
    DistributionCase("pareto(6, 0.1)") { try .pareto(shape: 6, min: 0.1) },
    DistributionCase("triangular(1, 2, 7)") { try .triangular(min: 1, mode: 2, max: 7) },
    DistributionCase("triangular(0, 0, 1)") { try .triangular(min: 0, mode: 0, max: 1) },
    DistributionCase("triangular(0, 1, 1)") { try .triangular(min: 0, mode: 1, max: 1) },
    DistributionCase("truncated normal") {
      try .normal(mean: 0, sd: 1).truncated(from: -0.5, to: 3)
    },
    DistributionCase("truncated normal, far tail") {
      try .normal(mean: 0, sd: 1).truncated(from: 9)
    },
    DistributionCase("truncated gamma, rejection") {
      try .gamma(shape: 2, scale: 1).truncated(from: 0.5, to: 4)
    },
    DistributionCase("truncated gamma, inversion") {
      try .gamma(shape: 2, scale: 1).truncated(from: 12, to: 20)
    },
    DistributionCase("mixture") {
      try .mixture([(0.7, .normal(mean: 0, sd: 1)), (0.3, .exponential(mean: 2))])
    },
    DistributionCase("truncated mixture") {
      try .mixture([(0.7, .normal(mean: 0, sd: 1)), (0.3, .exponential(mean: 2))])
        .truncated(from: -1, to: 2.5)
    },
    DistributionCase("scaled beta") { try .beta(a: 2, b: 3).scaled(by: 24) },
  ]

  static let discrete: [DistributionCase] = [
    DistributionCase("bernoulli(0.3)") { try .bernoulli(p: 0.3) },
    DistributionCase("binomial(7, 0.4)") { try .binomial(n: 7, p: 0.4) },
    DistributionCase("binomial(1000, 0.02)") { try .binomial(n: 1000, p: 0.02) },
    DistributionCase("binomial(500, 0.8)") { try .binomial(n: 500, p: 0.8) },
    DistributionCase("poisson(0.3)") { try .poisson(mean: 0.3) },
    DistributionCase("poisson(6)") { try .poisson(mean: 6) },
    DistributionCase("poisson(70)") { try .poisson(mean: 70) },
    DistributionCase("negative binomial(3, 0.6)") {
      try .negativeBinomial(mean: 3, dispersion: 0.6)
    },
    DistributionCase("negative binomial(4, 0.3)") { try .negativeBinomial(size: 4, p: 0.3) },
    DistributionCase("geometric(0.25)") { try .geometric(p: 0.25) },
    DistributionCase("geometric, mean 12") { try .geometric(mean: 12) },
    DistributionCase("discrete") { try .discrete([(1, 0.5), (2, 0.3), (5, 0.2)]) },
    DistributionCase("discrete, uneven") {
      try .discrete((1...20).map { (value: Double($0 * $0), weight: 1 / Double($0)) })
    },
    DistributionCase("empirical") { try .empirical([3, 4, 4, 7]) },
    DistributionCase("mixture of counts") {
      try .mixture([(1, .constant(0)), (3, .poisson(mean: 2))])
    },
    DistributionCase("truncated poisson") { try .poisson(mean: 4).truncated(from: 1, to: 6) },
    DistributionCase("truncated discrete") {
      try .discrete([(1, 0.5), (2, 0.3), (5, 0.2)]).truncated(from: 2)
    },
    DistributionCase("scaled poisson") { try .poisson(mean: 4).scaled(by: 0.1) },
    DistributionCase("scaled truncated geometric") {
      try .geometric(p: 0.2).truncated(from: 3).scaled(by: 7)
    },
  ]

  static let all = continuous + discrete
}

extension RandomStream {
  /// Makes a stream for a test.
  init(test number: UInt64) {
    self.init(
      key: RandomKey(seed: 1, replication: 0), customer: number, place: Place("test", "draws"),
      purpose: .trait)
  }
}
