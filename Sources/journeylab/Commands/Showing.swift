import Reports
import Terminal

extension Console {
  /// Prints a document, as text as wide as the terminal.
  static func show(_ document: Document, as format: OutputFormat = .text) {
    switch format {
    case .json: Console.print(JSONRenderer.render(document))
    case .text:
      let renderer = TextRenderer(width: columns ?? TextRenderer.standardWidth)
      Console.print(Paint.summary(renderer.render(document)))
    }
  }
}
