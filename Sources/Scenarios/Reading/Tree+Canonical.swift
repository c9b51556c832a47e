import Support

extension Tree {
  /// The content as text on one line, without places and comments.
  ///
  /// Keys that the format names come in its order, those that the file chose in the file's order;
  /// text that is not a bare number is quoted. Equal texts mean equal content.
  func canonical(_ shape: Shape? = nil) -> String {
    switch self {
    case .scalar(let scalar):
      return scalar.isPlain && WrittenNumber(scalar.text) != nil
        ? scalar.text : JSON.quoted(scalar.text)
    case .sequence(let items, _):
      let item: Shape? =
        if case .list(let item, _)? = shape?.alternative(for: self) { item } else { nil }
      return "[" + items.map { $0.canonical(item) }.joined(separator: ", ") + "]"
    case .mapping(let mapping, _):
      var entries = mapping.entries.map { ($0, shape?.child($0.key)) }
      if case .object(let object)? = shape?.asMap {
        let ranks = Dictionary(
          object.names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        entries.sort {
          (ranks[$0.0.key] ?? .max, $0.0.key) < (ranks[$1.0.key] ?? .max, $1.0.key)
        }
      }
      let texts = entries.map { entry, shape in
        "\(JSON.quoted(entry.key)): \(entry.value.canonical(shape))"
      }
      return "{" + texts.joined(separator: ", ") + "}"
    }
  }

  /// The value as a person would write it in one line, for lists of changes.
  var inline: String {
    switch self {
    case .scalar(let scalar): scalar.text
    case .sequence(let items, _): "[" + items.map(\.inline).joined(separator: ", ") + "]"
    case .mapping(let mapping, _):
      "{" + mapping.entries.map { "\($0.key): \($0.value.inline)" }.joined(separator: ", ") + "}"
    }
  }
}
