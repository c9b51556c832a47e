/// Goes through the text of a value, remembering the place for faults.
struct TextScanner {
  private let scalars: [Unicode.Scalar]
  /// The place reached, in Unicode scalars.
  private(set) var position = 0

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
  }

  var isAtEnd: Bool {
    scalars[position...].allSatisfy(\.properties.isWhitespace)
  }

  /// The next character that is not a space.
  var next: Unicode.Scalar? {
    scalars[position...].first { !$0.properties.isWhitespace }
  }

  mutating func skipSpaces() {
    while position < scalars.count, scalars[position].properties.isWhitespace { position += 1 }
  }

  /// Passes over a character if it comes next.
  mutating func skip(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    skipSpaces()
    position += 1
    return true
  }

  /// Takes text up to one of the characters, or to the end, without spaces around it.
  mutating func take(upTo stops: Set<Unicode.Scalar>) -> (text: String, range: Range<Int>) {
    skipSpaces()
    let start = position
    while position < scalars.count, !stops.contains(scalars[position]) { position += 1 }
    var end = position
    while end > start, scalars[end - 1].properties.isWhitespace { end -= 1 }
    return (String(scalars: scalars[start..<end]), start..<end)
  }

  /// Takes letters, digits and `_`.
  mutating func takeIdentifier() -> (text: String, range: Range<Int>) {
    skipSpaces()
    let start = position
    while position < scalars.count, Self.isWord(scalars[position]) { position += 1 }
    return (String(scalars: scalars[start..<position]), start..<position)
  }

  /// Goes back to an earlier place.
  mutating func rewind(to place: Int) {
    position = place
  }

  /// What comes next, for "found …" in messages.
  var found: String {
    next.map { "`\($0)`" } ?? "the end"
  }

  var rangeOfNext: Range<Int> {
    let place = scalars[position...].firstIndex { !$0.properties.isWhitespace } ?? scalars.count
    return place..<(place + 1)
  }

  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "_" || (scalar.isASCII && scalar.properties.isAlphabetic)
      || ("0"..."9").contains(scalar)
  }
}
