import ArgumentParser
import Experiments
import Foundation
import Reports
import Results
import Studies
import Support
import Terminal

/// `journeylab assess`: how good the planned test is.
struct AssessCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "assess",
    abstract: "Measure how good a scenario's test is: errors, power, coverage, peeking, regret.",
    discussion: """
      Every customer behind the truth is simulated under every arm; experiments of the planned \
      size are then drawn from these customers many times, and decided as the plan decides. What \
      each customer does under every arm is kept, in at most 4 GB. Where customers share state, \
      such as stock, the whole market is run anew instead, fewer times, in at most 4 GB for each \
      thread.

        journeylab assess scenarios/free-shipping-threshold.yaml
        journeylab assess scenarios/price-test.yaml --customers 20000 --looks 10
        journeylab assess scenarios/price-test.yaml --out replicates.csv
      """)

  @OptionGroup var source: ScenarioOptions
  @OptionGroup var work: ThreadOptions

  @Option(help: "Number of replicates; 10000, or 200 where customers share state.")
  var replications: Int?

  @Option(help: "Equally spaced looks of the methods that look; the plan's own, or else 5.")
  var looks: Int?

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

  @OptionGroup var replacing: ReplaceOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let (_, compiled) = try source.load()
    let file = out.map { URL(asWritten: $0) }
    try replacing.check(file)
    let count = replications ?? AssessmentStudy.replications(for: compiled)
    let found = try output.run(
      AssessmentStudy(
        compiled: compiled,
        options: AssessmentOptions(
          seed: source.seed, replications: count,
          looks: looks ?? AssessmentStudy.looks(for: compiled), draw: draw.draw,
          threads: work.threads), comparesDraws: draw == .both))
    if let file { try ReplicatesTable.write(found.assessment, to: file) }
    try output.show(Document(found))
  }
}

enum DrawOption: String, ExpressibleByArgument, CaseIterable {
  case resampled, reassigned, both

  var draw: ReplicateDraw {
    switch self {
    case .reassigned: .reassigned
    case .resampled, .both: .resampled
    }
  }
}
