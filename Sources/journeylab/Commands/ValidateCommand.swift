import ArgumentParser
import Scenarios
import Simulation
import Terminal

/// `journeylab validate`: all faults of scenario files in one go.
struct ValidateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check scenario files and show all faults with their places.",
    discussion: """
      What a valid scenario holds to no effect, such as a trait that no formula names, is warned of.

      A scenario may have 1 MB and 50,000 values, which take a GB of memory at most.

        journeylab validate scenarios/*.yaml
        journeylab validate mine.yaml --set market.arrivals.rate='900 / day'
      """)

  @Argument(help: "Scenario files.", completion: .file(extensions: ["yaml", "yml"]))
  var files: [String]

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Change each scenario before the check.", valueName: "path=value"))
  var changes: [String] = []

  @OptionGroup var extending: ExtendingOptions

  func run() throws {
    var hasFaults = false
    for file in files {
      do {
        let (loaded, compiled) = try ScenarioOptions.load(
          file, changes: changes, extendingFrom: extending.folders)
        if let warnings = loaded.warnings {
          Console.complain(Ending.describe(warnings: warnings))
        }
        Console.print("\(file): \(Self.describe(compiled.scenario))")
      } catch let faults as ScenarioFaults {
        hasFaults = true
        Console.complain(Ending.describe(faults))
      }
    }
    if hasFaults { throw ExitCode(2) }
  }

  private static func describe(_ scenario: Scenario) -> String {
    func counted(_ count: Int, _ noun: String) -> String {
      "\(count) \(noun)\(count == 1 ? "" : "s")"
    }
    return [
      "valid", counted(scenario.experiment.arms.count, "arm"),
      counted(scenario.journey.stages.count, "stage"),
      counted(scenario.population.segments.count, "segment"),
      counted(scenario.products.count, "product"),
    ].joined(separator: ", ")
  }
}
