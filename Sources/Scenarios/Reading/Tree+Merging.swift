extension Tree {
  /// This tree with another one laid over it: maps merge key by key, everything else is replaced.
  ///
  /// The entries of the base keep their order; new ones follow. Of keys that exclude each other,
  /// those of the upper tree count.
  func merged(under upper: Tree, shape: Shape? = FileShape.file) -> Tree {
    guard case .mapping(var merged, _) = self, case .mapping(let over, let mark) = upper else {
      return upper
    }
    if case .object(let object)? = shape?.asMap,
      over.keys.contains(where: { object.exclusive.contains($0) })
    {
      merged.remove(object.exclusive.filter { over[$0] == nil })
    }
    for entry in over.entries {
      let inner = shape?.child(entry.key)
      let value = merged[entry.key]?.value.merged(under: entry.value, shape: inner) ?? entry.value
      merged.set(Entry(key: entry.key, keyMark: entry.keyMark, value: value))
    }
    return .mapping(merged, mark)
  }
}
