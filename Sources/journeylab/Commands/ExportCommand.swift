import ArgumentParser
import Foundation
import MetaLearning
import Results
import Support
import Terminal

/// `journeylab export`: a log of decisions in the form of another tool.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write a log of decisions for Vowpal Wabbit or obp.",
    discussion: """
      vw is Vowpal Wabbit's text (--cb_explore_adf), dsjson its decision service JSON \
      (--dsjson), obp the columns of a bandit feedback as JSON.

        journeylab export decisions.jsonl --to vw > log.vw
        journeylab export decisions.jsonl --of core --to obp --output feedback.json
      """)

  @OptionGroup var source: LogOptions

  @Option(help: "Form to write: vw, dsjson or obp.")
  var to: String

  @Option(help: "File to write; standard output by default.", completion: .file())
  var output: String?

  func run() throws {
    guard let form = LogExport(rawValue: to) else {
      let allowed = LogExport.allCases.map(\.rawValue).joined(separator: ", ")
      throw ArgumentError("--to", found: "\"\(to)\"", allowed: allowed)
    }
    let data = try form.data(of: try source.read())
    guard let output else {
      Console.write(data)
      return
    }
    try SingleFile.write(data, to: URL(asWritten: output))
  }
}
