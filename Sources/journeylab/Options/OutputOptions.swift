import ArgumentParser
import Reports
import Studies
import Terminal

/// In what form results are printed, and whether progress is shown.
struct OutputOptions: ParsableArguments {
  @Option(help: "Print text, json, or html: a page for a browser.")
  var format: OutputFormat = .text

  @Flag(name: .shortAndLong, help: "Print no progress.")
  var quiet = false

  /// Runs a study with its progress shown and Ctrl-C heard.
  /// - Throws: What the study throws; `RunError` when it was interrupted.
  func run<Asked: Study>(
    _ study: Asked, interruption: Interruption = Interruption()
  ) throws -> Asked.Outcome {
    try ProgressBar.during(isQuiet: quiet, interruption: interruption, study.run)
  }

  func show(_ document: Document) throws { try Console.show(document, as: format) }
}

extension Console {
  /// Prints a document, as text as wide as the terminal.
  static func show(_ document: Document, as format: OutputFormat = .text) throws {
    switch format {
    case .html: Console.print(try PageRenderer().render(document))
    case .json: Console.print(JSONRenderer.render(document))
    case .text:
      let renderer = TextRenderer(width: columns ?? TextRenderer.standardWidth)
      Console.print(Paint.summary(renderer.render(document)))
    }
  }
}
