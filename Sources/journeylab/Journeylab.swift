import ArgumentParser
import Foundation
import MetaLearning
import Terminal

/// The command line.
@main
struct Journeylab: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journeylab",
    abstract: "Try pricing, shipping and service strategies on synthetic customers.",
    discussion: """
      Describe a market in a scenario file, run it, and read which strategy wins: the estimate an \
      A/B test would give beside the truth that only a simulation knows.

        journeylab run scenarios/free-shipping-threshold.yaml
        journeylab run scenarios/price-test.yaml --set catalogue.headphones.price=75
        journeylab replay scenarios/free-shipping-threshold.yaml 17

      Exit status: 0 done, 1 failure at work, 2 usage or input, 130 interrupted.
      Shell completion: journeylab --generate-completion-script bash (or zsh, fish).
      """,
    version: Program.version,
    subcommands: [
      RunCommand.self, ValidateCommand.self, SchemaCommand.self, SimulateCommand.self,
      AnalyzeCommand.self, ReplayCommand.self, PowerCommand.self, AssessCommand.self,
      DesignsCommand.self, SensitivityCommand.self, UpliftCommand.self, EvaluateCommand.self,
      ExplainCommand.self, ExportCommand.self, ImportCommand.self,
      ShadowCommand.self, CompareCommand.self, InsightCommand.self, LessonCommand.self,
      NewCommand.self,
    ])

  static func main() {
    ChildSupervisor.prepare()
    Program.prepare()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let ending = Ending(error, of: Self.self)
      if let message = ending.output { Console.print(message) }
      if let message = ending.complaint { Console.complain(message) }
      Foundation.exit(ending.status)
    }
  }
}
