/// Finds the valid name that a misspelt one most likely stands for.
package enum NearestName {
  /// The nearest of the names, if it is at most about a third of the length away.
  ///
  /// The distance is that of Damerau and Levenshtein in its optimal string alignment form:
  /// insertions, deletions, substitutions and swaps of neighbours count 1 each.
  package static func of(_ name: String, among names: [String]) -> String? {
    let wanted = Array(name.lowercased().prefix(80))
    let limit = max(1, (wanted.count + 2) / 3)
    var best: (name: String, distance: Int)?
    for candidate in names where candidate != name {
      let letters = Array(candidate.lowercased().prefix(80))
      guard abs(letters.count - wanted.count) <= limit else { continue }
      let distance = distance(wanted, letters)
      // A replacement of every letter is not a misspelling.
      guard distance <= limit, distance < max(wanted.count, letters.count) else { continue }
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    return best?.name
  }

  /// The note of a message on an unknown name: the nearest one, else a list of what exists.
  package static func note(for name: String, among names: [String]) -> String? {
    if let nearest = of(name, among: names) { return "did you mean `\(nearest)`?" }
    guard !names.isEmpty else { return nil }
    return "allowed are \(list(names))"
  }

  /// Names in backticks, the first twenty of them.
  package static func list(_ names: [String]) -> String {
    let shown = names.prefix(20).map { "`\($0)`" }.joined(separator: ", ")
    return names.count > 20 ? "\(shown) and \(names.count - 20) more" : shown
  }

  private static func distance(_ left: [Character], _ right: [Character]) -> Int {
    if left.isEmpty || right.isEmpty { return max(left.count, right.count) }
    var beforePrevious = [Int](repeating: 0, count: right.count + 1)
    var previous = Array(0...right.count)
    for row in 1...left.count {
      var current = [row] + [Int](repeating: 0, count: right.count)
      for column in 1...right.count {
        let isSame = left[row - 1] == right[column - 1]
        current[column] = min(
          previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (isSame ? 0 : 1))
        let isSwap =
          row > 1 && column > 1 && left[row - 1] == right[column - 2]
          && left[row - 2] == right[column - 1]
        if isSwap { current[column] = min(current[column], beforePrevious[column - 2] + 1) }
      }
      beforePrevious = previous
      previous = current
    }
    return previous[right.count]
  }
}
