import ArgumentParser
import Foundation
import Reports
import Results
import Scenarios
import Simulation
import Support
import Terminal

/// `journeylab simulate`: an event log without an analysis.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Write the event log of a scenario, without an analysis.",
    discussion: """
      The log is what web analytics would have kept of the experiment, each customer in the \
      assigned arm, or of one arm rolled out to everybody. Process-mining tools read events.csv \
      by its columns case_id, activity and timestamp. \
      Memory does not grow with the number of customers, except where they share stock: then the \
      customers take at most 4 GB, and their rows as much again.

        journeylab simulate scenarios/price-test.yaml --out log
        journeylab simulate scenarios/limited-stock.yaml --arm control --out log
      """)

  @OptionGroup var source: ScenarioOptions
  @OptionGroup var work: ThreadOptions

  @Option(help: "Roll this arm out to all customers.")
  var arm: String?

  @Option(help: "Folder for the files.", completion: .directory)
  var out: String

  @Option(
    help: "Form of the events: events.csv, or the same rows as events.parquet, much smaller.")
  var events = EventsFormat.csv

  @Flag(name: .customLong("customers-file"), help: "Write customers.csv as well.")
  var customersFile = false

  @Flag(help: "Replace files that are there already.")
  var force = false

  @Flag(name: .shortAndLong, help: "Print no progress.")
  var quiet = false

  func run() throws {
    let (_, compiled) = try source.load()
    let worlds = try worlds(of: compiled.scenario)
    let folder = URL(asWritten: out)
    let names = [events.file] + (customersFile ? ["customers.csv"] : [])
    for name in names where !force {
      if FileManager.default.fileExists(atPath: folder.appending(path: name).path) {
        throw InputError("\(out)/\(name) exists; choose another --out, or --force to replace it")
      }
    }
    let interruption = Interruption()
    let staging = try Staging(for: folder)
    do {
      let sink = try RecordingSink(
        compiled: compiled,
        files: RecordedFiles(events: events, customers: customersFile),
        withPotentialOutcomes: false, folder: staging.folder)
      let run = ExperimentRun(
        compiled: compiled,
        options: RunOptions(
          seed: source.seed, threads: work.threads, worlds: worlds, recordsEvents: true,
          recordsCustomers: customersFile))
      _ = try ProgressBar.during(isQuiet: quiet, interruption: interruption) {
        try run.run(sink: sink, progress: $0, isCancelled: $1)
      }
      let files = try sink.finish()
      if interruption.isRequested { throw RunError(code: .cancelled) }
      try staging.commit(replaces: force)
      for file in files { Console.print("\(out)/\(file.name): \(file.rows) rows") }
    } catch {
      staging.discard()
      throw error
    }
  }

  private func worlds(of scenario: Scenario) throws -> RunOptions.Worlds {
    guard let arm else { return .split }
    let names = scenario.experiment.arms.map(\.name)
    guard let index = names.firstIndex(of: arm) else {
      let allowed = names.map { "\"\($0)\"" }.joined(separator: ", ")
      throw ArgumentError("--arm", found: "\"\(arm)\"", allowed: allowed)
    }
    return .rollOut(arm: index)
  }
}
