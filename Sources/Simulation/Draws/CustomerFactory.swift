import GSL
import Scenarios

/// Draws customers: who they are, when they come and which arm they are assigned to.
///
/// A customer is a pure function of (seed, replication, number): adding customers, arms or stages
/// changes none that was there. Those of one replication are told apart by their place among them.
struct CustomerFactory: Sendable {
  let key: RandomKey
  let numbers: CustomerNumbers
  let traits: TraitSampler
  private let segmentBounds: [Double]
  private let channelBounds: [Double]
  private let armBounds: [Double]
  private let arrivals: ArrivalTimes

  init(
    key: RandomKey, numbers: CustomerNumbers, segmentBounds: [Double], channelBounds: [Double],
    armBounds: [Double], arrivals: ArrivalTimes, traits: TraitSampler
  ) {
    self.key = key
    self.numbers = numbers
    self.segmentBounds = segmentBounds
    self.channelBounds = channelBounds
    self.armBounds = armBounds
    self.arrivals = arrivals
    self.traits = traits
  }

  var traitCount: Int { traits.count }

  /// The arrival in hours since the start of the customer at a place.
  func arrival(of place: UInt64) -> Double {
    let number = numbers.number(of: place)
    return arrivals.time(
      ofNumber: number, atQuantile: Walk.unit(word(of: number, .arrival)))
  }

  func segment(of place: UInt64) -> Int { index(at: place, .segment, segmentBounds) }
  func channel(of place: UInt64) -> Int { index(at: place, .channel, channelBounds) }
  func arm(of place: UInt64) -> Int { index(at: place, .arm, armBounds) }

  /// Writes the customer's traits to `slots` from index 1 on.
  func drawTraits(of place: UInt64, segment: Int, into slots: inout [Double]) {
    traits.draw(customer: numbers.number(of: place), segment: segment, key: key, into: &slots)
  }

  /// The share of all customers who are expected before a time.
  func share(before time: Double) -> Double { arrivals.share(before: time) }

  /// Gives the customers of a list the numbers under which they draw, where these are others.
  func number(_ list: Column<Int32>, _ count: Int, in block: Block) {
    guard block.drawNumber.count > 0 else { return }
    for index in 0..<count {
      let customer = Int(list[index])
      block.drawNumber[customer] = numbers.number(of: UInt64(block.number[customer]))
    }
  }

  /// Whether anything depends on a customer's segment or channel.
  var hasSegments: Bool { segmentBounds.count > 1 }
  var hasChannels: Bool { channelBounds.count > 1 }

  // The same from words, for whole columns of them.

  @inline(__always)
  func arrival(ofNumber number: UInt64, at word: UInt64) -> Double {
    arrivals.time(ofNumber: number, atQuantile: Walk.unit(word))
  }

  func segment(at word: UInt64) -> Int { pick(segmentBounds, at: word) }
  func channel(at word: UInt64) -> Int { pick(channelBounds, at: word) }
  func arm(at word: UInt64) -> Int { pick(armBounds, at: word) }

  private func word(of number: UInt64, _ seat: CustomerSeat) -> UInt64 {
    Seats(key: key, customer: number, place: DrawPlace.customer, purpose: .customer)
      .word(seat.rawValue)
  }

  private func index(at place: UInt64, _ seat: CustomerSeat, _ bounds: [Double]) -> Int {
    guard bounds.count > 1 else { return 0 }
    return pick(bounds, at: word(of: numbers.number(of: place), seat))
  }

  private func pick(_ bounds: [Double], at word: UInt64) -> Int {
    let draw = Walk.unit(word)
    for index in 0..<(bounds.count - 1) where draw < bounds[index] { return index }
    return bounds.count - 1
  }
}
