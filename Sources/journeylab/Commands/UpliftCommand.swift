import ArgumentParser
import Foundation
import Reports
import Results
import Studies
import Support
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
      customers brings. Segment effects come with Cochran's Q and shrinkage. \
      What each customer does is kept, in at most 4 GB; more customers are refused.

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

  @OptionGroup var replacing: ReplaceOption
  @OptionGroup var output: OutputOptions

  func run() throws {
    let (_, compiled) = try source.load()
    let file = out.map { URL(asWritten: $0) }
    try replacing.check(file)
    let found = try output.run(
      UpliftStudy(
        compiled: compiled, metric: metric, seed: source.seed, threads: work.threads,
        folds: folds))
    if let file { try UpliftTable.write(found, to: file) }
    try output.show(Document(found))
  }
}
