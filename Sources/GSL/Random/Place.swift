/// Where in the model a draw belongs: a stage, a trait, the schedule of arrivals.
///
/// The number is a hash of a name and not an index, so that adding a stage changes the draws of no
/// other. Two names share a number with probability 2⁻³²; a model that compares the raw values of
/// its places can refuse such a pair.
@frozen
public struct Place: RawRepresentable, Sendable, Hashable {
  /// FNV-1a hash (32 bits) of the UTF-8 bytes of "kind name".
  ///
  /// Several names are joined by U+001F, which no name holds: `a@b` at `c` is not `a` at `b@c`.
  public let rawValue: UInt32

  @inlinable
  public init(rawValue: UInt32) {
    self.rawValue = rawValue
  }

  /// Hashes a kind and names, as in `Place("stage", "basket")`.
  public init(_ kind: String, _ names: String...) {
    var hash: UInt32 = 0x811C_9DC5
    for byte in "\(kind) \(names.joined(separator: "\u{1F}"))".utf8 {
      hash = (hash ^ UInt32(byte)) &* 0x0100_0193
    }
    rawValue = hash
  }
}
