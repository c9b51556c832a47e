import Testing

@testable import Scenarios
@testable import Simulation

/// Families of markets: values are pure functions of seed, replication, task and name.
struct MarketFamilyTests {
  private func normal(_ mean: Double, _ sd: Double) -> DistributionSpec {
    DistributionSpec(family: "normal", parameters: [("mean", mean), ("sd", sd)])
  }

  private func family() -> Family {
    Family(
      trainingTasks: 3, testTasks: 2,
      features: [TaskFeature(name: "income", law: normal(0, 1))],
      variations: [
        Variation(name: "patience", constant: 0.4, coefficients: [-0.3], law: normal(0, 0.2)),
        Variation(name: "rival", constant: 2, coefficients: [1.5], law: nil),
      ])
  }

  private func markets(_ family: Family, seed: UInt64 = 1) throws -> [FamilyMarket] {
    let drawn = try MarketFamily(family)
    return (0..<50).map { drawn.market(task: $0, of: .test, replication: 2, seed: seed) }
  }

  @Test func `a value is constant, features and a draw`() throws {
    for market in try markets(family()) {
      #expect(market.values[1] == 2 + 1.5 * market.features[0])
    }
    let drawn = try MarketFamily(family())
    let many = (0..<4000).map {
      drawn.market(task: $0, of: .training, replication: 0, seed: 7)
    }
    let rest = many.map { $0.values[0] - 0.4 + 0.3 * $0.features[0] }
    let mean = rest.reduce(0, +) / 4000
    let variance = rest.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 3999
    // Four standard errors of the mean and of the variance of a normal with deviation 0.2.
    #expect(abs(mean) < 4 * 0.2 / 63.2)
    #expect(abs(variance - 0.04) < 4 * 0.04 * (2.0 / 3999).squareRoot())
  }

  @Test func `more features, variations and tasks change no value`() throws {
    var more = family()
    more.trainingTasks = 30
    more.features.insert(TaskFeature(name: "season", law: normal(3, 1)), at: 0)
    more.variations[0].coefficients = [0, -0.3]
    more.variations[1].coefficients = [0, 1.5]
    more.variations.insert(
      Variation(name: "taste", constant: 0, coefficients: [1, 1], law: normal(0, 1)), at: 1)
    for (old, new) in zip(try markets(family()), try markets(more)) {
      #expect(new.features[1] == old.features[0] && new.seed == old.seed)
      #expect(new.values[0] == old.values[0] && new.values[2] == old.values[1])
    }
  }

  @Test func `markets differ by task, part, replication and seed`() throws {
    let drawn = try MarketFamily(family())
    var seeds: Set<UInt64> = []
    var incomes: Set<Double> = []
    for task in 0..<20 {
      for part in [MarketFamily.Part.training, .test] {
        for replication in 0..<5 {
          for seed in [1, 2] as [UInt64] {
            let market = drawn.market(task: task, of: part, replication: replication, seed: seed)
            seeds.insert(market.seed)
            incomes.insert(market.features[0])
          }
        }
      }
    }
    #expect(seeds.count == 400 && incomes.count == 400)
  }

  @Test func `without a family markets differ by their seeds alone`() throws {
    let drawn = try MarketFamily(nil)
    let first = drawn.market(task: 0, of: .test, replication: 0, seed: 1)
    let second = drawn.market(task: 1, of: .test, replication: 0, seed: 1)
    #expect(first.features.isEmpty && first.values.isEmpty && first.seed != second.seed)
  }

  @Test func `a law that cannot be drawn from is refused by place`() {
    var broken = family()
    broken.variations[0].law = normal(0, -1)
    let error = #expect(throws: CompileError.self) { try MarketFamily(broken) }
    #expect(error?.path == ["family", "vary", "patience"])
    broken = family()
    broken.features[0].law = DistributionSpec(family: "moon")
    let other = #expect(throws: CompileError.self) { try MarketFamily(broken) }
    #expect(other?.path == ["family", "features", "income"])
  }
}
