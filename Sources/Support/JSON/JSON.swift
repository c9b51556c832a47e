/// A JSON value whose objects keep the order of their keys (RFC 8259).
package enum JSON: Sendable, Hashable {
  /// No value.
  case null
  /// True or false.
  case boolean(Bool)
  /// A whole number.
  case integer(Int64)
  /// A number; one that is not finite is written as null.
  case number(Double)
  /// A text.
  case text(String)
  /// Values in order.
  case array([JSON])
  /// Values by key, in the order of writing.
  case object(Members)

  /// Keys with their values, in the order in which they were added.
  package struct Members: Sendable, Hashable, ExpressibleByDictionaryLiteral, Sequence {
    /// The keys and values.
    package private(set) var entries: [(key: String, value: JSON)] = []

    /// Starts with no keys.
    package init() {}

    /// Takes keys and values in their order; of a key given twice the last value counts.
    package init(_ entries: some Sequence<(String, JSON)>) {
      for (key, value) in entries { self[key] = value }
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

  /// The whole number, or null where there is none.
  package static func optional(_ value: Int?) -> JSON {
    value.map { .integer(Int64($0)) } ?? .null
  }

  /// The text, or null where there is none.
  package static func optional(_ value: String?) -> JSON { value.map(JSON.text) ?? .null }
}

extension JSON: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) {
    self = .text(value)
  }
}

// MARK: - Writing

extension JSON {
  /// The document with two spaces per level, ended by a line feed.
  package var rendered: String {
    var buffer = ByteBuffer()
    write(to: &buffer, indent: 0)
    buffer.append(UInt8(ascii: "\n"))
    return buffer.text
  }

  /// The value on one line, without spaces.
  package var compact: String {
    var buffer = ByteBuffer()
    write(to: &buffer, indent: nil)
    return buffer.text
  }

  /// Writes the value; without an indent on one line.
  private func write(to buffer: inout ByteBuffer, indent: Int?) {
    switch self {
    case .null: buffer.append("null")
    case .boolean(let value): buffer.append(value ? "true" : "false")
    case .integer(let value): buffer.append(integer: value)
    case .number(let value):
      if value.isFinite { buffer.append(number: value) } else { buffer.append("null") }
    case .text(let text): Self.write(text, to: &buffer)
    case .array(let values):
      Self.write(values, brackets: ("[", "]"), to: &buffer, indent: indent) { value, buffer in
        value.write(to: &buffer, indent: indent.map { $0 + 1 })
      }
    case .object(let members):
      Self.write(members.entries, brackets: ("{", "}"), to: &buffer, indent: indent) {
        entry, buffer in
        Self.write(entry.key, to: &buffer)
        buffer.append(indent == nil ? ":" : ": ")
        entry.value.write(to: &buffer, indent: indent.map { $0 + 1 })
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], brackets: (open: String, close: String), to buffer: inout ByteBuffer,
    indent: Int?, each: (Element, inout ByteBuffer) -> Void
  ) {
    buffer.append(brackets.open)
    for (index, element) in elements.enumerated() {
      if index > 0 { buffer.append(",") }
      if let indent { buffer.append("\n" + String(repeating: "  ", count: indent + 1)) }
      each(element, &buffer)
    }
    if let indent, !elements.isEmpty {
      buffer.append("\n" + String(repeating: "  ", count: indent))
    }
    buffer.append(brackets.close)
  }

  private static func write(_ text: String, to buffer: inout ByteBuffer) {
    buffer.append("\"")
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": buffer.append("\\\"")
      case "\\": buffer.append("\\\\")
      case "\n": buffer.append("\\n")
      case "\r": buffer.append("\\r")
      case "\t": buffer.append("\\t")
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        let digits = String(scalar.value, radix: 16)
        buffer.append("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: buffer.append(String(scalar))
      }
    }
    buffer.append("\"")
  }
}
