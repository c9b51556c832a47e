import Foundation

/// Standard output and standard error.
package enum Console {
  /// Prints text that ends with exactly one line feed.
  package static func print(_ text: String) {
    Swift.print(text, terminator: text.hasSuffix("\n") ? "" : "\n")
  }

  /// Prints a line to standard error.
  package static func complain(_ text: String) {
    write(text.hasSuffix("\n") ? text : text + "\n")
  }

  /// Writes text to standard error as it is.
  package static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// Whether standard error is a terminal that shows a bar.
  package static var showsProgress: Bool { isatty(2) == 1 && environment["TERM"] != "dumb" }

  /// Whether standard output is a terminal that wants colour (https://no-color.org).
  package static var wantsColour: Bool {
    isatty(1) == 1 && environment["TERM"] != "dumb" && (environment["NO_COLOR"] ?? "").isEmpty
  }

  private static var environment: [String: String] { ProcessInfo.processInfo.environment }
}
