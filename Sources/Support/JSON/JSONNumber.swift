/// A number as RFC 8259 allows it.
package struct JSONNumber {
  private let text: ArraySlice<UInt8>
  private var isNegative = false
  private var mantissa: UInt64 = 0
  private var digits = 0
  private var decimals = 0
  private var hasPoint = false
  private var hasExponent = false

  /// Takes a number that fills the text; nil if the text is none.
  package init?(_ text: ArraySlice<UInt8>) {
    self.text = text
    var rest = text
    if rest.first == UInt8(ascii: "-") {
      isNegative = true
      rest = rest.dropFirst()
    }
    let startsWithZero = rest.first == 0x30
    takeDigits(&rest)
    guard digits > 0, !(startsWithZero && digits > 1) else { return nil }
    if rest.first == UInt8(ascii: ".") {
      hasPoint = true
      rest = rest.dropFirst()
      let whole = digits
      takeDigits(&rest)
      decimals = digits - whole
      guard decimals > 0 else { return nil }
    }
    if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
      hasExponent = true
      rest = rest.dropFirst()
      if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") {
        rest = rest.dropFirst()
      }
      guard !rest.isEmpty, rest.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    } else {
      guard rest.isEmpty else { return nil }
    }
  }

  private mutating func takeDigits(_ rest: inout ArraySlice<UInt8>) {
    var position = rest.startIndex
    while position < rest.endIndex, (0x30...0x39).contains(rest[position]) {
      // Beyond 18 digits the text itself is read again.
      if digits < 18 { mantissa = mantissa * 10 + UInt64(rest[position] - 0x30) }
      digits += 1
      position += 1
    }
    rest = rest[position...]
  }

  /// The whole number, if it is written as one that 64 bits hold; not for minus zero.
  package var integer: Int64? {
    guard !hasPoint, !hasExponent, !(isNegative && mantissa == 0) else { return nil }
    guard digits > 18 else { return isNegative ? -Int64(mantissa) : Int64(mantissa) }
    return Int64(String(decoding: text, as: UTF8.self))
  }

  /// The number; infinite if it is too great.
  ///
  /// Up to 15 digits are exact as a quotient of two exact numbers
  /// (Clinger 1990, doi:10.1145/93542.93557); the rest is left to the standard library.
  package var value: Double {
    guard digits <= 15, !hasExponent else {
      return Double(String(decoding: text, as: UTF8.self)) ?? .nan
    }
    let value = Double(mantissa) / Self.powersOfTen[decimals]
    return isNegative ? -value : value
  }

  private static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
  ]
}
