import ArgumentParser
import Foundation
import Reports
import Results
import Simulation
import Studies
import Terminal

/// `journeylab uplift`: who answers a treatment most, and what choosing them brings.
struct UpliftCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "uplift",
    abstract: "Predict each customer's effect from what is observed; score it by the truth.",
    discussion: """
      Every customer is simulated under every arm. A doubly robust learner sees only the split: \
      outcomes under the assigned arm, channel, segment and time of arrival. Its predictions stand \
      beside the true individual effects, and so does the money that treating the best share of \
      customers brings. Segment effects come with Cochran's Q and shrinkage.

        journeylab uplift scenarios/price-test.yaml
        journeylab uplift scenarios/price-test.yaml --metric conversion --out uplift.csv
      """)

  @OptionGroup var source: ScenarioOptions
  @OptionGroup var work: ThreadOptions

  @Option(help: "Name of a metric of the scenario, a mean or a proportion; by default the primary.")
  var metric: String?

  @Option(help: "Folds of cross-fitting.")
  var folds = 5

  @Option(
    help: "Write the gains for every share of customers treated to this CSV file.",
    completion: .file(extensions: ["csv"]))
  var out: String?

  @Option(help: "Print text or json.")
  var format: OutputFormat = .text

  @Flag(help: "Replace a file that is there already.")
  var force = false

  @Flag(name: .shortAndLong, help: "Print no progress.")
  var quiet = false

  func validate() throws {
    guard (2...100).contains(folds) else {
      throw ValidationError("--folds: found \(folds); allowed are 2 to 100")
    }
  }

  func run() throws {
    let (_, compiled) = try source.load()
    if let out, !force, FileManager.default.fileExists(atPath: out) {
      throw InputError("\(out) exists; choose another --out, or --force to replace it")
    }
    let interruption = Interruption()
    let bar = ProgressBar(isQuiet: quiet)
    let found: ScenarioUplift
    do {
      defer { bar.finish() }
      found = try ScenarioUplift(
        compiled: compiled, metric: metric, seed: source.seed, threads: work.threads, folds: folds,
        progress: { bar.update($0) }, isCancelled: { interruption.isRequested })
    }
    if let out { try UpliftTable.write(found, to: URL(filePath: out)) }
    let text = UpliftText(found)
    Console.print(format == .json ? text.json : Paint.summary(text.text))
  }
}
