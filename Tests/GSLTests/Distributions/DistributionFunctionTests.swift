import Foundation
import Testing

@testable import GSL

@Suite struct `Distribution functions` {
  private static let probabilities = [1e-9, 1e-4, 0.01, 0.2, 0.5, 0.77, 0.99, 1 - 1e-6]

  @Test(arguments: DistributionCase.continuous)
  func `quantile and distribution function are inverse`(example: DistributionCase) throws {
    let distribution = try example.make()
    for p in Self.probabilities {
      let x = distribution.quantile(p)
      expectClose(distribution.cdf(x), p, within: 1e-10 + rounding(x, p, distribution, example))
      let y = distribution.upperQuantile(p)
      expectClose(
        distribution.upperTail(y), p, within: 1e-10 + rounding(y, p, distribution, example))
    }
  }

  /// Gives the relative change of a probability by the rounding of x and of the function itself.
  ///
  /// The nearest number on the other side of x may be far away in probability; the function of a
  /// truncated distribution is a difference of two numbers below 1.
  private func rounding(
    _ x: Double, _ p: Double, _ distribution: Distribution, _ example: DistributionCase
  ) -> Double {
    let step = distribution.cdf(x + 4 * x.ulp) - distribution.cdf(x - 4 * x.ulp)
    return (step + (example.name.contains("truncated") ? 1e-12 : 1e-16)) / p
  }

  @Test(arguments: DistributionCase.discrete)
  func `a discrete quantile is the least value with enough below`(
    example: DistributionCase
  ) throws {
    let distribution = try example.make()
    for p in Self.probabilities {
      let x = distribution.quantile(p)
      #expect(distribution.cdf(x) >= p)
      #expect(x == distribution.support.lower || distribution.cdf(x - 1e-6) < p)
      #expect(distribution.quantile(distribution.cdf(x)) == x)
      #expect(distribution.upperTail(distribution.upperQuantile(p)) <= p * (1 + 1e-9))
    }
  }

  @Test(arguments: DistributionCase.all)
  func `both tails sum to 1, and rise and fall`(example: DistributionCase) throws {
    let distribution = try example.make()
    var last = 0.0
    for p in Self.probabilities {
      let x = distribution.quantile(p) + 0.01
      #expect(abs(distribution.cdf(x) + distribution.upperTail(x) - 1) < 1e-12)
      #expect(distribution.cdf(x) >= last)
      last = distribution.cdf(x)
    }
    let support = distribution.support
    #expect(distribution.quantile(0) == support.lower)
    #expect(distribution.quantile(1) == support.upper)
    #expect(distribution.upperQuantile(0) == support.upper)
    #expect(distribution.upperQuantile(1) == support.lower)
    #expect(distribution.quantile(-0.1).isNaN && distribution.quantile(1.1).isNaN)
    #expect(distribution.quantile(.nan).isNaN && distribution.upperQuantile(.nan).isNaN)
    #expect(
      distribution.isContinuous == DistributionCase.continuous.contains { $0.name == example.name })
  }

  @Test(arguments: DistributionCase.continuous)
  func `the density integrates to the distribution function`(example: DistributionCase) throws {
    let distribution = try example.make()
    let rule = Quadrature.gaussLegendre(nodes: 64)
    let shares = [0.01, 0.03, 0.1, 0.25, 0.5, 0.75, 0.9, 0.97, 0.99]
    for (low, high) in zip(shares, shares.dropFirst()) {
      let from = distribution.quantile(low)
      let to = distribution.quantile(high)
      // By the logarithm of the distance from the lower end, where a density may be infinite.
      let origin = distribution.support.lower.isFinite ? distribution.support.lower : from - 1
      let part = rule.integrate(from: log(from - origin), to: log(to - origin)) { t in
        distribution.density(origin + exp(t)) * exp(t)
      }
      #expect(abs(part - (high - low)) < 1e-4 * (high - low) || example.name.contains("mixture"))
      if !example.name.contains("mixture"), !example.name.contains("triangular") {
        #expect(abs(part - (high - low)) < 1e-9)
      }
    }
  }

  @Test(arguments: DistributionCase.discrete)
  func `probabilities sum to the distribution function`(example: DistributionCase) throws {
    let distribution = try example.make()
    var points = Set<Double>()
    for rank in 0...2000 { points.insert(distribution.quantile(Double(rank) / 2000)) }
    var sum = 0.0
    for x in points.sorted() where x.isFinite {
      // Points that no quantile met have too little probability to matter.
      sum += distribution.density(x)
    }
    #expect(abs(sum - 1) < 0.02)
    let median = distribution.quantile(0.5)
    #expect(
      abs(
        distribution.cdf(median) - distribution.cdf(median - 1e-6)
          - distribution.density(median)) < 1e-12)
  }
}
