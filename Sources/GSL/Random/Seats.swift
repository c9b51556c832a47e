public import CKeyedRandom

/// The words of one address by their *seats*, of which each use of the address has its own.
///
/// Seat k is 64-bit word k mod 2 of block k div 2. Whether a word is looked at changes no other, so
/// that what is not needed is not drawn.
@frozen
public struct Seats: Sendable {
  @usableFromInline let start: keyed_random_stream

  /// The seats of an address.
  @inlinable
  @inline(__always)
  public init(
    key: RandomKey, customer: UInt64, place: Place, visit: UInt32 = 0, purpose: Purpose
  ) {
    start = keyed_random_start(key.rawValue, customer, place.rawValue, visit, purpose.rawValue)
  }

  /// The word of a seat.
  @inlinable
  @inline(__always)
  public func word(_ seat: Int) -> UInt64 {
    keyed_random_seat(start, UInt32(truncatingIfNeeded: seat))
  }

  /// A seat's own blocks, 256 (k + 1) and on, for a sampler that may need many words.
  public func stream(of seat: Int) -> RandomStream {
    var state = start
    state.blocks = UInt32(truncatingIfNeeded: 256 * (seat + 1))
    return RandomStream(state: state)
  }
}
