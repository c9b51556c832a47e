extension ByteBuffer {
  /// Most bytes that an integer, an amount of money or a number takes.
  public static let widestNumber = 32

  public mutating func append(integer value: Int64) {
    reserve(Self.widestNumber)
    put(integer: value)
  }

  /// Writes an amount in minor units as a decimal number, `1490` with two decimals as `14.90`.
  public mutating func append(money minorUnits: Int64, decimals: Int) {
    reserve(Self.widestNumber)
    put(money: minorUnits, decimals: decimals)
  }

  /// Writes the shortest decimal number that reads back as the same value, nothing if not finite.
  public mutating func append(number value: Double) {
    guard value.isFinite else { return }
    if value == value.rounded(), abs(value) < 1e15 {
      // Minus zero reads back as zero, which is what a person means by it.
      append(integer: Int64(value))
    } else {
      append(value.description.utf8)
    }
  }

  /// Writes a whole number into reserved room.
  @inlinable @inline(__always)
  public mutating func put(integer value: Int64) {
    if value < 0 { put(UInt8(ascii: "-")) }
    put(digitsOf: value.magnitude)
  }

  /// Writes an amount of money into reserved room.
  @inlinable @inline(__always)
  public mutating func put(money minorUnits: Int64, decimals: Int) {
    guard decimals > 0 else { return put(integer: minorUnits) }
    if minorUnits < 0 { put(UInt8(ascii: "-")) }
    var divisor: UInt64 = 1
    for _ in 0..<decimals { divisor &*= 10 }
    let (whole, fraction) = minorUnits.magnitude.quotientAndRemainder(dividingBy: divisor)
    put(digitsOf: whole)
    put(UInt8(ascii: "."))
    put(fraction, digits: decimals)
  }

  /// Writes the last so many digits of a number, with leading zeros, into reserved room.
  @inlinable @inline(__always)
  public mutating func put(_ value: UInt64, digits: Int) {
    var rest = value
    var offset = digits &- 1
    while offset >= 0 {
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      put(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit), at: offset)
      rest = quotient
      offset &-= 1
    }
    advance(by: digits)
  }

  @inlinable @inline(__always)
  mutating func put(digitsOf value: UInt64) {
    var digits = 1
    var bound: UInt64 = 10
    while digits < 19, value >= bound {
      bound &*= 10
      digits &+= 1
    }
    if digits == 19, value >= bound { digits = 20 }
    put(value, digits: digits)
  }
}
