/// A cell's content in 96 bits: itself up to 11 bytes, an 88-bit hash of longer ones.
///
/// Two different long cells share a key with a chance near 1e-12 in a table of ten million rows.
struct CellKey: Hashable, Sendable {
  /// The content, in the lower 96 bits; never zero.
  let bits: UInt128

  init(bits: UInt128) {
    self.bits = bits
  }

  init(_ bytes: [UInt8], from start: Int, to end: Int) {
    let count = end - start
    guard count <= 11 else {
      bits = Self.hashed(bytes, from: start, to: end) | UInt128(0xFF) << 88
      return
    }
    var low: UInt64 = 0
    var high: UInt64 = 0
    for index in start..<min(end, start + 8) { low = low << 8 | UInt64(bytes[index]) }
    if count > 8 {
      for index in (start + 8)..<end { high = high << 8 | UInt64(bytes[index]) }
    }
    bits = UInt128(high | UInt64(count + 1) << 24) << 64 | UInt128(low)
  }

  /// A well-mixed 64-bit hash for open addressing.
  var slotHash: UInt64 {
    Self.mix(
      UInt64(truncatingIfNeeded: bits) ^ 0x5896_36D2_0D3B_5CE5,
      UInt64(truncatingIfNeeded: bits >> 64) ^ 0x2D35_8DCC_AA6C_78A5)
  }

  private static func hashed(_ bytes: [UInt8], from start: Int, to end: Int) -> UInt128 {
    var first: UInt64 = 0x9E37_79B9_7F4A_7C15
    var second: UInt64 = 0xC2B2_AE3D_27D4_EB4F
    var index = start
    while index < end {
      var word: UInt64 = 0
      let stop = min(end, index + 8)
      while index < stop {
        word = word << 8 | UInt64(bytes[index])
        index += 1
      }
      first = mix(first ^ word, 0xA076_1D64_78BD_642F)
      second = mix(second ^ word, 0xE703_7ED1_A0B4_28DB)
    }
    // The length tells apart cells that differ in leading zero bytes of a word only.
    first = mix(first ^ UInt64(end - start), 0x8EBC_6AF0_9C88_C6E3)
    return UInt128(first & 0xFF_FFFF) << 64 | UInt128(second ^ first)
  }

  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (high, low) = left.multipliedFullWidth(by: right)
    return high ^ low ^ left
  }
}
