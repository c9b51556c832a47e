/// Where the next byte goes in room that a ``ByteBuffer`` has made: what the rows of large files are
/// written through, without a check, an allocation or a count of references for each byte.
///
/// Whoever writes says before how much it will be at most. Debug builds stop where that is untrue.
@safe public struct ByteCursor: ~Copyable {
  @usableFromInline var place: UnsafeMutablePointer<UInt8>
  @usableFromInline let end: UnsafeMutablePointer<UInt8>

  @inlinable @inline(__always)
  init(_ place: UnsafeMutablePointer<UInt8>, room: Int) {
    unsafe self.place = place
    unsafe end = place + room
  }

  @inlinable @inline(__always)
  mutating func advance(by bytes: Int) {
    assert(unsafe place + bytes <= end, "more is written than was reserved")
    unsafe place += bytes
  }

  @inlinable @inline(__always)
  public mutating func put(_ byte: UInt8) {
    unsafe place.pointee = byte
    advance(by: 1)
  }

  /// Writes over the last byte, such as the comma after the last cell of a row.
  @inlinable @inline(__always)
  public mutating func replaceLast(with byte: UInt8) {
    unsafe (place - 1).pointee = byte
  }

  /// Writes all bytes of a vector, and goes on after the first so many of them.
  @inlinable @inline(__always)
  public mutating func put(_ bytes: SIMD32<UInt8>, count: Int) {
    assert(unsafe place + 32 <= end, "more is written than was reserved")
    unsafe UnsafeMutableRawPointer(place).storeBytes(of: bytes, as: SIMD32<UInt8>.self)
    advance(by: count)
  }

  /// Writes a whole number.
  @inlinable @inline(__always)
  public mutating func put(integer value: Int64) {
    if value < 0 { put(UInt8(ascii: "-")) }
    put(digitsOf: value.magnitude)
  }

  /// Writes an amount of money in minor units, `1490` with two decimals as `14.90`.
  @inlinable @inline(__always)
  public mutating func put(money minorUnits: Int64, decimals: Int) {
    guard decimals > 0 else { return put(integer: minorUnits) }
    if minorUnits < 0 { put(UInt8(ascii: "-")) }
    if decimals == 2 {
      let (whole, fraction) = minorUnits.magnitude.quotientAndRemainder(dividingBy: 100)
      put(digitsOf: whole)
      put(UInt8(ascii: "."))
      return put(pair: fraction)
    }
    var divisor: UInt64 = 1
    for _ in 0..<decimals { divisor &*= 10 }
    let (whole, fraction) = minorUnits.magnitude.quotientAndRemainder(dividingBy: divisor)
    put(digitsOf: whole)
    put(UInt8(ascii: "."))
    put(fraction, digits: decimals)
  }

  /// Writes a number below 100 as two digits.
  @inlinable @inline(__always)
  public mutating func put(pair value: UInt64) {
    let tens = (value &* 103) &>> 10
    put(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: tens))
    put(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value &- tens &* 10))
  }

  /// Writes the last so many digits of a number, with leading zeros.
  @inlinable @inline(__always)
  public mutating func put(_ value: UInt64, digits: Int) {
    var rest = value
    var offset = digits
    while offset >= 2 {
      let (quotient, pair) = rest.quotientAndRemainder(dividingBy: 100)
      let tens = (pair &* 103) &>> 10
      let ones = pair &- tens &* 10
      offset &-= 2
      unsafe place[offset] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: tens)
      unsafe place[offset &+ 1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: ones)
      rest = quotient
    }
    if offset == 1 { unsafe place.pointee = UInt8(ascii: "0") &+ UInt8(rest % 10) }
    advance(by: digits)
  }

  @inlinable @inline(__always)
  mutating func put(digitsOf value: UInt64) {
    if value < 10 { return put(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value)) }
    if value < 100 { return put(pair: value) }
    var digits = 3
    var bound: UInt64 = 1000
    while digits < 19, value >= bound {
      bound &*= 10
      digits &+= 1
    }
    if digits == 19, value >= bound { digits = 20 }
    put(value, digits: digits)
  }
}
