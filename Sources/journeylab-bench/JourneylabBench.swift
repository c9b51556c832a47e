import ArgumentParser
import Foundation
import Terminal

/// The measuring program: speed and memory of the engine, regret tables of the learners.
@main
struct JourneylabBench: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journeylab-bench",
    abstract: "Measure the engine's speed and the learners' regret.",
    version: Program.version,
    subcommands: [EngineCommand.self, LearnersCommand.self])

  static func main() {
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
