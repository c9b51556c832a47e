import ArgumentParser
import Reports
import Studies
import Terminal

/// `journeylab designs`: which design of an experiment tells the truth.
struct DesignsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "designs",
    abstract: "Compare designs of a scenario's test with the roll-out: bias, error, coverage.",
    discussion: """
      Where customers share stock, a split by customer lets one arm take from the other. The same \
      market is run under four designs, over and over: split by customer, by market, by time \
      block, and with the stock divided between the arms. Where customers share nothing, the split \
      by customer is valid, and nothing has to be run. \
      Each market takes at most 4 GB, of which there is one per thread.

        journeylab designs scenarios/limited-stock.yaml
        journeylab designs scenarios/limited-stock.yaml --replications 400 --block 14 --wash-out 2
      """)

  @OptionGroup var source: ScenarioOptions
  @OptionGroup var work: ThreadOptions

  @Option(help: "Replications of the whole experiment.")
  var replications = 100

  @Option(help: "Markets per arm of the split by market.")
  var markets = 10

  @Option(help: "Days of a time block; 7, or fewer where the horizon is short.")
  var block: Int?

  @Option(
    name: .customLong("wash-out"),
    help: "Days at the start of a block that are left out after another arm; 1 in longer blocks.")
  var washOut: Int?

  @OptionGroup var output: OutputOptions

  func run() throws {
    let (_, compiled) = try source.load()
    try output.show(
      Document(
        try output.run(
          DesignsStudy(
            compiled: compiled,
            options: DesignOptions(
              seed: source.seed, replications: replications, marketsPerArm: markets,
              blockDays: block, washOutDays: washOut, threads: work.threads)))))
  }
}
