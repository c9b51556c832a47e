/// A JSON document that renders the same way everywhere: keys sorted, shortest numbers.
package enum JSONValue: Sendable, Equatable {
  /// No value; also what a number that is not finite becomes.
  case null
  /// True or false.
  case boolean(Bool)
  /// A whole number.
  case integer(Int64)
  /// A number.
  case number(Double)
  /// A text.
  case text(String)
  /// Values in order.
  case array([JSONValue])
  /// Values by key.
  case object([String: JSONValue])

  /// The number, or null for nil.
  package static func optional(_ value: Double?) -> JSONValue {
    value.map(JSONValue.number) ?? .null
  }

  /// The whole number, or null for nil.
  package static func optional(_ value: Int?) -> JSONValue {
    value.map { .integer(Int64($0)) } ?? .null
  }

  /// The text, or null for nil.
  package static func optional(_ value: String?) -> JSONValue {
    value.map(JSONValue.text) ?? .null
  }

  /// The document, indented by two spaces, with a line feed at its end.
  package var rendered: String {
    var buffer = ByteBuffer()
    write(to: &buffer, indent: 0)
    buffer.append(UInt8(ascii: "\n"))
    return buffer.text
  }

  private func write(to buffer: inout ByteBuffer, indent: Int) {
    switch self {
    case .null: buffer.append("null")
    case .boolean(let value): buffer.append(value ? "true" : "false")
    case .integer(let value): buffer.append(integer: value)
    case .number(let value):
      if value.isFinite { buffer.append(number: value) } else { buffer.append("null") }
    case .text(let text): Self.write(text, to: &buffer)
    case .array(let values):
      Self.write(values, brackets: ("[", "]"), to: &buffer, indent: indent) { value, buffer in
        value.write(to: &buffer, indent: indent + 1)
      }
    case .object(let values):
      let ordered = values.sorted { $0.key < $1.key }
      Self.write(ordered, brackets: ("{", "}"), to: &buffer, indent: indent) { entry, buffer in
        Self.write(entry.key, to: &buffer)
        buffer.append(": ")
        entry.value.write(to: &buffer, indent: indent + 1)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], brackets: (open: String, close: String), to buffer: inout ByteBuffer,
    indent: Int, each: (Element, inout ByteBuffer) -> Void
  ) {
    buffer.append(brackets.open)
    for (index, element) in elements.enumerated() {
      buffer.append(index == 0 ? "\n" : ",\n")
      buffer.append(String(repeating: "  ", count: indent + 1))
      each(element, &buffer)
    }
    if !elements.isEmpty {
      buffer.append("\n")
      buffer.append(String(repeating: "  ", count: indent))
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
