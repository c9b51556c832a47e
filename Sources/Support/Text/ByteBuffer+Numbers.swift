extension ByteBuffer {
  /// Most bytes that an integer, an amount of money or a number takes.
  public static let widestNumber = 32

  public mutating func append(integer value: Int64) {
    write(atMost: Self.widestNumber) { $0.put(integer: value) }
  }

  /// Writes an amount in minor units as a decimal number, `1490` with two decimals as `14.90`.
  public mutating func append(money minorUnits: Int64, decimals: Int) {
    write(atMost: Self.widestNumber) { $0.put(money: minorUnits, decimals: decimals) }
  }

  /// Writes the shortest decimal number that reads back as the same value, nothing if not finite.
  public mutating func append(number value: Double) {
    write(atMost: Self.widestNumber) { $0.put(number: value) }
  }
}

extension ByteCursor {
  /// Writes the shortest decimal number that reads back as the same value, nothing if not finite.
  public mutating func put(number value: Double) {
    guard value.isFinite else { return }
    if value == value.rounded(), abs(value) < 1e15 {
      // Minus zero reads back as zero, which is what a person means by it.
      put(integer: Int64(value))
    } else {
      for byte in value.description.utf8 { put(byte) }
    }
  }
}
