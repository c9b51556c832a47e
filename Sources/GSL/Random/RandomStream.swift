public import CKeyedRandom

/// The sequence of random words at one address, see ``RandomKey`` for what an address is.
///
/// Public, because Swift inlines nothing that is `package` into another target, and the journeys'
/// inner loop doubles its time by that. Holds its state inline and allocates nothing. It cannot be
/// copied, so that no word is used twice by accident; two streams of the same address give the
/// same words.
@frozen
public struct RandomStream: ~Copyable, Sendable {
  @usableFromInline var state: keyed_random_stream

  /// Starts at the first word of an address.
  @inlinable
  @inline(__always)
  public init(
    key: RandomKey, customer: UInt64, place: Place, visit: UInt32 = 0, purpose: Purpose
  ) {
    state = keyed_random_start(
      key.rawValue, customer, place.rawValue, visit, purpose.rawValue)
  }

  @inlinable
  @inline(__always)
  init(state: keyed_random_stream) { self.state = state }

  /// Gives the next 64 random bits.
  @inlinable
  @inline(__always)
  public mutating func nextWord() -> UInt64 {
    unsafe keyed_random_next(&state)
  }

  /// Gives a number in [0, 1), a multiple of 2⁻⁵³; uses one word.
  @inlinable
  @inline(__always)
  public mutating func uniform() -> Double {
    unsafe keyed_random_uniform(&state)
  }

  /// Gives a number in (0, 1), an odd multiple of 2⁻⁵³; uses one word.
  @inlinable
  @inline(__always)
  public mutating func uniformOpen() -> Double {
    unsafe keyed_random_uniform_open(&state)
  }

  /// Gives a whole number in 0 ..< bound, each equally likely; 0 if the bound is 0.
  ///
  /// Uses one word in all but bound/2⁶⁴ of the cases. Lemire: Fast random integer generation in an
  /// interval (2019), doi:10.1145/3230636.
  @inlinable
  @inline(__always)
  public mutating func uniform(below bound: UInt64) -> UInt64 {
    var product = nextWord().multipliedFullWidth(by: bound)
    if product.low < bound {
      let threshold = (0 &- bound) % bound
      while product.low < threshold {
        product = nextWord().multipliedFullWidth(by: bound)
      }
    }
    return product.high
  }
}

extension RandomStream {
  /// Gives the next 32 bits through GSL's generator interface; uses one word.
  public mutating func generatorWord() -> UInt {
    unsafe UInt(keyed_random_get(&state))
  }

  /// Gives a number in [0, 1) through GSL's generator interface; uses one word.
  public mutating func generatorUniform() -> Double {
    unsafe keyed_random_get_double(&state)
  }
}

/// The bijection under every stream.
public enum Philox {
  /// Both words of one block of many streams at one place, the same as ``RandomStream`` gives.
  ///
  /// Customers are below 2⁴⁸, visits below 2²⁴; all memory holds so many elements.
  @unsafe
  package static func fill(
    key: RandomKey, customers: UnsafePointer<UInt64>, place: Place, visits: UnsafePointer<UInt32>,
    purpose: Purpose, block: UInt32, count: Int, first: UnsafeMutablePointer<UInt64>,
    second: UnsafeMutablePointer<UInt64>
  ) {
    unsafe keyed_random_words(
      key.rawValue, customers, place.rawValue, visits, purpose.rawValue, block, count, first,
      second)
  }

  /// Philox4x32-10 of a counter under a key.
  public static func block(
    counter: SIMD4<UInt32>, key: SIMD2<UInt32>
  ) -> SIMD4<UInt32> {
    func pair(_ low: UInt32, _ high: UInt32) -> UInt64 { UInt64(high) << 32 | UInt64(low) }
    let block = keyed_random_philox4x32_10(
      keyed_random_block(front: pair(counter[0], counter[1]), back: pair(counter[2], counter[3])),
      pair(key[0], key[1]))
    return SIMD4(
      UInt32(truncatingIfNeeded: block.front), UInt32(truncatingIfNeeded: block.front >> 32),
      UInt32(truncatingIfNeeded: block.back), UInt32(truncatingIfNeeded: block.back >> 32))
  }
}
