package import Support

/// Keeps the values that different segments are shown at the same time within a distance.
///
/// The same time is a period in which nothing changes but who comes, such as that between two
/// updates of a policy: any two values that two segments are shown in it are within the spread.
/// What a segment was shown in the period is always left to it, because it was so before. Segments
/// that were shown nothing in it bind nobody. Note each action before the next decision is masked:
/// decisions made together do not know of each other.
package struct FairnessCap: Sendable, Hashable, Codable {
  /// Least and greatest value that a segment was shown in the period.
  struct Range: Sendable, Hashable, Codable {
    var least: Double
    var greatest: Double
  }

  /// Greatest distance between the values that two segments are shown.
  let spread: Double
  /// What each segment was shown; nil for nothing yet.
  private(set) var shown: [Range?]
  /// How often all actions within the spread had been withdrawn, so that a nearer one stood in.
  private(set) var breaches = 0

  package init(spread: Double, segments: Int) throws(ArgumentError) {
    try ArgumentError.check("spread", spread, "a number from 0 on") { $0 >= 0 }
    guard segments > 0 else {
      throw ArgumentError("segments", found: "\(segments)", allowed: "at least one")
    }
    self.spread = spread
    shown = Array(repeating: nil, count: segments)
  }

  /// Forbids actions whose value would put a segment too far from another, and counts them.
  ///
  /// Where none is left, those allowed stay that come nearest, and a breach is counted; that can
  /// only be where actions within the spread have been withdrawn.
  @discardableResult
  package mutating func mask(
    _ context: inout Context, values: [Double], segment: Int
  ) -> Int {
    let others = shown.enumerated().compactMap { $0.offset == segment ? nil : $0.element }
    guard let least = others.map(\.least).min(), let greatest = others.map(\.greatest).max()
    else { return 0 }
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

  package mutating func showed(_ value: Double, to segment: Int) {
    guard shown.indices.contains(segment), value.isFinite else { return }
    let range = shown[segment] ?? Range(least: value, greatest: value)
    shown[segment] = Range(least: min(range.least, value), greatest: max(range.greatest, value))
  }

  /// Begins a period: what was shown before binds nobody in it.
  package mutating func startPeriod() {
    for segment in shown.indices { shown[segment] = nil }
  }
}
