import GSL
import Scenarios

/// Draws customers: who they are, when they come and which arm they are assigned to.
///
/// A customer is a pure function of (seed, replication, number): adding customers, arms or stages
/// changes none that was there.
struct CustomerFactory: Sendable {
  let key: RandomKey
  private let segmentBounds: [Double]
  private let channelBounds: [Double]
  private let armBounds: [Double]
  private let arrivals: ArrivalTimes
  let traits: TraitSampler

  init(
    key: RandomKey, segmentBounds: [Double], channelBounds: [Double], armBounds: [Double],
    arrivals: ArrivalTimes, traits: TraitSampler
  ) {
    self.key = key
    self.segmentBounds = segmentBounds
    self.channelBounds = channelBounds
    self.armBounds = armBounds
    self.arrivals = arrivals
    self.traits = traits
  }

  /// The same population under another key.
  func rekeyed(_ key: RandomKey) -> CustomerFactory {
    CustomerFactory(
      key: key, segmentBounds: segmentBounds, channelBounds: channelBounds, armBounds: armBounds,
      arrivals: arrivals, traits: traits)
  }

  var traitCount: Int { traits.count }

  /// The customer's arrival in hours since the start.
  func arrival(of customer: UInt64) -> Double {
    arrivals.time(atQuantile: arrivalLevel(of: customer))
  }

  /// The expected share of customers who arrive before this one, in [0, 1).
  func arrivalLevel(of customer: UInt64) -> Double { uniform(customer, .arrival) }

  func segment(of customer: UInt64) -> Int { pick(segmentBounds, customer, .segment) }
  func channel(of customer: UInt64) -> Int { pick(channelBounds, customer, .channel) }
  func arm(of customer: UInt64) -> Int { pick(armBounds, customer, .assignment) }

  /// Writes the customer's traits to `slots` from index 1 on.
  func drawTraits(of customer: UInt64, segment: Int, into slots: inout [Double]) {
    traits.draw(customer: customer, segment: segment, key: key, into: &slots)
  }

  /// Where the draws of who a customer is belong.
  let market = Place("market", "customer")

  /// Whether a customer's draw for a purpose decides anything; those of one alternative do not.
  func needs(_ purpose: Purpose) -> Bool {
    switch purpose {
    case .segment: segmentBounds.count > 1
    case .channel: channelBounds.count > 1
    case .assignment: armBounds.count > 1
    default: true
    }
  }

  // The same from draws in [0, 1), for whole columns of them.

  func arrival(atLevel level: Double) -> Double { arrivals.time(atQuantile: level) }
  func segment(at draw: Double) -> Int { pick(segmentBounds, at: draw) }
  func channel(at draw: Double) -> Int { pick(channelBounds, at: draw) }
  func arm(at draw: Double) -> Int { pick(armBounds, at: draw) }

  private func uniform(_ customer: UInt64, _ purpose: Purpose) -> Double {
    var stream = RandomStream(
      key: key, customer: customer, place: market, visit: 0, purpose: purpose)
    return stream.uniform()
  }

  private func pick(_ bounds: [Double], _ customer: UInt64, _ purpose: Purpose) -> Int {
    guard bounds.count > 1 else { return 0 }
    return pick(bounds, at: uniform(customer, purpose))
  }

  private func pick(_ bounds: [Double], at draw: Double) -> Int {
    guard bounds.count > 1 else { return 0 }
    for index in 0..<(bounds.count - 1) where draw < bounds[index] { return index }
    return bounds.count - 1
  }
}
