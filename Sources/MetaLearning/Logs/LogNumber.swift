internal import Foundation

/// Numbers as C's printf writes them with %g.
enum LogNumber {
  /// Shortest text that reads back as the same number; whole numbers without a point.
  static func text(_ value: Double) -> String {
    guard value.isFinite else { return "null" }
    if value == value.rounded(), abs(value) < 1e15 { return String(Int64(value)) }
    return "\(value)"
  }

  /// The number that a JSON text means; infinite if it is too great, nil if the text is none.
  ///
  /// Up to 15 digits are exact as a quotient of two exact numbers
  /// (Clinger 1990, doi:10.1145/93542.93557); the rest is left to the standard library.
  static func value(of text: ArraySlice<UInt8>) -> Double? {
    var digits = 0
    var decimals = 0
    var mantissa: UInt64 = 0
    var hasPoint = false
    let isNegative = text.first == UInt8(ascii: "-")
    for byte in isNegative ? text.dropFirst() : text {
      if byte == UInt8(ascii: "."), !hasPoint, digits > 0 {
        hasPoint = true
        continue
      }
      guard (0x30...0x39).contains(byte), digits < 15 else { return slowValue(of: text) }
      mantissa = mantissa * 10 + UInt64(byte - 0x30)
      digits += 1
      if hasPoint { decimals += 1 }
    }
    guard digits > 0, !hasPoint || decimals > 0 else { return nil }
    let value = Double(mantissa) / powersOfTen[decimals]
    return isNegative ? -value : value
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]

  /// Reads any number; the words and hexadecimal forms that the standard library also takes are none.
  private static func slowValue(of text: ArraySlice<UInt8>) -> Double? {
    let first = text.first == UInt8(ascii: "-") ? text.dropFirst().first : text.first
    guard let first, (0x30...0x39).contains(first) else { return nil }
    for byte in text {
      switch byte {
      case 0x30...0x39, 0x2b, 0x2d, 0x2e, 0x45, 0x65: continue
      default: return nil
      }
    }
    return Double(String(decoding: text, as: UTF8.self))
  }

  /// At most so many significant digits, without trailing zeros.
  static func general(_ value: Double, digits: Int) -> String {
    String(format: "%.\(digits)g", value)
  }
}
