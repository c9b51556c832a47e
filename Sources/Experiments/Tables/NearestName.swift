/// The valid name that a mistyped one probably means.
enum NearestName {
  /// Finds the name with the fewest edits, if at most a third of it (and one edit) differs.
  static func find(_ name: String, among names: [String]) -> String? {
    var best: (name: String, distance: Int)?
    for candidate in names.prefix(2_000) where candidate.count <= 200 {
      let distance = edits(Array(name.lowercased().prefix(200)), Array(candidate.lowercased()))
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    guard let best, best.distance <= max(1, name.count / 3) else { return nil }
    return best.name
  }

  /// Counts insertions, deletions, substitutions and swaps of neighbours.
  private static func edits(_ left: [Character], _ right: [Character]) -> Int {
    var beforeLast: [Int] = []
    var last = Array(0...right.count)
    for row in left.indices {
      var current = [row + 1]
      for column in right.indices {
        let same = left[row] == right[column]
        var best = min(last[column] + (same ? 0 : 1), last[column + 1] + 1, current[column] + 1)
        if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
          best = min(best, beforeLast[column - 1] + 1)
        }
        current.append(best)
      }
      beforeLast = last
      last = current
    }
    return last[right.count]
  }
}
