import ArgumentParser
import Reports
import Studies
import Terminal

/// In what form results are printed, and whether progress is shown.
struct OutputOptions: ParsableArguments {
  @Option(help: "Print text or json.")
  var format: OutputFormat = .text

  @Flag(name: .shortAndLong, help: "Print no progress.")
  var quiet = false

  /// Runs a study with its progress shown and Ctrl-C heard.
  /// - Throws: What the study throws; `RunError` when it was interrupted.
  func run<Asked: Study>(_ study: Asked) throws -> Asked.Outcome {
    let interruption = Interruption()
    let bar = ProgressBar(isQuiet: quiet)
    defer { bar.finish() }
    return try study.run(progress: { bar.update($0) }, isCancelled: { interruption.isRequested })
  }

  func show(_ document: Document) { Console.show(document, as: format) }
}
