import Testing

@testable import Scenarios

@Suite struct `Distributions` {
  @Test(arguments: [
    ("3", "constant", ["value": 3]), ("-0.5", "constant", ["value": -0.5]),
    ("constant(2)", "constant", ["value": 2]),
    ("uniform(1, 2)", "uniform", ["min": 1, "max": 2]),
    ("uniform(max: 2, min: 1)", "uniform", ["min": 1, "max": 2]),
    ("normal(0, 1)", "normal", ["mean": 0, "sd": 1]),
    ("normal(p10: -1, p90: 1)", "normal", ["p10": -1, "p90": 1]),
    ("normal(0, sd: 1)", "normal", ["mean": 0, "sd": 1]),
    ("lognormal(0.1, 0.5)", "lognormal", ["mu": 0.1, "sigma": 0.5]),
    ("lognormal(mean: 1.6, sd: 0.5)", "lognormal", ["mean": 1.6, "sd": 0.5]),
    ("lognormal(median: 1.6, sigma: 0.5)", "lognormal", ["median": 1.6, "sigma": 0.5]),
    ("lognormal(p5: 1, p95: 9)", "lognormal", ["p5": 1, "p95": 9]),
    ("exponential(2)", "exponential", ["mean": 2]),
    ("exponential(rate: 3)", "exponential", ["rate": 3]),
    ("exponential(median: 3)", "exponential", ["median": 3]),
    ("gamma(2, 3)", "gamma", ["shape": 2, "scale": 3]),
    ("gamma(mean: 9, sd: 8)", "gamma", ["mean": 9, "sd": 8]),
    ("gamma(mean: 9, shape: 2)", "gamma", ["mean": 9, "shape": 2]),
    ("beta(2, 6)", "beta", ["a": 2, "b": 6]),
    ("beta(mean: 0.65, sd: 0.15)", "beta", ["mean": 0.65, "sd": 0.15]),
    ("weibull(2, 3)", "weibull", ["shape": 2, "scale": 3]),
    ("weibull(p10: 1, p90: 4)", "weibull", ["p10": 1, "p90": 4]),
    ("pareto(2, 1)", "pareto", ["shape": 2, "min": 1]),
    ("triangular(0, 1, 3)", "triangular", ["min": 0, "mode": 1, "max": 3]),
    ("bernoulli(0.3)", "bernoulli", ["p": 0.3]),
    ("binomial(10, 0.3)", "binomial", ["n": 10, "p": 0.3]),
    ("poisson(4)", "poisson", ["mean": 4]),
    ("negative_binomial(4, 0.5)", "negative_binomial", ["mean": 4, "dispersion": 0.5]),
    ("negative_binomial(size: 4, p: 0.5)", "negative_binomial", ["size": 4, "p": 0.5]),
    ("geometric(0.2)", "geometric", ["p": 0.2]),
    ("geometric(mean: 5)", "geometric", ["mean": 5]),
  ])
  func `of plain numbers are read`(text: String, family: String, parameters: [String: Double])
    throws
  {
    let spec = try DistributionParser.parse(text, unit: .plain)
    #expect(spec.family == family)
    #expect(
      Dictionary(spec.parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        == parameters)
  }

  @Test(arguments: [
    ("2 days", "constant", ["value": 48]),
    ("gamma(mean: 9 min, sd: 30 min)", "gamma", ["mean": 0.15, "sd": 0.5]),
    ("gamma(2, 3 h)", "gamma", ["shape": 2, "scale": 3]),
    ("exponential(rate: 48 / day)", "exponential", ["rate": 2]),
    ("lognormal(mu: 0.5, sigma: 1)", "lognormal", ["mu": 0.5, "sigma": 1]),
    ("lognormal(p10: 1 h, p90: 2 days)", "lognormal", ["p10": 1, "p90": 48]),
  ])
  func `of times are in hours`(text: String, family: String, parameters: [String: Double]) throws {
    let spec = try DistributionParser.parse(text, unit: .time)
    #expect(spec.family == family)
    #expect(
      Dictionary(spec.parameters.map { ($0.name, $0.value) }, uniquingKeysWith: { $1 })
        == parameters)
  }

  @Test func `with values and parts are read`() throws {
    let discrete = try DistributionParser.parse("discrete(1: 0.5, 2: 0.3, 5: 0.2)", unit: .plain)
    #expect(discrete.points.map(\.value) == [1, 2, 5])
    #expect(discrete.points.map(\.weight) == [0.5, 0.3, 0.2])
    let days = try DistributionParser.parse("discrete(1 day: 1, 2 h: 3)", unit: .time)
    #expect(days.points.map(\.value) == [24, 2])
    let empirical = try DistributionParser.parse("empirical(3, 4, 4, 7)", unit: .plain)
    #expect(empirical.points.map(\.value) == [3, 4, 4, 7])
    let mixture = try DistributionParser.parse(
      "mixture(0.7: normal(0, 1), 0.3: exponential(2))", unit: .plain)
    #expect(mixture.components.map(\.weight) == [0.7, 0.3])
    #expect(mixture.components.map(\.distribution.family) == ["normal", "exponential"])
    let truncated = try DistributionParser.parse(
      "truncated(mixture(1: normal(0 h, 1 h)), min: 1 day)", unit: .time)
    #expect(truncated["min"] == 24)
    #expect(truncated.components.first?.distribution.family == "mixture")
  }

  @Test(arguments: [
    "normal(0, 0)", "normal(0)", "normal(0, 1, 2)", "normal(mean: 0, rate: 1)", "normal()",
    "normal(p10: 2, p90: 1)", "normal(p10: 2, p101: 3)", "normal(p10: 1, p90: 2, p50: 1)",
    "uniform(1, 1)", "lognormal(mean: 0, sd: 1)", "lognormal(p10: 0, p90: 1)", "gamma(-1, 1)",
    "beta(0, 1)", "beta(mean: 1, sd: 0.1)", "beta(mean: 0.5, sd: 0.5)", "triangular(0, 4, 3)",
    "bernoulli(1.1)", "binomial(2.5, 0.5)", "binomial(-1, 0.5)", "poisson(0)", "geometric(0)",
    "geometric(mean: 0.5)", "negative_binomial(size: 1, p: 0)", "discrete()", "discrete(1: 0)",
    "discrete(1: -1, 2: 2)", "discrete(1)", "empirical()", "empirical(1: 2)", "mixture()",
    "mixture(normal(0, 1))", "mixture(1: 2)", "mixture(0: normal(0, 1))", "truncated()",
    "truncated(normal(0, 1))", "truncated(normal(0, 1), 0)", "truncated(normal(0, 1), mni: 0)",
    "truncated(normal(0, 1), min: 0, min: 1)", "truncated(5, min: 0)", "gauss(0, 1)", "(1)", "()",
    "normal(0, 1", "normal 0, 1)", "normal((0, 1))", "normal(0,, 1)", "normal(: 1)", "normal(a: )",
    "normal(normal(0, 1), 1)", "normal(inf, 1)", "normal(0, 1) x", "1 day", "two", "exponential",
    "mixture(1: mixture(1: mixture(1: mixture(1: mixture(1: mixture(1: mixture(1: mixture(1: "
      + "normal(0, 1)))))))))",
  ])
  func `that make no sense are refused`(text: String) {
    #expect(throws: ValueFault.self) { try DistributionParser.parse(text, unit: .plain) }
  }

  @Test(arguments: [
    "3", "beta(2, 6)", "poisson(3)", "normal(1 h, 1 h)", "uniform(-1 h, 1 h)", "-1 h",
    "exponential(rate: 2)", "gamma(2, 3)", "discrete(-1 h: 1)",
    "truncated(normal(0 h, 1 h), max: 1 h)",
  ])
  func `that are no times are refused where a time is needed`(text: String) {
    #expect(throws: ValueFault.self) { try DistributionParser.parse(text, unit: .time) }
  }
}
