package import Support

/// Keeps the values that different segments are shown at the same time within a distance.
///
/// The same time is a period in which nothing changes but who comes, such as that between two
/// updates of a policy: any two values that are shown in it are within the spread. A segment's own
/// values count, too: what lies far apart would leave nothing to show to the others. Where there is
/// one segment only, nobody is treated otherwise than others. Note each action before the next
/// decision is masked: decisions made together do not know of each other.
package struct FairnessCap: Sendable, Hashable, Codable {
  /// Greatest distance between two values of a period.
  let spread: Double
  private let segments: Int
  /// Least and greatest value of the period; nil for none yet.
  private(set) var least: Double?
  private(set) var greatest: Double?
  /// How often all actions within the spread had been withdrawn, so that a nearer one stood in.
  private(set) var breaches = 0

  package init(spread: Double, segments: Int) throws(ArgumentError) {
    try ArgumentError.check("spread", spread, "a number from 0 on") { $0 >= 0 }
    guard segments > 0 else {
      throw ArgumentError("segments", found: "\(segments)", allowed: "at least one")
    }
    self.spread = spread
    self.segments = segments
  }

  /// Forbids actions whose value lies too far from one that was shown, and counts them.
  ///
  /// Where none is left, those allowed stay that come nearest, and a breach is counted; that can
  /// only be where actions within the spread have been withdrawn.
  @discardableResult
  package mutating func mask(_ context: inout Context, values: [Double]) -> Int {
    guard segments > 1, let least, let greatest else { return 0 }
    func distance(_ action: Int) -> Double {
      values.indices.contains(action)
        ? max(abs(values[action] - least), abs(values[action] - greatest)) : .infinity
    }
    let before = context.allowed.indices.filter { context.allowed[$0] }
    var limit = spread
    // Sums of prices such as 0.1 + 0.2 may miss the spread by a rounding error.
    let rounding = 1e-9 * max(1, abs(least), abs(greatest))
    if !before.contains(where: { distance($0) <= limit + rounding }) {
      breaches += 1
      limit = before.map(distance).min() ?? limit
    }
    var forbidden = 0
    for action in before where distance(action) > limit + rounding {
      context.allowed[action] = false
      forbidden += 1
    }
    return forbidden
  }

  package mutating func showed(_ value: Double) {
    guard value.isFinite else { return }
    least = min(least ?? value, value)
    greatest = max(greatest ?? value, value)
  }

  /// Begins a period: what was shown before binds nobody in it.
  package mutating func startPeriod() {
    least = nil
    greatest = nil
  }
}
