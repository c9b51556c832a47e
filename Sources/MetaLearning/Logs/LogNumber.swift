internal import Foundation

/// Numbers as C's printf writes them with %g.
enum LogNumber {
  /// Shortest text that reads back as the same number; whole numbers without a point.
  static func text(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    return "\(value)"
  }

  /// At most so many significant digits, without trailing zeros.
  static func general(_ value: Double, digits: Int) -> String {
    String(format: "%.\(digits)g", value)
  }
}
