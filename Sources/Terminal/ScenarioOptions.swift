package import ArgumentParser
import Foundation
package import Scenarios
package import Simulation
import Support

/// The scenario and the numbers that decide its draws.
package struct ScenarioOptions: ParsableArguments {
  @Argument(help: "Scenario file.", completion: .file(extensions: ["yaml", "yml"]))
  package var scenario: String

  @Option(help: "Seed of all draws; the same seed gives the same customers.")
  package var seed: UInt64 = 1

  @Option(help: "Exact number of customers, in place of the scenario's own.")
  package var customers: Int?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Change the scenario: a path into it and a value, such as market.horizon='90 days'.",
      valueName: "path=value"))
  package var changes: [String] = []

  @OptionGroup package var files: ExtendingOptions

  package init() {}

  package func validate() throws { try Self.check(seed: seed, customers: customers) }

  /// Checks the numbers that decide the draws.
  /// - Throws: `ValidationError` that names the option at fault.
  package static func check(seed: UInt64, customers: Int?) throws {
    guard seed <= UInt64(Int64.max) else {
      throw ValidationError("--seed: found \(seed); allowed are 0 to \(Int64.max)")
    }
    if let customers, !(1...4_000_000_000).contains(customers) {
      throw ValidationError("--customers: found \(customers); allowed are 1 to 4000000000")
    }
  }

  /// Reads and compiles the scenario.
  /// - Throws: `ScenarioFaults` with all that is wrong with it.
  package func load() throws -> (loaded: LoadedScenario, compiled: CompiledScenario) {
    try Self.load(
      scenario, changes: changes, customers: customers, extendingFrom: files.folders)
  }

  package static func load(
    _ path: String, changes: [String] = [], customers: Int? = nil,
    extendingFrom folders: [String] = []
  ) throws -> (loaded: LoadedScenario, compiled: CompiledScenario) {
    let loaded = try ScenarioReader().read(
      file: URL(asWritten: path), changes: changes,
      extendingFrom: folders.map { URL(asWritten: $0) })
    do {
      let compiled = try CompiledScenario(
        scenario: loaded.scenario, arms: loaded.arms, customers: customers)
      return (loaded, compiled)
    } catch {
      throw loaded.faults(at: error.path, message: error.message)
    }
  }
}

/// From where a scenario may take what it extends.
package struct ExtendingOptions: ParsableArguments {
  @Option(
    name: .customLong("extends-from"),
    help: ArgumentHelp(
      "Let the scenario extend files below this folder too, besides its own.", valueName: "folder"),
    completion: .directory)
  package var folders: [String] = []

  package init() {}
}

package struct ThreadOptions: ParsableArguments {
  @Option(help: "Threads at work; the results do not depend on it. All cores by default.")
  package var threads: Int = ProcessInfo.processInfo.activeProcessorCount

  package init() {}

  package func validate() throws {
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads: found \(threads); allowed are 1 to 1024")
    }
  }
}

package enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
  case text, json, html
}
