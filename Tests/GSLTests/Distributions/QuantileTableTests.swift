import Testing

@testable import GSL

struct QuantileTableTests {
  private static let cases: [(name: String, parameters: [String: Double])] = [
    ("normal", ["mean": 3, "sd": 2]), ("lognormal", ["mean": 9, "sd": 8]),
    ("exponential", ["mean": 4]), ("gamma", ["mean": 9, "sd": 8]),
    ("gamma", ["shape": 0.5, "scale": 10]), ("gamma", ["shape": 40, "scale": 1]),
    ("beta", ["a": 2, "b": 5]), ("weibull", ["shape": 0.8, "scale": 2]),
    ("weibull", ["shape": 3, "scale": 2]), ("pareto", ["shape": 2.5, "min": 1]),
    ("uniform", ["min": 1, "max": 4]),
  ]

  @Test(arguments: cases)
  func `a table is the exact quantile within its bound`(
    name: String, parameters: [String: Double]
  ) throws {
    let distribution = try Distribution.named(name, parameters: parameters)
    let table = try #require(QuantileTable(distribution))
    #expect(table.error <= 3e-10)
    let spread = distribution.upperQuantile(0.25) - distribution.quantile(0.25)
    for step in 0..<2000 {
      // Places that the table did not look at, from the middle to the far ends.
      let distance = 0.5 * Elementary.exp(-36 * (Double(step) + 0.37) / 2000)
      for (level, right) in [
        (distance, distribution.quantile(distance)),
        (1 - distance, distribution.upperQuantile(1 - (1 - distance))),
      ] {
        #expect(abs(table.value(at: level) - right) <= 5e-10 * (spread + abs(right)))
      }
    }
    #expect(table.value(at: 0).isFinite && table.value(at: 1).isFinite)
    #expect(abs(table.value(at: 0.5) - distribution.quantile(0.5)) <= 1e-9 * spread)
  }

  @Test func `a table rises`() throws {
    let table = try #require(
      QuantileTable(try Distribution.named("gamma", parameters: ["mean": 9, "sd": 8])))
    var last = -Double.infinity
    for step in 0...20_000 {
      let value = table.value(at: Double(step) / 20_000)
      #expect(value >= last)
      last = value
    }
  }

  @Test func `what has atoms has no table`() throws {
    #expect(QuantileTable(try Distribution.named("poisson", parameters: ["mean": 3])) == nil)
    #expect(QuantileTable(try Distribution.named("constant", parameters: ["value": 3])) == nil)
  }
}
