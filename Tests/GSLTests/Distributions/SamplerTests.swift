import Testing

@testable import GSL

@Suite struct Samplers {
  private static let count = 20_000

  private func draws(_ distribution: Distribution) -> [Double] {
    var stream = RandomStream(test: 11)
    return (0..<Self.count).map { _ in distribution.sample(using: &stream) }
  }

  @Test(arguments: DistributionCase.continuous)
  func `continuous draws follow the distribution function`(example: DistributionCase) throws {
    let distribution = try example.make()
    let sorted = draws(distribution).sorted()
    #expect(sorted.allSatisfy { $0.isFinite })
    #expect(sorted[0] >= distribution.support.lower)
    #expect(sorted[Self.count - 1] <= distribution.support.upper)
    var distance = 0.0
    for (index, x) in sorted.enumerated() {
      let cdf = distribution.cdf(x)
      distance = max(distance, cdf - Double(index) / Double(Self.count))
      distance = max(distance, Double(index + 1) / Double(Self.count) - cdf)
    }
    #expect(distance < 1.95 / Double(Self.count).squareRoot())
  }

  @Test(arguments: DistributionCase.discrete)
  func `discrete draws follow the probabilities`(example: DistributionCase) throws {
    let distribution = try example.make()
    var counts: [Double: Double] = [:]
    for x in draws(distribution) { counts[x, default: 0] += 1 }
    #expect(counts.keys.allSatisfy { distribution.density($0) > 0 })
    // Values in order, pooled until five are expected.
    var statistic = 0.0
    var cells = 0.0
    var used = 0.0
    var observed = 0.0
    for x in counts.keys.sorted() {
      observed += counts[x] ?? 0
      let expected = Double(Self.count) * distribution.cdf(x) - used
      if expected >= 5 {
        statistic += (observed - expected) * (observed - expected) / expected
        cells += 1
        used += expected
        observed = 0
      }
    }
    let rest = Double(Self.count) - used
    if rest >= 1 { statistic += (observed - rest) * (observed - rest) / rest }
    #expect(ChiSquared.upperTail(statistic, degreesOfFreedom: max(cells - 1, 1)) > 1e-4)
  }

  @Test func `extreme parameters give finite draws`() throws {
    let extremes: [Distribution] = [
      try .gamma(shape: 1e-3, scale: 1e150), try .gamma(shape: 1e9, scale: 1e-150),
      try .beta(a: 1e-3, b: 1e-3), try .beta(a: 1e-3, b: 1e9), try .beta(a: 1e9, b: 1e9),
      try .weibull(shape: 0.05, scale: 1e100), try .pareto(shape: 0.1, min: 1e100),
      try .lognormal(mu: 180, sigma: 40), try .lognormal(mu: -600, sigma: 40),
      try .poisson(mean: 1e9), try .geometric(p: 1e-7), try .geometric(p: 1),
      try .negativeBinomial(mean: 1e3, dispersion: 1e-3), try .binomial(n: 2_147_483_647, p: 0.5),
      try .binomial(n: 0, p: 0.5), try .bernoulli(p: 0), try .bernoulli(p: 1),
      try .negativeBinomial(size: 3, p: 1), try .exponential(mean: 1e150),
      try .uniform(min: -1e150, max: 1e150),
    ]
    var stream = RandomStream(test: 12)
    for distribution in extremes {
      for _ in 0..<500 {
        let x = distribution.sample(using: &stream)
        #expect(x.isFinite, "\(distribution)")
        #expect(x >= distribution.support.lower && x <= distribution.support.upper)
      }
    }
  }

  @Test func `draws are pinned`() throws {
    // One word decides each: F⁻¹(1 − u) or F⁻¹(u) of the words pinned elsewhere.
    var words = RandomStream(test: 13)
    var stream = RandomStream(test: 13)
    let uniform = try Distribution.uniform(min: 10, max: 30)
    let exponential = try Distribution.exponential(mean: 2)
    let pareto = try Distribution.pareto(shape: 3, min: 1)
    for _ in 0..<100 {
      #expect(uniform.sample(using: &stream) == 10 + 20 * words.uniform())
      expectClose(
        exponential.sample(using: &stream), exponential.quantile(words.uniform()), within: 1e-14)
      expectClose(
        pareto.sample(using: &stream), pareto.upperQuantile(words.uniform()), within: 1e-13)
    }
    #expect(stream.nextWord() == words.nextWord())
  }

  @Test func `a constant uses no word`() throws {
    var words = RandomStream(test: 14)
    var stream = RandomStream(test: 14)
    #expect(try Distribution.constant(5).sample(using: &stream) == 5)
    #expect(stream.nextWord() == words.nextWord())
  }
}
