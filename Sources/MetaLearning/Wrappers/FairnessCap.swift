package import Support

/// Keeps what different segments are shown at any time within a distance of each other.
///
/// What a segment is shown is the value of the latest action that one of its customers met. An
/// action is left to a segment only if its value is within the spread of what every other segment
/// is shown; the segment's own latest value always is, because all were so before. Segments that
/// were shown nothing bind nobody. Note each action before the next decision is masked: decisions
/// made together do not know of each other.
package struct FairnessCap: Sendable, Hashable, Codable {
  /// Greatest distance between the values that two segments are shown.
  let spread: Double
  /// What each segment is shown; nil for nothing yet.
  private(set) var shown: [Double?]
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
    guard let least = others.min(), let greatest = others.max() else { return 0 }
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
    shown[segment] = value
  }
}
