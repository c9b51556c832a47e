/// A decimal number as written: exact, whatever its length.
struct WrittenNumber: Equatable {
  var isNegative: Bool
  /// Digits before the point.
  var whole: String
  /// Digits after the point.
  var fraction: String
  /// Power of ten that follows `e`, if any.
  var exponent: String?

  /// Reads `14`, `-0.5`, `.5`, `1e-3`; nil for anything else, infinities and NaN among it.
  init?(_ text: some StringProtocol) {
    var rest = Substring(text).utf8[...]
    isNegative = rest.first == UInt8(ascii: "-")
    if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      rest = rest.dropFirst()
    }
    whole = Self.digits(&rest)
    fraction = ""
    if rest.first == UInt8(ascii: ".") {
      rest = rest.dropFirst()
      fraction = Self.digits(&rest)
    }
    guard !whole.isEmpty || !fraction.isEmpty else { return nil }
    if let letter = rest.first, letter == UInt8(ascii: "e") || letter == UInt8(ascii: "E") {
      rest = rest.dropFirst()
      var sign = ""
      if let first = rest.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
        sign = first == UInt8(ascii: "-") ? "-" : ""
        rest = rest.dropFirst()
      }
      let digits = Self.digits(&rest)
      guard !digits.isEmpty else { return nil }
      exponent = sign + digits
    }
    guard rest.isEmpty else { return nil }
  }

  /// The nearest floating-point number; infinite where the text is out of its range.
  var value: Double {
    let text =
      (isNegative ? "-" : "") + (whole.isEmpty ? "0" : whole)
      + "." + (fraction.isEmpty ? "0" : fraction) + (exponent.map { "e" + $0 } ?? "")
    return Double(text) ?? .infinity
  }

  /// The number with this many decimals as a whole number of the last of them.
  ///
  /// Nil where a further decimal other than 0 is written, an exponent is, or 64 bits are too few.
  func scaled(decimals: Int) -> Int64? {
    guard exponent == nil else { return nil }
    guard fraction.dropFirst(decimals).allSatisfy({ $0 == "0" }) else { return nil }
    let kept = fraction.prefix(decimals)
    let padding = String(repeating: "0", count: decimals - kept.count)
    return Int64((isNegative ? "-" : "") + whole + kept + padding)
  }

  private static func digits(_ rest: inout Substring.UTF8View) -> String {
    let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    rest = rest.dropFirst(digits.count)
    return String(Substring(digits))
  }
}
