import Foundation
import TestSupport

/// Scenario files of the package.
enum ScenarioFiles {
  /// Files with a fault, each beside the messages it must get.
  static let broken = PackageFolder.scenarios(in: "Tests/ScenariosTests/Broken")

  /// Files without a fault: beside the tests, and the scenarios that come with the project.
  static let valid = ["Tests/ScenariosTests/Valid", "scenarios", "Tests/SimulationTests/Scenarios"]
    .flatMap(PackageFolder.scenarios)

  /// The text of a file beside the tests.
  static func text(_ path: String) throws -> String {
    try String(
      contentsOf: PackageFolder.file("Tests/ScenariosTests").appending(path: path),
      encoding: .utf8)
  }
}
