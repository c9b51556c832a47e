import ArgumentParser
import Foundation
import MetaLearning
import Results
import Support
import Terminal

/// `journeylab export`: a log of decisions, or a run's sales, in the form of another tool.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a log of decisions for Vowpal Wabbit or obp, or a run's sales as a database.",
    discussion: """
      vw is Vowpal Wabbit's text (--cb_explore_adf), dsjson its decision service JSON \
      (--dsjson), obp the columns of a bandit feedback as JSON. sqlite takes the folder of a run that \
      was made with --events, and writes customers, sessions, orders, lines and refunds with keys, \
      indices and views to one SQLite file.

        journeylab export decisions.jsonl --to vw > log.vw
        journeylab export decisions.jsonl --of core --to obp --output feedback.json
        journeylab export results/price-test/DIGEST --to sqlite --output shop.sqlite
      """)

  @OptionGroup var source: LogOptions

  @Option(help: "Form to write: vw, dsjson, obp or sqlite.")
  var to: String

  @Option(
    help: "File to write; standard output by default, which a database cannot be written to.",
    completion: .file())
  var output: String?

  private static let database = "sqlite"

  func run() throws {
    if to == Self.database {
      try writeDatabase()
      return
    }
    guard let form = LogExport(rawValue: to) else {
      let allowed = (LogExport.allCases.map(\.rawValue) + [Self.database]).joined(separator: ", ")
      throw ArgumentError("--to", found: "\"\(to)\"", allowed: allowed)
    }
    let data = try form.data(of: try source.read())
    guard let output else {
      Console.write(data)
      return
    }
    try SingleFile.write(data, to: URL(asWritten: output))
  }

  private func writeDatabase() throws {
    guard source.of == nil, source.decision == nil, source.market == nil else {
      throw InputError("--of, --decision and --market: only with a log of decisions")
    }
    guard let output else { throw InputError("--output: a database needs the name of a file") }
    try SalesDatabase.write(run: URL(asWritten: source.log), to: URL(asWritten: output))
  }
}
