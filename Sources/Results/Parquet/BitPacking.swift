/// Packs numbers into as few bits as each of them needs, the lowest bit first.
struct BitPacking {
  private(set) var bytes: [UInt8] = []
  private var pending: UInt64 = 0
  private var pendingBits = 0

  /// Bits that a number takes.
  static func width(of value: UInt64) -> Int { UInt64.bitWidth - value.leadingZeroBitCount }

  /// Adds the lowest bits of a number, at most 64.
  mutating func append(_ value: UInt64, bits: Int) {
    guard bits > 0 else { return }
    let room = 64 - pendingBits
    pending |= value << UInt64(pendingBits)
    if bits < room {
      pendingBits += bits
    } else {
      bytes.append(littleEndian: pending, bytes: 8)
      // A shift by 64 or more gives 0.
      pending = value >> UInt64(room)
      pendingBits = bits - room
    }
  }

  /// Fills the last byte with zeros.
  mutating func finish() {
    bytes.append(littleEndian: pending, bytes: (pendingBits + 7) / 8)
    (pending, pendingBits) = (0, 0)
  }
}
