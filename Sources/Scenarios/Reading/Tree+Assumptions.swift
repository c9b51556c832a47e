extension LoadedScenario {
  /// The numbers that the scenario takes for granted, in file order.
  ///
  /// Left out are what arms and levers set, the horizon and the calendar, shares that must sum to
  /// 1, limits of state variables, numbers that are 0 (no percentage moves them), and what lies
  /// under a key with a point in it, which no path can name.
  package var assumptions: [Assumption] {
    var found: [Assumption] = []
    for section in ["market", "population", "catalogue", "shipping", "journey"] {
      if let entry = tree.mapping?[section] {
        AssumptionFinder.collect(entry.value, [section], into: &found)
      }
    }
    return found
  }
}

/// Finds numbers in the content of a scenario file.
enum AssumptionFinder {
  private static let fixedKeys: Set<String> = [
    "share", "min", "max", "weekly", "daily", "horizon", "currency", "touchpoint", "segments",
    "customers",
  ]

  static func collect(_ tree: Tree, _ path: [String], into found: inout [Assumption]) {
    switch tree {
    case .mapping(let mapping, _):
      for entry in mapping.entries
      where !fixedKeys.contains(entry.key) && !entry.key.contains(".") {
        // The first day of the market is no assumption; where a state begins is.
        if path == ["market"], entry.key == "start" { continue }
        collect(entry.value, path + [entry.key], into: &found)
      }
    case .scalar(let scalar):
      found += numbers(in: scalar, at: path.joined(separator: ".")).filter { $0.value != 0 }
    case .sequence: break
    }
  }

  /// The numbers of one value, 0 among them: itself, or those within a distribution.
  static func numbers(in scalar: Tree.Scalar, at path: String) -> [Assumption] {
    let characters = Array(scalar.text)
    let isDistribution = characters.contains("(")
    var found: [Assumption] = []
    var position = 0
    while position < characters.count {
      guard let end = number(in: characters, from: position) else {
        position += 1
        continue
      }
      if position > 0, !isDistribution { break }
      let digits = position..<end
      position = end
      guard let value = Double(String(characters[digits])), value.isFinite else { continue }
      let unit = String(characters[end...].prefix { $0 != "," && $0 != ")" }).trimmed
      let parameter = isDistribution ? " " + parameter(of: characters, before: digits) : ""
      found.append(
        Assumption(
          path: path, name: path + parameter, value: value, unit: unit, text: scalar.text,
          digits: digits, isQuoted: !scalar.isPlain || isDistribution))
    }
    return found
  }

  /// Where a number that begins here ends; nil where none begins.
  private static func number(in characters: [Character], from start: Int) -> Int? {
    func isDigit(_ index: Int) -> Bool {
      characters.indices.contains(index) && characters[index].isASCII
        && characters[index].isWholeNumber
    }
    if start > 0 {
      let before = characters[start - 1]
      guard !before.isLetter, !before.isWholeNumber, before != "_", before != "." else {
        return nil
      }
    }
    var end = start
    if characters[end] == "-" || characters[end] == "+" { end += 1 }
    let first = end
    while isDigit(end) { end += 1 }
    var count = end - first
    if characters.indices.contains(end), characters[end] == "." {
      end += 1
      let fraction = end
      while isDigit(end) { end += 1 }
      count += end - fraction
    }
    guard count > 0 else { return nil }
    if characters.indices.contains(end), ["e", "E"].contains(characters[end]) {
      var power = end + 1
      if characters.indices.contains(power), ["-", "+"].contains(characters[power]) { power += 1 }
      let first = power
      while isDigit(power) { power += 1 }
      if power > first { end = power }
    }
    return end
  }

  /// The name that stands before a number and a colon, or else its place among the numbers.
  private static func parameter(of characters: [Character], before digits: Range<Int>) -> String {
    var before = String(characters[..<digits.lowerBound]).trimmed
    guard before.hasSuffix(":") else {
      return "parameter \(1 + before.filter { $0 == "," }.count)"
    }
    before.removeLast()
    return String(before.reversed().prefix { $0.isLetter || $0 == "_" }.reversed())
  }
}
