import Testing

@testable import GSL

@Suite struct `Compound distributions` {
  @Test func `compound families by name`() throws {
    let normal = try Distribution.normal(mean: 0, sd: 1)
    #expect(
      try Distribution.named("discrete", parameters: [:], points: [(1, 2), (3, 2)])
        == .discrete([(1, 0.5), (3, 0.5)]))
    #expect(
      try Distribution.named("empirical", parameters: [:], points: [(4, 1), (2, 9)])
        == .empirical([2, 4]))
    #expect(
      try Distribution.named("mixture", parameters: [:], components: [(1, normal)])
        == .mixture([(1, normal)]))
    #expect(
      try Distribution.named("truncated", parameters: ["min": 0], components: [(1, normal)])
        == normal.truncated(from: 0))
    #expect(
      try Distribution.named("truncated", parameters: ["max": 0], components: [(1, normal)])
        == normal.truncated(to: 0))
  }

  @Test func `compound families refuse what they cannot use`() throws {
    let normal = try Distribution.normal(mean: 0, sd: 1)
    let refused: [() throws -> Distribution] = [
      { try .discrete([]) }, { try .discrete([(1, 0)]) }, { try .discrete([(1, -1), (2, 3)]) },
      { try .discrete([(.nan, 1)]) }, { try .discrete([(1, .infinity)]) },
      { try .empirical([]) }, { try .empirical([.infinity]) },
      { try .mixture([]) }, { try .mixture([(0, normal)]) }, { try .mixture([(-1, normal)]) },
      { try normal.truncated(from: 1, to: 1) }, { try normal.truncated(from: 60) },
      { try normal.truncated(from: .nan) },
      { try .uniform(min: 0, max: 1).truncated(from: 2, to: 3) },
      { try .poisson(mean: 3).truncated(from: 1.2, to: 1.8) },
      { try .discrete([(1, 1)]).truncated(from: 2) },
      { try .empirical([1]).truncated(from: 2) },
      { try .mixture([(1, .constant(1))]).truncated(from: 2) },
      { try normal.scaled(by: 0) }, { try normal.scaled(by: -1) },
      { try .named("truncated", parameters: ["min": 0]) },
      { try .named("truncated", parameters: [:], components: [(1, normal)]) },
      { try .named("truncated", parameters: ["low": 0], components: [(1, normal)]) },
      { try .named("discrete", parameters: ["mean": 0], points: [(1, 1)]) },
    ]
    for make in refused {
      #expect(throws: DistributionError.self) { try make() }
    }
  }

  @Test func `weights of a repeated value add up and weights of 0 vanish`() throws {
    let distribution = try Distribution.discrete([(5, 1), (2, 1), (5, 1), (9, 0), (2, 1)])
    #expect(distribution.density(5) == 0.5 && distribution.density(9) == 0)
    #expect(distribution.support == DistributionSupport(2, 5, isDiscrete: true))
  }

  @Test func `truncation keeps the shares of a mixture right`() throws {
    let mixture = try Distribution.mixture([
      (0.5, .uniform(min: 0, max: 1)), (0.5, .uniform(min: 0, max: 10)),
    ])
    let truncated = try mixture.truncated(from: 0.5)
    // Left: 0.25 of the first half, 0.475 of the second.
    expectClose(truncated.cdf(1), (0.25 + 0.025) / (0.25 + 0.475), within: 1e-13)
    let twice = try Distribution.normal(mean: 0, sd: 1).truncated(from: -1).truncated(to: 1)
    let once = try Distribution.normal(mean: 0, sd: 1).truncated(from: -1, to: 1)
    #expect(twice == once)
  }

  @Test(arguments: DistributionCase.all)
  func `a multiple has multiplied quantiles`(example: DistributionCase) throws {
    let distribution = try example.make()
    let multiple = try distribution.scaled(by: 2.5)
    expectClose(multiple.mean, distribution.mean * 2.5, within: 1e-8)
    for p in [0.01, 0.3, 0.5, 0.9] {
      let x = distribution.quantile(p)
      expectClose(multiple.quantile(p), x * 2.5, within: 1e-9)
      #expect(abs(multiple.cdf(2.5 * x) - distribution.cdf(x)) < 1e-9)
      #expect(abs(multiple.upperTail(2.5 * x) - distribution.upperTail(x)) < 1e-9)
    }
    #expect(try distribution.scaled(by: 1) == distribution)
  }

  @Test func `a copula gives its correlation`() throws {
    let copula = try GaussianCopula(
      correlation: Matrix([[1, -0.6, 0], [-0.6, 1, 0.3], [0, 0.3, 1]]))
    let normal = try Distribution.normal(mean: 0, sd: 1)
    var stream = RandomStream(test: 31)
    var products = [0.0, 0, 0]
    let count = 20_000
    for _ in 0..<count {
      var z = (0..<3).map { _ in normal.sample(using: &stream) }
      copula.transform(&z)
      products[0] += z[0] * z[1]
      products[1] += z[0] * z[2]
      products[2] += z[1] * z[2]
    }
    for (product, correlation) in zip(products, [-0.6, 0, 0.3]) {
      #expect(abs(product / Double(count) - correlation) < 4 * 1.2 / Double(count).squareRoot())
    }
  }

  @Test func `a copula maps unit deviates by the factor`() throws {
    let copula = try GaussianCopula(correlation: Matrix([[1, 0.6], [0.6, 1]]))
    var z = [1.0, 1, 7]
    copula.transform(&z)
    #expect(z[0] == 1 && abs(z[1] - 1.4) < 1e-15 && z[2] == 7)
    #expect(throws: LinearAlgebraError.self) {
      try GaussianCopula(correlation: Matrix([[1, 1], [1, 1]]))
    }
    #expect(throws: LinearAlgebraError.self) {
      try GaussianCopula(correlation: Matrix([[2, 0], [0, 1]]))
    }
  }
}
