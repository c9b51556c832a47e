import Scenarios
import Simulation
import TestSupport

/// Compiled scenarios of ``PlanningScenario``.
enum PlanningFixtures {
  static func loaded(_ text: String, changes: [String] = []) throws -> LoadedScenario {
    try ScenarioReader().read(text: text, name: "planning.yaml", changes: changes)
  }

  static func compiled(
    _ text: String = PlanningScenario.separate, customers: Int = 400, changes: [String] = []
  ) throws -> CompiledScenario {
    let loaded = try loaded(text, changes: changes)
    return try CompiledScenario(
      scenario: loaded.scenario, arms: loaded.arms, customers: customers)
  }

  /// So many customers that nobody waits for a run of them.
  static func endless(_ text: String = PlanningScenario.separate) throws -> CompiledScenario {
    try compiled(text, customers: 4_000_000_000)
  }
}
