import CKeyedRandom

/// The key of all draws of one replication of one seed.
///
/// The key contract: a draw is a pure function of seed, replication, customer, place, visit and
/// purpose, and of its number among the draws of that address. Philox4x32-10 runs with
/// - key: 64 bits derived from (seed, replication) by one Philox call;
/// - counter word 0: bits 0…31 of the customer's number;
/// - counter word 1: the ``Place``, a hash of its name, so that a new stage moves no other;
/// - counter word 2: number of the visit in bits 0…23, ``Purpose`` in bits 24…31;
/// - counter word 3: block number in bits 0…15, bits 32…47 of the customer's number in 16…31.
///
/// A block gives two 64-bit words: output words 0 and 1, then 2 and 3, low half first. Each use of an
/// address has a *seat*: seat k is word k mod 2 of block k div 2, see ``Seats``. Customers
/// from 2⁴⁸ and visits from 2²⁴ on put their upper bits into a derived key, and a stream that has
/// used its 65,536 blocks goes on under a key derived from its own: nothing repeats.
@frozen
public struct RandomKey: Sendable, Hashable {
  /// Version of the contract, which rises when the same key gives other draws.
  package static let contractVersion = 2

  /// Philox key, first word in the low half.
  public let rawValue: UInt64

  /// Derives the key of a replication.
  public init(seed: UInt64, replication: UInt32 = 0) {
    rawValue = keyed_random_derive(seed, UInt64(replication) << 32 | 2)
  }
}
