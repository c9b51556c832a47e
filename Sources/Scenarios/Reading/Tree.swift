/// The content of a scenario file: text, lists and maps, each with its place.
indirect enum Tree: Sendable {
  case scalar(Scalar)
  case sequence([Tree], Mark)
  case mapping(Mapping, Mark)

  /// A single value.
  struct Scalar: Sendable {
    /// The text without quotes.
    var text: String
    /// Whether it was written without quotes, so that a number is a number.
    var isPlain: Bool
    var mark: Mark

    /// Whether nothing was written.
    var isNull: Bool { isPlain && ["", "~", "null", "Null", "NULL"].contains(text) }
  }

  struct Entry: Sendable {
    var key: String
    var keyMark: Mark
    var value: Tree
  }

  /// Entries in file order with distinct keys.
  struct Mapping: Sendable {
    private(set) var entries: [Entry]
    private var positions: [String: Int]

    /// Collects entries; of entries with equal keys the last one counts.
    init(_ entries: [Entry] = []) {
      self.entries = []
      positions = [:]
      for entry in entries { set(entry) }
    }

    subscript(key: String) -> Entry? {
      positions[key].map { entries[$0] }
    }

    /// The keys in file order.
    var keys: [String] { entries.map(\.key) }

    /// Replaces the value of the entry with this key in its place, or adds the entry at the end.
    mutating func set(_ entry: Entry) {
      if let position = positions[entry.key] {
        entries[position] = entry
      } else {
        positions[entry.key] = entries.count
        entries.append(entry)
      }
    }

    mutating func remove(_ keys: [String]) {
      guard keys.contains(where: { positions[$0] != nil }) else { return }
      self = Mapping(entries.filter { !keys.contains($0.key) })
    }
  }

  /// Where the value begins.
  var mark: Mark {
    switch self {
    case .scalar(let scalar): scalar.mark
    case .sequence(_, let mark), .mapping(_, let mark): mark
    }
  }

  var mapping: Mapping? {
    if case .mapping(let mapping, _) = self { mapping } else { nil }
  }

  /// The value found for "found …" in messages.
  var summary: String {
    switch self {
    case .scalar(let scalar) where scalar.isNull: "nothing"
    case .scalar(let scalar): "`\(scalar.text.shortened)`"
    case .sequence: "a list"
    case .mapping: "a map"
    }
  }
}

extension String {
  /// At most sixty characters of one line, for messages.
  var shortened: String {
    let line = String(map { $0.isNewline ? " " : $0 })
    return line.count > 60 ? line.prefix(59) + "…" : line
  }
}
