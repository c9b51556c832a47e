import Support

/// A place in a file that is being decoded: a value, or the lack of one.
///
/// Its readers give nil for what is absent or wrong and report nothing: `ShapeCheck` has reported
/// what is wrong with the value itself.
struct Cursor {
  var tree: Tree?
  var key: String
  /// Where the key stands, or that of the nearest map around it.
  var mark: Mark

  /// The value under a key of this map.
  subscript(key: String) -> Cursor {
    guard let entry = tree?.mapping?[key] else { return Cursor(tree: nil, key: key, mark: mark) }
    return Cursor(tree: entry.value, key: key, mark: entry.keyMark)
  }

  var isPresent: Bool { tree != nil }

  /// Where the value begins, else the place of the key.
  var valueMark: Mark { tree?.mark ?? mark }

  /// The entries of this map, in file order; none where it is no map.
  var entries: [Cursor] {
    (tree?.mapping?.entries ?? []).map {
      Cursor(tree: $0.value, key: $0.key, mark: $0.keyMark)
    }
  }

  /// The items of this list, or the value itself where it is a single one.
  var items: [Cursor] {
    switch tree {
    case .sequence(let items, _)?: items.map { Cursor(tree: $0, key: key, mark: $0.mark) }
    case .scalar?: [self]
    default: []
    }
  }

  var text: String? {
    guard case .scalar(let scalar)? = tree, !scalar.isNull else { return nil }
    return scalar.text
  }

  /// A single value, if it can be read.
  func read<Value>(_ parse: (String) throws(ValueFault) -> Value) -> Value? {
    guard let text else { return nil }
    return try? parse(text)
  }

  var number: Double? {
    read { text throws(ValueFault) in try Quantities.number(text) }
  }

  var whole: Int? {
    read { text throws(ValueFault) in try Quantities.whole(text) }
  }

  func share(_ bounds: Bounds = .unit) -> Double? {
    read { text throws(ValueFault) in try Quantities.share(text, bounds) }
  }

  var yesNo: Bool? {
    read { text throws(ValueFault) in try Quantities.yesNo(text) }
  }

  /// A time in hours.
  var hours: Double? {
    read { text throws(ValueFault) in try Quantities.hours(text) }
  }

  func money(_ currency: Currency) -> Money? {
    read { text throws(ValueFault) in try Quantities.money(text, currency) }
  }

  var stockAmount: Stock.Amount? {
    read { text throws(ValueFault) in try Quantities.stockAmount(text) }
  }

  func distribution(_ unit: DistributionParser.Unit) -> DistributionSpec? {
    read { text throws(ValueFault) in try DistributionParser.parse(text, unit: unit) }
  }
}
