import Foundation

/// Colours a finished summary for a terminal; the text itself stays as it is.
package enum Paint {
  private static let bold = "\u{1b}[1m"
  private static let plain = "\u{1b}[0m"
  private static let verdicts = [
    ("do not ship", "\u{1b}[31m"), ("do not trust", "\u{1b}[31m"),
    ("keep testing", "\u{1b}[33m"), ("ship", "\u{1b}[32m"),
  ]

  /// Makes headings bold and verdicts coloured, where the terminal wants colour.
  package static func summary(_ text: String) -> String {
    guard Console.wantsColour else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { paint(String($0)) }.joined(separator: "\n")
  }

  private static func paint(_ line: String) -> String {
    guard line.hasPrefix("  ") else { return line.isEmpty ? line : bold + line + plain }
    for (verdict, colour) in verdicts {
      guard let place = line.range(of: verdict, options: .backwards) else { continue }
      // A verdict stands at the end of a table's row or before the reason for it.
      let rest = line[place.upperBound...]
      guard rest.isEmpty || rest.hasPrefix(":") else { continue }
      return line[..<place.lowerBound] + colour + verdict + plain + rest
    }
    return line
  }
}
