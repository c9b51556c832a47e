import Foundation

/// Standard output and standard error.
package enum Console {
  /// Prints text that ends with exactly one line feed.
  package static func print(_ text: String) {
    Swift.print(text, terminator: text.hasSuffix("\n") ? "" : "\n")
  }

  package static func complain(_ text: String) { write(text.hasSuffix("\n") ? text : text + "\n") }

  package static func write(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// Whether standard error is a terminal that shows a bar.
  static var showsProgress: Bool { isatty(2) == 1 && environment["TERM"] != "dumb" }

  /// Whether standard output is a terminal that wants colour (https://no-color.org).
  static var wantsColour: Bool {
    isatty(1) == 1 && environment["TERM"] != "dumb" && (environment["NO_COLOR"] ?? "").isEmpty
  }

  /// Columns of the terminal that standard output is; nil for a file, or where it does not say.
  package static var columns: Int? {
    guard isatty(1) == 1 else { return nil }
    var size = winsize()
    let status = unsafe ioctl(1, UInt(TIOCGWINSZ), &size)
    return status == 0 && size.ws_col > 0 ? Int(size.ws_col) : nil
  }

  private static var environment: [String: String] { ProcessInfo.processInfo.environment }
}
