import Support

/// A path into the scenario with a new value.
///
/// This is what an arm does, an action of a lever and `--set`: one mechanism, checked against the
/// form of the file.
struct Change: Sendable {
  /// The path as written, such as `shipping.standard.free_from`.
  var path: String
  var mark: Mark
  var value: Tree

  var parts: [Part] {
    // A quoted key begins one column further.
    var offset = mark.length == path.unicodeScalars.count + 2 ? 1 : 0
    return path.split(separator: ".", omittingEmptySubsequences: false).map { text in
      let length = text.unicodeScalars.count
      defer { offset += length + 1 }
      return Part(name: String(text), mark: mark.part(from: offset, length: length))
    }
  }

  static func joined(_ parts: ArraySlice<Part>) -> String {
    parts.map(\.name).joined(separator: ".")
  }

  struct Part: Sendable {
    var name: String
    var mark: Mark
  }
}

/// Why a path leads nowhere.
struct PathFault: Error {
  var mark: Mark
  var message: String
  var note: String?

  static func missing(
    _ key: String, _ mark: Mark, _ object: ObjectShape, in place: String
  ) -> PathFault {
    PathFault(
      mark: mark, message: "\(place) has no `\(key.shortened)`",
      note: NearestName.note(for: key, among: object.names))
  }

  static func missing(
    _ key: String, _ mark: Mark, _ map: MapShape, _ mapping: Tree.Mapping, in place: String
  ) -> PathFault {
    PathFault(
      mark: mark, message: "there is no \(map.noun) `\(key.shortened)`",
      note: mapping.keys.isEmpty
        ? "\(place) is empty" : NearestName.note(for: key, among: mapping.keys))
  }
}

extension Tree {
  /// The tree with the value at a path replaced, or set where the form of the file knows the key.
  ///
  /// - Throws: the part of the path that fails, with the nearest name.
  func setting(_ change: Change, shape: Shape = FileShape.file) throws(PathFault) -> Tree {
    do {
      return try Tree.setting(
        self, shape, change.parts[...], to: change.value, inside: "the scenario")
    } catch {
      throw PathFault(
        mark: error.mark, message: "no such path `\(change.path.shortened)`: \(error.message)",
        note: error.note)
    }
  }

  private static func setting(
    _ tree: Tree?, _ shape: Shape, _ parts: ArraySlice<Change.Part>, to value: Tree,
    inside place: String
  ) throws(PathFault) -> Tree {
    guard let part = parts.first else { return value }
    guard let form = shape.asMap else {
      throw PathFault(mark: part.mark, message: "\(place) has no parts")
    }
    let (mapping, mark) = try container(tree, shape, part, place)
    var changed = mapping
    switch form {
    case .object(let object):
      let isOther = object.others != nil && mapping[part.name] != nil
      guard
        let shape = object[part.name]?.shape ?? (isOther ? object.others?.shape : nil)
      else {
        throw PathFault.missing(part.name, part.mark, object, in: place)
      }
      let child = try setting(
        mapping[part.name]?.value, shape, parts.dropFirst(), to: value,
        inside: "`\(part.name)`")
      if object.exclusive.contains(part.name) {
        changed.remove(object.exclusive.filter { $0 != part.name })
      }
      changed.set(Entry(key: part.name, keyMark: part.mark, value: child))
    case .map(let map):
      // The keys of changes are paths themselves.
      let isPath = if case .change = map.key { true } else { false }
      // A name may hold points: the longest one that is there counts.
      let length =
        isPath
        ? parts.count
        : (1...parts.count).last { mapping[Change.joined(parts.prefix($0))] != nil } ?? 1
      let key = Change.joined(parts.prefix(length))
      let isTerm = if case .term = map.key { true } else { false }
      guard mapping[key] != nil || isPath || (isTerm && parts.count == 1) else {
        throw PathFault.missing(part.name, part.mark, map, mapping, in: place)
      }
      let child = try setting(
        mapping[key]?.value, map.value, parts.dropFirst(length), to: value,
        inside: "\(map.noun) `\(key)`")
      changed.set(Entry(key: key, keyMark: part.mark, value: child))
    default: break
    }
    return .mapping(changed, mark)
  }

  /// The map that a part of a path goes into, empty where the file has none.
  private static func container(
    _ tree: Tree?, _ shape: Shape, _ part: Change.Part, _ place: String
  ) throws(PathFault) -> (Mapping, Mark) {
    switch tree {
    case nil: return (Mapping(), part.mark)
    case .mapping(let mapping, let mark): return (mapping, mark)
    case .scalar(let scalar) where shape.isFormula && WrittenNumber(scalar.text) != nil:
      let constant = Entry(key: "constant", keyMark: scalar.mark, value: .scalar(scalar))
      return (Mapping([constant]), scalar.mark)
    case let other?:
      throw PathFault(
        mark: part.mark, message: "\(place) is \(other.summary) here, not a map")
    }
  }
}
