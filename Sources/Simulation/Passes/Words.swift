import GSL

extension Walk {
  /// The seats of a customer of the list, whose number and visit are beside it.
  @inline(__always)
  func seats(at index: Int, _ place: Place, _ purpose: Purpose) -> Seats {
    Seats(
      key: key, customer: scratch.number[index], place: place, visit: scratch.visit[index],
      purpose: purpose)
  }

  /// Both words of one block of seats of the list's customers, whose numbers and visits are beside
  /// it.
  func drawWords(
    _ place: Place, _ purpose: Purpose, block: UInt32, _ count: Int, first: Column<UInt64>,
    second: Column<UInt64>
  ) {
    unsafe Philox.fill(
      key: key, customers: scratch.number.start, place: place, visits: scratch.visit.start,
      purpose: purpose, block: block, count: count, first: first.start, second: second.start)
  }

  /// The words of one seat of the list's customers; in `scratch.word` or `scratch.second`.
  func drawSeat(
    _ place: Place, _ purpose: Purpose, _ seat: Int, _ count: Int
  ) -> Column<UInt64> {
    let (first, second) = (scratch.word, scratch.second)
    drawWords(
      place, purpose, block: UInt32(truncatingIfNeeded: seat / 2), count, first: first,
      second: second)
    return seat % 2 == 0 ? first : second
  }

  /// Draws from a distribution for the list's customers, whose words of a seat are known.
  func sample(
    _ sampler: QuantileSampler, _ words: Column<UInt64>, _ place: Place, _ purpose: Purpose,
    _ seat: Int, part: Int, into values: Column<Double>, _ count: Int
  ) {
    if unsafe sampler.fill(values.start, from: words.start, count: count) { return }
    for index in 0..<count {
      values[index] = sampler.value(
        of: words[index], seats(at: index, place, purpose), seat, part: part)
    }
  }

  /// A word as a multiple of 2⁻⁵³ in [0, 1).
  @inline(__always)
  static func unit(_ word: UInt64) -> Double { Double(word >> 11) * 0x1p-53 }

  /// A word as an odd multiple of 2⁻⁵³ in (0, 1).
  @inline(__always)
  static func openUnit(_ word: UInt64) -> Double { (Double(word >> 12) + 0.5) * 0x1p-52 }
}
