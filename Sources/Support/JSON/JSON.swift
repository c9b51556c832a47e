/// A JSON value whose objects keep the order of their keys (RFC 8259).
package enum JSON: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int64)
  /// A number; one that is not finite is written as null.
  case number(Double)
  case text(String)
  case array([JSON])
  /// Values by key, in the order of writing.
  case object(Members)

  /// Keys with their values, in the order in which they were added.
  package struct Members: Sendable, Hashable, ExpressibleByDictionaryLiteral, Sequence {
    package private(set) var entries: [(key: String, value: JSON)] = []

    package init() {}

    /// Takes keys and values in their order; of a key given twice the last value counts.
    package init(_ entries: some Sequence<(String, JSON)>) {
      var places: [String: Int] = [:]
      for (key, value) in entries {
        if let place = places[key] {
          self.entries[place].value = value
        } else {
          places[key] = self.entries.count
          self.entries.append((key, value))
        }
      }
    }

    /// Takes the keys and values of a text that was read; few keys need no index.
    init(read: [(String, JSON)]) {
      guard read.count <= 16 else {
        self.init(read)
        return
      }
      self.init()
      entries.reserveCapacity(read.count)
      for (key, value) in read { self[key] = value }
    }

    package init(dictionaryLiteral elements: (String, JSON)...) {
      self.init(elements)
    }

    /// The value of a key; setting nil removes it.
    package subscript(key: String) -> JSON? {
      get { entries.first { $0.key == key }?.value }
      set {
        let index = entries.firstIndex { $0.key == key }
        switch (index, newValue) {
        case (let index?, let value?): entries[index].value = value
        case (let index?, nil): entries.remove(at: index)
        case (nil, let value?): entries.append((key, value))
        case (nil, nil): break
        }
      }
    }

    /// Adds other keys behind; of a key that is there already the first value stays.
    package mutating func add(_ other: Members) {
      for (key, value) in other.entries where self[key] == nil { self[key] = value }
    }

    package func makeIterator() -> IndexingIterator<[(key: String, value: JSON)]> {
      entries.makeIterator()
    }

    package static func == (left: Members, right: Members) -> Bool {
      left.entries.elementsEqual(right.entries) { $0 == $1 }
    }

    package func hash(into hasher: inout Hasher) {
      for (key, value) in entries {
        hasher.combine(key)
        hasher.combine(value)
      }
    }
  }

  /// The number, or null where there is none.
  package static func optional(_ value: Double?) -> JSON { value.map(JSON.number) ?? .null }

  package static func optional(_ value: Int?) -> JSON {
    value.map { .integer(Int64($0)) } ?? .null
  }

  package static func optional(_ value: String?) -> JSON { value.map(JSON.text) ?? .null }
}

// MARK: - Looking into a value

extension JSON {
  package subscript(key: String) -> JSON? { members?[key] }

  package var members: Members? {
    if case .object(let members) = self { members } else { nil }
  }

  package var elements: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The number, whole or not.
  package var number: Double? {
    switch self {
    case .number(let value): value
    case .integer(let value): Double(value)
    default: nil
    }
  }

  package var text: String? {
    if case .text(let value) = self { value } else { nil }
  }

  /// The numbers of an array that holds nothing else.
  package var numbers: [Double]? {
    guard let elements else { return nil }
    let numbers = elements.compactMap(\.number)
    return numbers.count == elements.count ? numbers : nil
  }
}

extension JSON: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) {
    self = .text(value)
  }
}
