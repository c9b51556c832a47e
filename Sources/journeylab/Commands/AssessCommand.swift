import ArgumentParser
import Experiments
import Foundation
import Reports
import Results
import Simulation
import Studies
import Terminal

/// `journeylab assess`: how good the planned test is.
struct AssessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assess",
    abstract: "Measure how good a scenario's test is: errors, power, coverage, peeking, regret.",
    discussion: """
      Every customer is simulated once under every arm; then customers and their assignment are \
      drawn anew many times. Where customers share state, such as stock, the whole market is run anew instead, \
      fewer times.

        journeylab assess scenarios/free-shipping-threshold.yaml
        journeylab assess scenarios/price-test.yaml --customers 20000 --looks 10
        journeylab assess scenarios/price-test.yaml --out replicates.csv
      """)

  @OptionGroup var source: ScenarioOptions
  @OptionGroup var work: ThreadOptions

  @Option(help: "Number of replicates; 10000, or 200 where customers share state.")
  var replications: Int?

  @Option(help: "Equally spaced looks of the methods that look.")
  var looks = 5

  @Option(
    help: """
      Customers drawn anew from those simulated, as intervals promise their coverage for; the same \
      customers assigned anew; or both: resampled, reassigned or both.
      """)
  var draw: DrawOption = .resampled

  @Option(
    help: "Write every replicate's estimates to this CSV file.",
    completion: .file(extensions: ["csv"]))
  var out: String?

  @Option(help: "Print text or json.")
  var format: OutputFormat = .text

  @Flag(help: "Replace a file that is there already.")
  var force = false

  @Flag(name: .shortAndLong, help: "Print no progress.")
  var quiet = false

  func validate() throws {
    if let replications, !(2...1_000_000).contains(replications) {
      throw ValidationError("--replications: found \(replications); allowed are 2 to 1000000")
    }
    guard (1...100).contains(looks) else {
      throw ValidationError("--looks: found \(looks); allowed are 1 to 100")
    }
  }

  func run() throws {
    let (_, compiled) = try source.load()
    if let out, !force, FileManager.default.fileExists(atPath: out) {
      throw InputError("\(out) exists; choose another --out, or --force to replace it")
    }
    let interruption = Interruption()
    let bar = ProgressBar(isQuiet: quiet)
    let count =
      replications ?? (compiled.sharesState ? ScenarioAssessment.sharedReplications : 10_000)
    let assessed: ScenarioAssessment
    do {
      defer { bar.finish() }
      assessed = try ScenarioAssessment(
        compiled: compiled,
        options: AssessmentOptions(
          seed: source.seed, replications: count, looks: looks, draw: draw.draw,
          threads: work.threads), comparesDraws: draw == .both,
        progress: { bar.update($0) }, isCancelled: { interruption.isRequested })
    }
    if let out { try ReplicatesTable.write(assessed.assessment, to: URL(filePath: out)) }
    switch format {
    case .text: Console.print(Paint.summary(AssessmentText(assessed).text))
    case .json: Console.print(AssessmentJSON(assessed).rendered)
    }
  }
}

/// How replicates are drawn.
enum DrawOption: String, ExpressibleByArgument, CaseIterable {
  case resampled
  case reassigned
  case both

  var draw: ReplicateDraw {
    switch self {
    case .reassigned: .reassigned
    case .resampled, .both: .resampled
    }
  }
}
