import Testing

@testable import GSL

struct SeatsTests {
  private static let key = RandomKey(seed: 11, replication: 2)

  @Test(arguments: [0, 5, 1 << 33 + 7, 1 << 40 + 1, 1 << 50] as [UInt64])
  func `a seat is the word of its number in the address's stream`(customer: UInt64) {
    let place = Place("stage", "cart")
    let seats = Seats(key: Self.key, customer: customer, place: place, visit: 3, purpose: .visit)
    var stream = RandomStream(
      key: Self.key, customer: customer, place: place, visit: 3, purpose: .visit)
    for seat in 0..<12 { #expect(seats.word(seat) == stream.nextWord()) }
  }

  @Test func `a seat's own blocks begin 256 blocks on`() {
    let place = Place("trait", "trust")
    let seats = Seats(key: Self.key, customer: 9, place: place, purpose: .trait)
    var stream = RandomStream(key: Self.key, customer: 9, place: place, purpose: .trait)
    let words = (0..<2048).map { _ in stream.nextWord() }
    for seat in 0...2 {
      var own = seats.stream(of: seat)
      #expect(own.nextWord() == words[512 * (seat + 1)])
      #expect(own.nextWord() == words[512 * (seat + 1) + 1])
    }
  }

  @Test(arguments: [1, 2, 3, 4, 5, 64, 301])
  func `words of many customers are those of their seats`(count: Int) {
    let place = Place("stage", "cart")
    let customers = (0..<UInt64(count)).map { $0 &* 0x6_0000_001B + 7 }
    let visits = (0..<UInt32(count)).map { $0 % 9 + 1 }
    var first = [UInt64](repeating: 0, count: count)
    var second = first
    for block in 0..<3 as Range<UInt32> {
      unsafe Philox.fill(
        key: Self.key, customers: customers, place: place, visits: visits, purpose: .visit,
        block: block, count: count, first: &first, second: &second)
      for index in 0..<count {
        let seats = Seats(
          key: Self.key, customer: customers[index], place: place, visit: visits[index],
          purpose: .visit)
        #expect(first[index] == seats.word(2 * Int(block)))
        #expect(second[index] == seats.word(2 * Int(block) + 1))
      }
    }
  }
}
