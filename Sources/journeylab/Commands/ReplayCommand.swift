import ArgumentParser
import Reports
import Simulation
import Support
import Terminal

/// `journeylab replay`: one customer in every arm side by side.
struct ReplayCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "replay",
    abstract: "Replay one customer in every arm side by side, with the reason of each step.",
    discussion: """
      Each visit is shown with its time, the ways onward with their utilities and probabilities, \
      the draw that chose among them, and what happened. \
      Memory is a tenth of a GB; 4 GB at most where customers share stock.

        journeylab replay scenarios/free-shipping-threshold.yaml 17
        journeylab replay scenarios/price-test.yaml 17 --seed 4 --format json
      """)

  @OptionGroup var source: ScenarioOptions

  @Argument(help: "Number of the customer, from 0.")
  var customer: Int

  @Option(help: "Print text, json, or html: a page for a browser.")
  var format: OutputFormat = .text

  func run() throws {
    let (_, compiled) = try source.load()
    let interruption = Interruption()
    let run = ExperimentRun(compiled: compiled, options: RunOptions(seed: source.seed))
    let found = try run.replay(customer: customer, isCancelled: { interruption.isRequested })
    guard let replay = found else {
      let last = compiled.customers(seed: source.seed) - 1
      throw ArgumentError("customer", found: "\(customer)", allowed: "0 to \(last)")
    }
    try Console.show(
      ReplayDocument(scenario: compiled.scenario, plan: compiled.plan, replay: replay).document,
      as: format)
  }
}
