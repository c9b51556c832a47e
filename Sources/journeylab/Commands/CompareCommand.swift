import ArgumentParser
import Foundation
import Reports
import Results
import Studies
import Support
import Terminal

/// `journeylab compare`: two finished runs side by side.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Compare two runs: what differs in what went in, and in what was found.",
    discussion: """
      Runs are folders of results. Where both kept their customers (--customers-file), customers of \
      the same number in the same arm are compared one by one: with the same seed they share their \
      draws, so that only what the runs do differently tells them apart.

        journeylab compare results/price-test/0a1b2c3d4e5f results/price-test/f5e4d3c2b1a0
        journeylab compare RUN RUN --format html > compared.html
      """)

  @Argument(help: "Folder of the first run.", completion: .directory)
  var first: String

  @Argument(help: "Folder of the second run.", completion: .directory)
  var second: String

  @Option(help: "Print text, json, or html: a page for a browser.")
  var format: OutputFormat = .text

  func run() throws {
    let runs = try [first, second].map { try SavedRunReader.read(URL(asWritten: $0)) }
    try Console.show(Document(RunComparison(runs[0], runs[1])), as: format)
  }
}
