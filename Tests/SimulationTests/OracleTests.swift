import Foundation
import GSL
import Scenarios
import SimulationSupport
import TestSupport
import Testing

@testable import Simulation

/// The engine beside the plain interpreter, customer by customer and event by event.
struct OracleTests {
  private static let folders = [
    "scenarios", "Tests/SimulationTests/Scenarios", "Tests/SimulationTests/Scenarios/Cases",
  ]

  /// What takes long, or is refused, and has tests of its own.
  private static let others = [
    "adv-discrete0-p-large.yaml", "adv-self-loop-0.9999-60k.yaml", "arm-stock.yaml",
  ]

  private static let files = folders.flatMap(PackageFolder.scenarios)
    .filter { !others.contains($0.lastPathComponent) }

  private func compare(
    _ compiled: CompiledScenario, _ worlds: RunOptions.Worlds, seed: UInt64 = 5
  ) throws {
    let comparison = try PlainComparison(compiled, seed: seed, worlds: worlds)
    #expect(comparison.differences == [])
    #expect(!comparison.rows.isEmpty)
  }

  @Test(arguments: files)
  func `a scenario's experiment and its truth are what the oracle finds`(file: URL) throws {
    let loaded = try ScenarioReader().read(file: file)
    let compiled = try CompiledScenario(
      scenario: loaded.scenario, arms: loaded.arms, customers: 300)
    try compare(compiled, .experiment)
  }

  @Test(arguments: [SampleScenario.shop.text, SharedStateTests.stocked], [nil, 240] as [Double?])
  func `each world of the shop is what the oracle finds`(text: String, warmUp: Double?) throws {
    var loaded = try ScenarioReader().read(text: text, name: "shop")
    loaded.scenario.experiment.warmUpHours = warmUp
    for arm in loaded.arms.indices { loaded.arms[arm].experiment.warmUpHours = warmUp }
    let compiled = try CompiledScenario(
      scenario: loaded.scenario, arms: loaded.arms, customers: 800)
    let blocks = TimeBlocks(days: 4, horizon: 30, arms: 3, key: .init(seed: 3, replication: 0))
    for worlds in [.split, .rollOut(arm: 2), .blocks(blocks), .dividedStock]
      as [RunOptions.Worlds]
    {
      try compare(compiled, worlds)
    }
  }

  /// Random scenarios: 20, or as many as the environment asks for.
  private static let numbers =
    0..<(ProcessInfo.processInfo.environment["JOURNEYLAB_FUZZ"].flatMap { Int($0) } ?? 20)

  @Test(arguments: numbers)
  func `a random scenario is what the oracle finds`(number: Int) throws {
    let changesSupply = number % 4 == 3
    let compiled = try SampleScenario.compile(
      RandomScenario.text(number, changesSupply: changesSupply))
    if changesSupply {
      try compare(compiled, .rollOut(arm: 1), seed: UInt64(number))
      try compare(compiled, .dividedStock, seed: UInt64(number))
    } else {
      try compare(compiled, .experiment, seed: UInt64(number))
    }
  }
}
