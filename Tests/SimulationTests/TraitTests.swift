import SimulationSupport
import TestSupport
import Testing

@testable import GSL
@testable import Simulation

struct TraitTests {
  @Test(arguments: [
    ("gamma", ["shape": 2.0, "scale": 3.0]), ("gamma", ["shape": 40.0, "scale": 0.1]),
    ("beta", ["a": 2.0, "b": 6.0]), ("beta", ["a": 6.0, "b": 2.0]),
    ("beta", ["a": 0.9, "b": 1.2]), ("gamma", ["shape": 0.4, "scale": 1.0]),
    ("normal", ["mean": 1.0, "sd": 2.0]), ("lognormal", ["mu": 0.3, "sigma": 0.5]),
    ("triangular", ["min": 0.0, "mode": 0.2, "max": 1.0]),
  ])
  func `a margin is the quantile of its distribution`(
    family: String, parameters: [String: Double]
  ) throws {
    let distribution = try Distribution.named(family, parameters: parameters)
    let margin = CopulaMargin(distribution)
    let sd = distribution.variance.squareRoot()
    for z in stride(from: -6.0, through: 6.0, by: 0.0371) {
      let exact = distribution.value(atNormal: z)
      #expect(abs(margin.value(at: z) - exact) <= 1e-8 * sd)
    }
  }

  @Test func `correlated traits keep their margins and have the correlation`() throws {
    let compiled = try SampleScenario.compile(
      """
      journeylab: 1
      title: traits
      market: {horizon: 10 days, arrivals: {customers: 20000}}
      population:
        traits: {a: "lognormal(mu: 0, sigma: 0.5)", b: "beta(2, 6)", c: "gamma(2, 3)"}
        correlations: {a ~ b: -0.6}
      journey: {stages: {here: {dwell: 1 h, next: gone}, gone: end}}
      """)
    let factory = compiled.factory(seed: 3, replication: 0)
    var slots = [Double](repeating: 0, count: 4)
    var normals: [(a: Double, b: Double, c: Double)] = []
    let b = try Distribution.named("beta", parameters: ["a": 2, "b": 6])
    let c = try Distribution.named("gamma", parameters: ["shape": 2, "scale": 3])
    for number in 0..<20000 {
      factory.drawTraits(of: UInt64(number), segment: 0, into: &slots)
      normals.append(
        (
          ElementaryMath.log(slots[1]) / 0.5, StandardNormal.quantile(b.cdf(slots[2])),
          StandardNormal.quantile(c.cdf(slots[3]))
        ))
    }
    func mean(_ value: ((a: Double, b: Double, c: Double)) -> Double) -> Double {
      normals.reduce(0) { $0 + value($1) } / 20000
    }
    // Each margin turned back to a normal has mean 0 and variance 1, within four standard errors.
    let margins: [((a: Double, b: Double, c: Double)) -> Double] = [
      { $0.a }, { $0.b }, { $0.c },
    ]
    for margin in margins {
      #expect(abs(mean(margin)) < 4 / 141.4)
      #expect(abs(mean { margin($0) * margin($0) } - 1) < 4 * 1.414 / 141.4)
    }
    #expect(abs(mean { $0.a * $0.b } + 0.6) < 4 * 1.17 / 141.4)
    #expect(abs(mean { $0.a * $0.c }) < 4 / 141.4)
    #expect(abs(mean { $0.b * $0.c }) < 4 / 141.4)
  }
}
