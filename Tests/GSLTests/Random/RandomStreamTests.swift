import Testing

@testable import GSL

@Suite struct `Random stream` {
  private static let key = RandomKey(seed: 20_260_105, replication: 7)
  private static let place = Place("stage", "basket")

  // The words below come from a Philox written independently in Python from the key contract.

  @Test func `keys and places are as in the contract`() {
    #expect(Self.key.rawValue == 0xe736_7f9c_99bf_3c9a)
    #expect(Self.place.rawValue == 0xee23_1981)
  }

  @Test func `words of an address are pinned`() {
    var stream = RandomStream(
      key: Self.key, customer: 123_456_789_012, place: Self.place, visit: 3, purpose: .visit)
    let words = (0..<4).map { _ in stream.nextWord() }
    #expect(
      words == [
        0xec66_0c69_d43d_a56a, 0xeeeb_5f0b_e67f_a6db, 0xcc32_3310_82b6_00cb,
        0x8d5b_109b_a39a_0fc8,
      ])
  }

  @Test func `bits that do not fit in the counter change the key`() {
    var stream = RandomStream(
      key: Self.key, customer: 5 << 48 + 9, place: Self.place, visit: 2 << 24 + 1, purpose: .trait)
    #expect(stream.nextWord() == 0xf154_8683_3eb9_cbe0)
    #expect(stream.nextWord() == 0x931f_6b25_ba0e_2d82)
  }

  @Test func `a stream goes on under a derived key after 65,536 blocks`() {
    var stream = RandomStream(
      key: Self.key, customer: 1, place: Self.place, purpose: .bootstrap)
    for _ in 0..<131_070 { _ = stream.nextWord() }
    let words = (0..<5).map { _ in stream.nextWord() }
    #expect(
      words == [
        0xe60e_8392_ba7e_b7cc, 0xcb1d_b1ca_af60_7c05, 0xc4e7_b1cd_0bc8_e4f2,
        0xe947_a7d7_d9fc_5c91, 0x9c45_c457_f7a2_9d1c,
      ])
  }

  @Test func `the order in which streams are used changes nothing`() {
    var first = RandomStream(key: Self.key, customer: 1, place: Self.place, purpose: .visit)
    var second = RandomStream(key: Self.key, customer: 2, place: Self.place, purpose: .visit)
    var alternating: [UInt64] = []
    for _ in 0..<5 {
      alternating.append(second.nextWord())
      alternating.append(first.nextWord())
    }
    var again = RandomStream(key: Self.key, customer: 1, place: Self.place, purpose: .visit)
    let alone = (0..<5).map { _ in again.nextWord() }
    #expect(alone == [1, 3, 5, 7, 9].map { alternating[$0] })
  }

  @Test func `no two addresses share a word`() {
    var seen = Set<UInt64>()
    var count = 0
    for seed in [1, 2] as [UInt64] {
      for replication in [0, 1] as [UInt32] {
        let key = RandomKey(seed: seed, replication: replication)
        for customer in [0, 1, 1 << 32, 1 << 47, 1 << 48, 1 << 63] as [UInt64] {
          for place in [Place("stage", "a"), Place("stage", "b"), Place("trait", "a")] {
            for visit in [0, 1, 1 << 23, 1 << 24, 1 << 31] as [UInt32] {
              for purpose in (1...14).map({ Purpose(rawValue: $0) }) {
                var stream = RandomStream(
                  key: key, customer: customer, place: place, visit: visit, purpose: purpose)
                for _ in 0..<4 {
                  seen.insert(stream.nextWord())
                  count += 1
                }
              }
            }
          }
        }
      }
    }
    #expect(seen.count == count)
  }

  @Test func `GSL's generator gives the stream's own words`() {
    var plain = RandomStream(key: Self.key, customer: 4, place: Self.place, purpose: .visit)
    var generator = RandomStream(key: Self.key, customer: 4, place: Self.place, purpose: .visit)
    for _ in 0..<1000 {
      #expect(generator.generatorWord() == UInt(plain.nextWord() >> 32))
      #expect(generator.generatorUniform() == plain.uniform())
    }
  }

  @Test func `uniforms are the upper bits of one word`() {
    var words = RandomStream(key: Self.key, customer: 5, place: Self.place, purpose: .visit)
    var numbers = RandomStream(key: Self.key, customer: 5, place: Self.place, purpose: .visit)
    for _ in 0..<1000 {
      #expect(numbers.uniform() == Double(words.nextWord() >> 11) / 9_007_199_254_740_992)
      let open = numbers.uniformOpen()
      #expect(open == (Double(words.nextWord() >> 12) + 0.5) / 4_503_599_627_370_496)
      #expect(open > 0 && open < 1)
    }
  }

  @Test(arguments: [1, 2, 3, 7, 10] as [UInt64])
  func `whole numbers below a bound are equally likely`(bound: UInt64) {
    var stream = RandomStream(
      key: Self.key, customer: bound, place: Self.place, purpose: .alternative)
    var counts = [Double](repeating: 0, count: Int(bound))
    for _ in 0..<20_000 { counts[Int(stream.uniform(below: bound))] += 1 }
    let expected = 20_000 / Double(bound)
    let statistic = counts.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
    if bound > 1 {
      #expect(ChiSquared.upperTail(statistic, degreesOfFreedom: Double(bound - 1)) > 1e-4)
    } else {
      #expect(statistic == 0)
    }
  }

  @Test func `a large bound is not biased towards small numbers`() {
    // Three quarters of 2⁶⁴: without rejection a third of the numbers would come twice as often.
    let bound: UInt64 = 3 << 62
    var stream = RandomStream(key: Self.key, customer: 6, place: Self.place, purpose: .alternative)
    var thirds = [0.0, 0, 0]
    for _ in 0..<20_000 {
      let value = stream.uniform(below: bound)
      #expect(value < bound)
      thirds[Int(value % 3)] += 1
    }
    let statistic = thirds.reduce(0) { $0 + ($1 - 20_000 / 3) * ($1 - 20_000 / 3) / (20_000 / 3) }
    #expect(ChiSquared.upperTail(statistic, degreesOfFreedom: 2) > 1e-4)
  }

  @Test func `a bound of 0 gives 0`() {
    var stream = RandomStream(key: Self.key, customer: 7, place: Self.place, purpose: .alternative)
    #expect(stream.uniform(below: 0) == 0)
  }
}
