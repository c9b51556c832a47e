import Foundation
import Testing

@testable import GSL

@Suite struct Moments {
  @Test(arguments: DistributionCase.all)
  func `mean and variance are those of the draws`(example: DistributionCase) throws {
    let distribution = try example.make()
    let mean = distribution.mean
    let variance = distribution.variance
    guard variance.isFinite else { return }
    var stream = RandomStream(test: 21)
    let count = 20_000
    var sum = 0.0
    var squares = 0.0
    for _ in 0..<count {
      let deviation = distribution.sample(using: &stream) - mean
      sum += deviation
      squares += deviation * deviation
    }
    let sd = variance.squareRoot()
    #expect(abs(sum / Double(count)) < 4 * sd / Double(count).squareRoot())
    // The fourth moment of the widest cases is too large for a sample of this size.
    if example.name != "lognormal(-3, 3)" {
      #expect(abs(squares / Double(count) / variance - 1) < 0.2)
    }
  }

  @Test(arguments: [
    DistributionCase("normal") { try .normal(mean: 3, sd: 0.5) },
    DistributionCase("lognormal") { try .lognormal(mean: 3, sd: 0.5) },
    DistributionCase("gamma") { try .gamma(mean: 3, sd: 0.5) },
    DistributionCase("gamma by shape") { try .gamma(mean: 3, shape: 36) },
    DistributionCase("uniform") {
      try .uniform(min: 3 - 0.75.squareRoot(), max: 3 + 0.75.squareRoot())
    },
    DistributionCase("scaled beta") { try .beta(mean: 0.3, sd: 0.05).scaled(by: 10) },
  ])
  func `factories reproduce mean 3 and sd 0.5`(example: DistributionCase) throws {
    let distribution = try example.make()
    expectClose(distribution.mean, 3, within: 1e-13)
    expectClose(distribution.variance, 0.25, within: 1e-12)
  }

  @Test func `parameterisations agree`() throws {
    expectClose(try Distribution.exponential(rate: 4).mean, 0.25, within: 1e-15)
    expectClose(try Distribution.exponential(median: 3).quantile(0.5), 3, within: 1e-14)
    expectClose(
      try Distribution.lognormal(median: 3, sigma: 0.4).quantile(0.5), 3, within: 1e-14)
    expectClose(try Distribution.geometric(mean: 8).mean, 8, within: 1e-15)
    let counts = try Distribution.negativeBinomial(mean: 3, dispersion: 0.5)
    expectClose(counts.mean, 3, within: 1e-14)
    expectClose(counts.variance, 3 + 9 / 0.5, within: 1e-14)
    let trials = try Distribution.negativeBinomial(size: 4, p: 0.3)
    expectClose(trials.mean, 4 * 0.7 / 0.3, within: 1e-14)
    let beta = try Distribution.beta(mean: 0.25, sd: 0.1)
    expectClose(beta.mean, 0.25, within: 1e-14)
    expectClose(beta.variance, 0.01, within: 1e-13)
  }

  @Test(arguments: [
    DistributionCase("normal") {
      try .normal(
        quantiles: KnownQuantile(probability: 0.1, value: 2),
        KnownQuantile(probability: 0.75, value: 9))
    },
    DistributionCase("lognormal") {
      try .lognormal(
        quantiles: KnownQuantile(probability: 0.1, value: 2),
        KnownQuantile(probability: 0.75, value: 9))
    },
    DistributionCase("weibull") {
      try .weibull(
        quantiles: KnownQuantile(probability: 0.1, value: 2),
        KnownQuantile(probability: 0.75, value: 9))
    },
  ])
  func `quantiles given are quantiles had`(example: DistributionCase) throws {
    let distribution = try example.make()
    expectClose(distribution.quantile(0.1), 2, within: 1e-13)
    expectClose(distribution.quantile(0.75), 9, within: 1e-13)
  }

  @Test func `moments of truncated distributions`() throws {
    // Half normal: √(2/π) and 1 − 2/π.
    let half = try Distribution.normal(mean: 0, sd: 1).truncated(from: 0)
    expectClose(half.mean, (2 / Double.pi).squareRoot(), within: 1e-11)
    expectClose(half.variance, 1 - 2 / Double.pi, within: 1e-9)
    // The exponential distribution does not remember.
    let rest = try Distribution.exponential(mean: 2).truncated(from: 50)
    expectClose(rest.mean, 52, within: 1e-11)
    expectClose(rest.variance, 4, within: 1e-9)
    // Poisson without 0: λ / (1 − e^−λ).
    let positive = try Distribution.poisson(mean: 1.5).truncated(from: 1)
    expectClose(positive.mean, 1.5 / (1 - exp(-1.5)), within: 1e-11)
    let pareto = try Distribution.pareto(shape: 3, min: 1).truncated(from: 4)
    #expect(try pareto == .pareto(shape: 3, min: 4))
  }

  @Test func `moments that do not exist are infinite`() throws {
    #expect(try Distribution.pareto(shape: 1, min: 1).mean == .infinity)
    #expect(try Distribution.pareto(shape: 2, min: 1).variance == .infinity)
    let mixture = try Distribution.mixture([
      (0.5, .pareto(shape: 0.5, min: 1)), (0.5, .constant(1)),
    ])
    #expect(mixture.mean == .infinity && mixture.variance == .infinity)
  }
}
