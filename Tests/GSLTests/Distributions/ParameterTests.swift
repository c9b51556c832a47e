import Support
import Testing

@testable import GSL

@Suite struct Parameters {
  private struct Statement: Sendable, CustomTestStringConvertible {
    let family: String
    let parameters: [String: Double]
    let mean: Double
    var testDescription: String { "\(family) \(parameters)" }

    init(_ family: String, _ parameters: [String: Double], mean: Double) {
      self.family = family
      self.parameters = parameters
      self.mean = mean
    }
  }

  private static let statements = [
    Statement("constant", ["value": 3], mean: 3),
    Statement("uniform", ["min": 1, "max": 4], mean: 2.5),
    Statement("normal", ["mean": 2, "sd": 3], mean: 2),
    Statement("normal", ["p10": 1, "p90": 5], mean: 3),
    Statement("normal", ["p2.5": -1, "p97.5": 1], mean: 0),
    Statement("lognormal", ["mu": 0, "sigma": 1], mean: 1.648_721_270_700_128_2),
    Statement("lognormal", ["mean": 5, "sd": 3], mean: 5),
    Statement("lognormal", ["median": 1, "sigma": 1], mean: 1.648_721_270_700_128_2),
    Statement("lognormal", ["p25": 1, "p75": 1.000_000_1], mean: 1.000_000_05),
    Statement("exponential", ["mean": 4], mean: 4),
    Statement("exponential", ["rate": 4], mean: 0.25),
    Statement("exponential", ["median": 1], mean: 1.442_695_040_888_963_4),
    Statement("gamma", ["shape": 2, "scale": 3], mean: 6),
    Statement("gamma", ["mean": 5, "sd": 3], mean: 5),
    Statement("gamma", ["mean": 5, "shape": 3], mean: 5),
    Statement("beta", ["a": 2, "b": 6], mean: 0.25),
    Statement("beta", ["mean": 0.4, "sd": 0.1], mean: 0.4),
    Statement("weibull", ["shape": 1, "scale": 3], mean: 3),
    Statement("weibull", ["p50": 0.693_147_180_559_945_3, "p99": 4.605_170_185_988_091], mean: 1),
    Statement("pareto", ["shape": 3, "min": 2], mean: 3),
    Statement("triangular", ["min": 0, "mode": 1, "max": 5], mean: 2),
    Statement("bernoulli", ["p": 0.3], mean: 0.3),
    Statement("binomial", ["n": 10, "p": 0.3], mean: 3),
    Statement("poisson", ["mean": 3], mean: 3),
    Statement("negative_binomial", ["mean": 3, "dispersion": 2], mean: 3),
    Statement("negative_binomial", ["size": 3, "p": 0.5], mean: 3),
    Statement("geometric", ["p": 0.25], mean: 4),
    Statement("geometric", ["mean": 7], mean: 7),
  ]

  @Test(arguments: statements)
  private func `a family by name has its mean`(statement: Statement) throws {
    let distribution = try Distribution.named(
      statement.family, parameters: statement.parameters)
    #expect(abs(distribution.mean - statement.mean) <= 1e-12 * max(1, abs(statement.mean)))
  }

  @Test(arguments: statements)
  private func `every parameter must be a number in range`(statement: Statement) {
    for name in statement.parameters.keys {
      for value in [Double.nan, .infinity, -.infinity, 1e200] {
        var parameters = statement.parameters
        parameters[name] = value
        let error = #expect(throws: DistributionError.self) {
          try Distribution.named(statement.family, parameters: parameters)
        }
        #expect(error?.family == statement.family)
      }
    }
  }

  @Test(arguments: DistributionFamily.all)
  func `every parameter that leaves its declared range is named`(
    family: DistributionFamily
  ) throws {
    for way in family.ways {
      for parameter in way.names.compactMap(family.parameter) {
        var values: [String: Double] = [:]
        for other in way.names { values[other] = 0.5 }
        if values["n"] != nil { values["n"] = 3 }
        let lower = parameter.bounds.lower ?? -1e150
        values[parameter.name] = lower - max(abs(lower), 1e-200)
        let error = #expect(throws: DistributionError.self) {
          try Distribution.named(family.name, parameters: values)
        }
        if values["max"] == nil { #expect(error?.parameter == parameter.name) }
      }
    }
  }

  @Test(
    arguments: [
      ("uniform", ["min": 2, "max": 2], "max"), ("uniform", ["min": 3, "max": 2], "max"),
      ("normal", ["mean": 0, "sd": 0], "sd"), ("normal", ["p10": 5, "p90": 1], "p90"),
      ("lognormal", ["p10": -1, "p90": 1], "p10"),
      ("lognormal", ["mu": 590, "sigma": 39], "sigma"),
      ("beta", ["mean": 0.5, "sd": 0.5], "sd"), ("beta", ["mean": 1, "sd": 0.5], "mean"),
      ("triangular", ["min": 0, "mode": 2, "max": 1], "mode"),
      ("triangular", ["min": 0, "mode": 0, "max": 0], "max"),
      ("binomial", ["n": 2.5, "p": 0.5], "n"), ("binomial", ["n": -1, "p": 0.5], "n"),
      ("negative_binomial", ["mean": 1e9, "dispersion": 1], "p"),
      ("geometric", ["mean": 0.5], "mean"), ("poisson", ["mean": 0], "mean"),
      ("gamma", ["mean": 1, "sd": 1e6], "shape"),
      ("normal", ["mean": 1], "parameters"), ("normal", [:], "parameters"),
      ("normal", ["mean": 1, "sd": 1, "p10": 0], "parameters"),
      ("normal", ["mean": 1, "p10": 0], "parameters"),
      ("gamma", ["p10": 1, "p90": 2], "parameters"),
      ("normal", ["p0": 1, "p100": 2], "parameters"),
      ("gauss", ["mean": 1, "sd": 1], "family"),
    ] as [(String, [String: Double], String)])
  func `a wrong combination names the parameter`(
    family: String, parameters: [String: Double], fault: String
  ) {
    let error = #expect(throws: DistributionError.self) {
      try Distribution.named(family, parameters: parameters)
    }
    #expect(error?.parameter == fault, "\(String(describing: error))")
  }

  @Test func `messages say what is allowed`() {
    let sd = #expect(throws: DistributionError.self) {
      try Distribution.uniform(min: 3, max: 2)
    }
    #expect(sd?.description == "uniform: max must be greater than min = 3.0, found 2.0")
    let names = #expect(throws: DistributionError.self) {
      try Distribution.named("normal", parameters: ["mu": 0])
    }
    #expect(
      names?.description
        == "normal: parameters must be (mean, sd) or two quantiles such as (p10, p90), found (mu)")
  }
}
