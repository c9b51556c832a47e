import Foundation
import Testing

@testable import Scenarios

@Suite struct `The reach of a law` {
  private func reach(_ text: String) throws -> ClosedRange<Double> {
    try DistributionParser.parse(text, unit: .plain).reach()
  }

  @Test(arguments: [
    ("normal(12, 3)", -6.0, 30.0), ("uniform(2, 5)", 2, 5), ("3", 3, 3),
    ("triangular(1, 2, 4)", 1, 4),
    ("bernoulli(0.3)", 0, 1), ("discrete(4: 1, 2: 1, 9: 0)", 2, 4), ("empirical(3, 1, 7)", 1, 7),
    ("truncated(normal(0, 1), min: 0)", 0, 6), ("truncated(normal(0, 1), min: 9)", 9, 9),
    ("mixture(1: uniform(0, 1), 1: normal(5, 1))", -1, 11), ("binomial(10, 0.5)", 0, 10),
  ])
  func `is its support without far tails`(text: String, lower: Double, upper: Double) throws {
    let reach = try reach(text)
    #expect(abs(reach.lowerBound - lower) < 1e-9)
    #expect(abs(reach.upperBound - upper) < 1e-9)
  }

  @Test(arguments: [
    "lognormal(mean: 2, sd: 1)", "lognormal(0, 1)", "lognormal(p10: 1, p90: 9)", "gamma(2, 3)",
    "gamma(mean: 9, sd: 8)", "gamma(mean: 9, shape: 2)", "weibull(2, 3)", "weibull(p10: 1, p90: 4)",
    "exponential(2)", "pareto(2, 1)", "poisson(4)", "negative_binomial(4, 0.5)", "geometric(0.2)",
    "beta(2, 6)",
  ])
  func `of positive laws stays above 0 and is wide`(text: String) throws {
    let reach = try reach(text)
    #expect(reach.lowerBound >= 0)
    #expect(reach.upperBound > 2 * reach.lowerBound)
    #expect(reach.upperBound.isFinite)
  }

  @Test func `is the same for other ways to give the same law`() throws {
    // Standard normal quantiles: 1.2815515655446004 at 90 %.
    let normal = try reach("normal(p10: -1.2815515655446004, p90: 1.2815515655446004)")
    #expect(abs(normal.lowerBound + 6) < 1e-9)
    #expect(abs(normal.upperBound - 6) < 1e-9)
    let median = try reach("lognormal(median: 2, sigma: 0.5)")
    #expect(abs(median.upperBound / (2 * exp(3.0)) - 1) < 1e-12)
    // Quantiles of the Weibull with shape 2 and scale 3: 3 × sqrt(-log(1 - p)).
    let low = 3 * sqrt(-log1p(-0.1))
    let high = 3 * sqrt(-log1p(-0.9))
    let weibull = try reach("weibull(p10: \(low), p90: \(high))")
    let same = try reach("weibull(2, 3)")
    #expect(abs(weibull.upperBound / same.upperBound - 1) < 1e-9)
    #expect(abs(weibull.lowerBound / same.lowerBound - 1) < 1e-9)
  }

  @Test func `of a gamma is near its quantile`() throws {
    // Of the chi-squared with 8 degrees of freedom 1e-9 lies above about 60.
    let reach = try reach("gamma(4, 2)")
    #expect((54...66).contains(reach.upperBound))
  }

  @Test func `adds features by the sign of their coefficients`() throws {
    let feature = TaskFeature(
      name: "a", law: DistributionSpec(family: "uniform", parameters: [("min", 1), ("max", 2)]))
    let variation = Variation(name: "x", constant: 10, coefficients: [-3], law: nil)
    #expect(try variation.reach(features: [feature]) == 4...7)
  }

  @Test(arguments: [
    (0.0, "0"), (1.5, "1.5"), (-2, "-2"), (1.5e-5, "0.000015"), (1e-7, "0.0000001"),
    (1.25e17, "125000000000000000"), (-3e-6, "-0.000003"), (0.1, "0.1"),
    (1e16, "10000000000000000"),
  ])
  func `is written without exponents`(value: Double, text: String) {
    #expect(value.plainText == text)
    #expect(WrittenNumber(text)?.value == value)
  }

  @Test(arguments: [
    (12.348, 2, "12.35"), (-0.004, 2, "0.00"), (-3.2, 2, "-3.20"), (444.6, 0, "445"),
    (0.0005, 3, "0.001"), (7, 2, "7.00"),
  ])
  func `is rounded to decimals`(value: Double, decimals: Int, text: String) {
    #expect(value.withDecimals(decimals) == text)
  }
}
