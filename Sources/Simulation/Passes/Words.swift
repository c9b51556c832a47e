import GSL

extension Walk {
  @inline(__always)
  func stream(
    of customer: Int, _ place: Place, visit: UInt32, _ purpose: Purpose
  ) -> RandomStream {
    RandomStream(
      key: key, customer: UInt64(block.number[customer]), place: place, visit: visit,
      purpose: purpose)
  }

  /// Both words of one block of the streams of the list's customers, whose numbers and visits are
  /// beside it.
  func drawWords(
    _ place: Place, _ purpose: Purpose, block: UInt32, _ count: Int, first: Column<UInt64>,
    second: Column<UInt64>
  ) {
    unsafe Philox.fill(
      key: key, customers: scratch.number.start, place: place, visits: scratch.visit.start,
      purpose: purpose, block: block, count: count, first: first.start, second: second.start)
  }

  /// A word as a multiple of 2⁻⁵³ in [0, 1).
  @inline(__always)
  static func unit(_ word: UInt64) -> Double { Double(word >> 11) * 0x1p-53 }
}
