import Scenarios
package import Simulation
package import TestSupport

extension SampleScenario {
  /// Compiles the scenario.
  package func compile(
    customers: Int? = nil, changes: [String] = []
  ) throws -> CompiledScenario {
    try Self.compile(text, customers: customers, changes: changes)
  }

  /// Compiles a scenario given as text.
  package static func compile(
    _ text: String, customers: Int? = nil, changes: [String] = []
  ) throws -> CompiledScenario {
    let loaded = try ScenarioReader().read(text: text, name: "test", changes: changes)
    return try CompiledScenario(
      scenario: loaded.scenario, arms: loaded.arms, customers: customers)
  }

  /// Compiles a scenario file of this package.
  package static func compile(
    file: String, customers: Int? = nil, changes: [String] = []
  ) throws -> CompiledScenario {
    let loaded = try ScenarioReader().read(file: PackageFolder.file(file), changes: changes)
    return try CompiledScenario(
      scenario: loaded.scenario, arms: loaded.arms, customers: customers)
  }
}
