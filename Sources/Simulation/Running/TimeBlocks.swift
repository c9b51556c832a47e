package import GSL

/// The arm of each block of time of a market that switches between arms.
///
/// A customer belongs to the block in which they arrive, and stays under its arm.
package struct TimeBlocks: Sendable, Equatable {
  /// Length of a block in whole days.
  package let days: Int
  /// The arm of each block, in order; the last goes on for ever.
  package let arms: [Int]

  /// Assigns arms to the blocks of a horizon in days, by the key of a replication.
  ///
  /// Each run of as many blocks as there are arms has every arm once, in random order, so that
  /// arms are balanced over time.
  package init(days: Int, horizon: Int, arms count: Int, key: RandomKey) {
    self.days = max(1, days)
    let blocks = (max(1, horizon) + self.days - 1) / self.days
    var stream = RandomStream(
      key: key, customer: 0, place: Place("market", "blocks"), visit: 0, purpose: .bootstrap)
    var arms: [Int] = []
    while arms.count < blocks {
      var cycle = Array(0..<max(1, count))
      for last in cycle.indices.dropFirst().reversed() {
        cycle.swapAt(last, min(last, Int(stream.uniform() * Double(last + 1))))
      }
      arms += cycle
    }
    self.arms = Array(arms.prefix(blocks))
  }

  /// The arm of a time in hours since the start.
  package func arm(at hours: Double) -> Int {
    arms[min(arms.count - 1, max(0, Int(hours / 24) / days))]
  }
}
