/// Decimal numbers in bytes, read without a string where that is exact.
enum DecimalText {
  /// Powers of ten that a double holds exactly (Clinger 1990, doi:10.1145/93542.93557).
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// Reads a finite decimal number, spaces around it allowed; nil when it is none.
  static func number(_ bytes: [UInt8], from start: Int, to end: Int) -> Double? {
    // Zeros, ones and small counts fill most tables.
    if end &- start == 1, case let digit = bytes[start] &- 0x30, digit < 10 {
      return Double(digit)
    }
    var index = start
    var end = end
    while index < end, bytes[index] == 0x20 { index += 1 }
    while end > index, bytes[end - 1] == 0x20 { end -= 1 }
    let first = index
    var isNegative = false
    if index < end, bytes[index] == 0x2D || bytes[index] == 0x2B {
      isNegative = bytes[index] == 0x2D
      index += 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var decimals = 0
    while index < end, case let digit = bytes[index] &- 0x30, digit < 10 {
      mantissa = mantissa &* 10 &+ UInt64(digit)
      digits += 1
      index += 1
    }
    if index < end, bytes[index] == 0x2E {
      index += 1
      let before = digits
      while index < end, case let digit = bytes[index] &- 0x30, digit < 10 {
        mantissa = mantissa &* 10 &+ UInt64(digit)
        digits += 1
        index += 1
      }
      decimals = digits - before
    }
    guard digits > 0 else { return nil }
    // Whole numbers up to 2^53 over a power up to 10^22 round once, hence correctly.
    if index == end, digits <= 18, mantissa <= 1 << 53 {
      let value = decimals == 0 ? Double(mantissa) : Double(mantissa) / powers[decimals]
      return isNegative ? -value : value
    }
    return general(bytes[first..<end])
  }

  /// Reads the rest: exponents and more digits than fit.
  private static func general(_ bytes: ArraySlice<UInt8>) -> Double? {
    for byte in bytes {
      switch byte {
      case 0x30...0x39, 0x2B, 0x2D, 0x2E, 0x45, 0x65: continue
      default: return nil
      }
    }
    guard let value = Double(String(decoding: bytes, as: UTF8.self)), value.isFinite else {
      return nil
    }
    return value
  }
}
