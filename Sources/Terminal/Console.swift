import Foundation
import Support

/// Standard output and standard error.
package enum Console {
  /// Prints text that ends with exactly one line feed.
  package static func print(_ text: String) {
    write((text.hasSuffix("\n") ? text : text + "\n").utf8)
  }

  /// Writes bytes to standard output; the program ends with status 1 where that takes none.
  ///
  /// A full disk or a reader that has gone must not pass for a result that was shown.
  package static func write(_ bytes: some Collection<UInt8>) {
    do {
      try Standard.write(Array(bytes), to: 1)
    } catch {
      complain("error: cannot write to standard output: \(error.description)")
      exit(1)
    }
  }

  /// Writes lines to standard error, without what a terminal would act upon.
  package static func complain(_ text: String) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      .map(\.withControlsNamed).joined(separator: "\n")
    write(lines.hasSuffix("\n") ? lines : lines + "\n")
  }

  package static func write(_ text: String) { try? Standard.write(Array(text.utf8), to: 2) }

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
