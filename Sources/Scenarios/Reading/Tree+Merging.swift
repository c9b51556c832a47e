import Support

extension Tree {
  /// This tree with another one laid over it: maps merge key by key, everything else is replaced.
  ///
  /// The entries of the base keep their order; new ones follow. Of keys that exclude each other,
  /// those of the upper tree count. An entry of a named kind whose value is `remove` takes the base's
  /// entry away.
  func merged(under upper: Tree, shape: Shape? = FileShape.file, log: FaultLog) -> Tree {
    guard case .mapping(var merged, _) = self, case .mapping(let over, let mark) = upper else {
      return upper
    }
    if case .object(let object)? = shape?.asMap,
      over.keys.contains(where: { object.exclusive.contains($0) })
    {
      merged.remove(object.exclusive.filter { over[$0] == nil })
    }
    for entry in over.entries {
      if case .map(let map)? = shape?.asMap, entry.value.removes {
        if merged[entry.key] == nil {
          log.report(
            entry.keyMark, "there is no \(map.noun) `\(entry.key.shortened)` to remove",
            note: NearestName.note(for: entry.key, among: merged.keys))
        }
        merged.remove([entry.key])
        continue
      }
      let inner = shape?.child(entry.key)
      let value =
        merged[entry.key]?.value.merged(under: entry.value, shape: inner, log: log) ?? entry.value
      merged.set(Entry(key: entry.key, keyMark: entry.keyMark, value: value))
    }
    return .mapping(merged, mark)
  }

  /// Whether the value says that what it stands for is taken away.
  private var removes: Bool {
    if case .scalar(let scalar) = self { scalar.isPlain && scalar.text == "remove" } else { false }
  }
}
