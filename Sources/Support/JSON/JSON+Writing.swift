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
    var buffer = ByteBuffer(capacity: 512)
    write(to: &buffer)
    return buffer.text
  }

  /// A text in quotation marks, escaped as RFC 8259 asks, and no character that a terminal obeys.
  package static func quoted(_ text: String) -> String {
    var buffer = ByteBuffer(capacity: 64)
    write(text, to: &buffer)
    return buffer.text
  }

  /// Writes the value; without an indent on one line.
  package func write(to buffer: inout ByteBuffer, indent: Int? = nil) {
    switch self {
    case .null: buffer.append("null")
    case .boolean(let value): buffer.append(value ? "true" : "false")
    case .integer(let value): buffer.append(integer: value)
    case .number(let value): buffer.append(json: value)
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
    buffer.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): buffer.append("\\\"")
      case UInt8(ascii: "\\"): buffer.append("\\\\")
      case UInt8(ascii: "\n"): buffer.append("\\n")
      case UInt8(ascii: "\r"): buffer.append("\\r")
      case UInt8(ascii: "\t"): buffer.append("\\t")
      case 0..<0x20, 0x7f:
        buffer.append((byte < 0x10 ? "\\u000" : "\\u00") + String(byte, radix: 16))
      default: buffer.append(byte)
      }
    }
    buffer.append(UInt8(ascii: "\""))
  }
}

extension ByteBuffer {
  /// Writes the shortest number that reads back as the same value; one that is not finite as null.
  package mutating func append(json value: Double) {
    if value.isFinite { append(number: value) } else { append("null") }
  }
}
