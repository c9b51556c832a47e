/// The form of a part of the scenario file.
///
/// The form is data: the checks of keys, types, units and ranges, the checks of paths and the JSON
/// Schema are all made from it.
indirect enum Shape: Sendable {
  case scalar(ScalarKind)
  case object(ObjectShape)
  case map(MapShape)
  /// A list with so many items.
  case list(Shape, count: ClosedRange<Int>)
  /// One of several forms; at most one each for a value, a list and a map.
  case oneOf([Shape])
  /// Anything, checked elsewhere: the new values of changes.
  case anything
}

/// A map with keys that the format names.
struct ObjectShape: Sendable {
  /// What it describes, such as `product`; for messages.
  var noun: String
  /// What it may hold.
  var fields: [Field]
  /// Keys of which there must be exactly one; setting one takes the others away.
  var exclusive: [String] = []
  /// What further keys hold that the file chooses; nil where there are none.
  var others: Others?

  struct Others: Sendable {
    /// Such as `number`; for messages.
    var noun: String
    var shape: Shape
  }

  struct Field: Sendable {
    var name: String
    var shape: Shape
    var isRequired: Bool
    var doc: String
  }

  subscript(name: String) -> Field? { fields.first { $0.name == name } }

  var names: [String] { fields.map(\.name) }
}

/// A map with keys that the file chooses.
struct MapShape: Sendable {
  /// What the keys are.
  enum Key: Sendable {
    case name
    /// A word that formulas use.
    case identifier
    /// Two traits, `a ~ b`.
    case pair
    /// A term of a formula.
    case term
    /// A metric's name.
    case metric
    /// A path or a lever.
    case change
    /// The name of something declared elsewhere, which is checked there.
    case reference
  }

  /// What one entry describes, such as `product`.
  var noun: String
  var key: Key
  var value: Shape
  /// Whether there must be an entry.
  var isNeeded = false
}

extension Shape {
  static func fields(
    of noun: String, _ fields: [ObjectShape.Field], exclusive: [String] = [],
    others: ObjectShape.Others? = nil
  ) -> Shape {
    .object(ObjectShape(noun: noun, fields: fields, exclusive: exclusive, others: others))
  }

  static func named(
    _ noun: String, by key: MapShape.Key = .name, _ value: Shape, isNeeded: Bool = false
  ) -> Shape {
    .map(MapShape(noun: noun, key: key, value: value, isNeeded: isNeeded))
  }

  /// The alternatives: the shape itself, or those of a one-of.
  var alternatives: [Shape] {
    if case .oneOf(let shapes) = self { shapes } else { [self] }
  }

  /// The form, among the alternatives, that fits this value's kind.
  func alternative(for tree: Tree) -> Shape? {
    alternatives.first { shape in
      switch (shape, tree) {
      case (.scalar, .scalar), (.list, .sequence), (.object, .mapping), (.map, .mapping),
        (.anything, _):
        true
      default: false
      }
    }
  }

  /// The form that is a map, if one of the alternatives is.
  var asMap: Shape? {
    alternatives.first { shape in
      switch shape {
      case .object, .map: true
      default: false
      }
    }
  }

  /// The form of the value under a key; nil where the form knows no such key.
  func child(_ key: String) -> Shape? {
    switch asMap {
    case .object(let object)?: object[key]?.shape ?? object.others?.shape
    case .map(let map)?: map.value
    default: nil
    }
  }

  /// Whether a bare number stands for a formula with only a constant.
  var isFormula: Bool {
    if case .map(let map)? = asMap, case .term = map.key { true } else { false }
  }

  /// The form in words, to follow "must be".
  var words: String {
    alternatives.map { shape in
      switch shape {
      case .scalar(let kind): kind.words
      case .object, .map: "a map"
      case .list: "a list"
      case .oneOf, .anything: "a value"
      }
    }.joined(separator: ", or ")
  }
}

extension ObjectShape.Field {
  static func required(_ name: String, _ shape: Shape, _ doc: String) -> Self {
    Self(name: name, shape: shape, isRequired: true, doc: doc)
  }

  static func optional(_ name: String, _ shape: Shape, _ doc: String) -> Self {
    Self(name: name, shape: shape, isRequired: false, doc: doc)
  }
}
