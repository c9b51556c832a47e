import ArgumentParser
import Foundation
import Reports
import Results
import Scenarios
import Studies
import Support
import Terminal

/// `journeylab shadow`: a candidate policy beside the running one, before it is released.
struct ShadowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "shadow",
    abstract: "Set a candidate policy beside the running one on the same customers.",
    discussion: """
      Both learn in the family's training markets. In new ones the running policy decides, and the \
      candidate, frozen, is asked at each decision: how far they agree, whether the candidate's \
      predictions hold, the segment where it does worst, answers that had to be refused, latency. \
      Then it is released to growing shares of customers until it does harm. The candidate's model \
      card says what it was and was not trained on. \
      Memory is at most 4 GB for each thread; more customers in a market are refused.

        journeylab shadow scenarios/meta-new-market.yaml --running 'status quo' --candidate core
        journeylab shadow market.yaml --running core --candidate mine --allow-external
        journeylab shadow market.yaml --running core --candidate new --shares '1 %,10 %,50 %' \
      --card card.json
      """)

  @OptionGroup var source: ScenarioOptions
  @OptionGroup var work: ThreadOptions
  @OptionGroup var output: OutputOptions

  @Option(help: "Policy that decides.")
  var running: String

  @Option(help: "Policy that is asked, and decides nothing.")
  var candidate: String

  @Option(help: "Draws of the whole family, in place of the scenario's own.")
  var replications: Int?

  @Option(
    help: ArgumentHelp(
      "Shares of customers in the stages of the release.", valueName: "share,..."))
  var shares: String?

  @Option(help: "Difference of reward per customer, at most 0, below which the release ends.")
  var harm = 0.0

  @Option(help: "Write the candidate's model card to this file as JSON.", completion: .file())
  var card: String?

  @OptionGroup var replacing: ReplaceOption

  @Flag(
    name: .customLong("allow-external"),
    help: "Allow the two policies to start their programs.")
  var allowExternal = false

  func run() throws {
    var plan = ShadowStudy.Plan(running: running, candidate: candidate)
    if let shares { plan.shares = try Self.read(shares) }
    plan.harm = harm
    let file = card.map { URL(asWritten: $0) }
    try replacing.check(file)
    let (loaded, _) = try source.load()
    let chosen = try LearningRunOptions.choose(
      [running, candidate], from: loaded, allowExternal: allowExternal)
    let study = try ShadowStudy(
      chosen, plan: plan,
      options: LearningRun.options(
        source: source, replications: replications, threads: work.threads, logsDecisions: false,
        allowExternal: allowExternal))
    let outcome = try output.run(study)
    if let file {
      let text = ModelCardDocument(outcome.card).json.rendered
      try SingleFile.write(text.utf8, to: file)
    }
    try output.show(ShadowDocument(outcome).document)
  }

  /// Reads shares such as `1 %, 0.1`.
  private static func read(_ text: String) throws -> [Double] {
    try text.split(separator: ",").map { part in
      let word = part.trimmingCharacters(in: .whitespaces)
      let isPercent = word.hasSuffix("%")
      let number = Double(
        (isPercent ? String(word.dropLast()) : word).trimmingCharacters(in: .whitespaces))
      guard let number, number.isFinite else {
        throw ArgumentError("--shares", found: "\"\(word)\"", allowed: "shares such as 5 % or 0.05")
      }
      return isPercent ? number / 100 : number
    }
  }
}
