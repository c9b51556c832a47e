/// An open-addressing table from cell keys to small numbers, in 16 bytes a slot.
struct KeyTable: Sendable {
  /// Key in the upper 96 bits, value in the lower 32; zero where free.
  private var slots: [UInt128] = Array(repeating: 0, count: 64)
  private(set) var count = 0

  /// Finds the value of a key, or stores a new one.
  /// - Returns: The value that was there before, or nil when the key is new.
  mutating func find(_ key: CellKey, orStore value: UInt32) -> UInt32? {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: key.slotHash) & mask
    while slots[slot] != 0 {
      if slots[slot] >> 32 == key.bits { return UInt32(truncatingIfNeeded: slots[slot]) }
      slot = (slot + 1) & mask
    }
    slots[slot] = key.bits << 32 | UInt128(value)
    count += 1
    if count * 3 > slots.count * 2 { grow() }
    return nil
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: old.count * 2)
    let mask = slots.count - 1
    for entry in old where entry != 0 {
      var slot = Int(truncatingIfNeeded: CellKey(bits: entry >> 32).slotHash) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = entry
    }
  }
}
