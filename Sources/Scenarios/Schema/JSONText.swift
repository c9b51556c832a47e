import Support

/// Writes JSON with the keys in a chosen order.
indirect enum JSONText {
  case string(String)
  case number(Double)
  case bool(Bool)
  case array([JSONText])
  case object([(String, JSONText)])

  /// A string with quotation marks, escaped as RFC 8259 asks.
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        if scalar.value < 0x20 {
          let hex = String(scalar.value, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }

  /// The text, indented by two spaces per level.
  func text(indent: Int = 0) -> String {
    let inside = String(repeating: "  ", count: indent + 1)
    let outside = String(repeating: "  ", count: indent)
    switch self {
    case .string(let string): return Self.quoted(string)
    case .number(let number): return Bounds.write(number)
    case .bool(let bool): return bool ? "true" : "false"
    case .array(let items):
      guard !items.isEmpty else { return "[]" }
      return "[\n" + items.map { inside + $0.text(indent: indent + 1) }.joined(separator: ",\n")
        + "\n\(outside)]"
    case .object(let entries):
      guard !entries.isEmpty else { return "{}" }
      return "{\n"
        + entries.map { "\(inside)\(Self.quoted($0)): \($1.text(indent: indent + 1))" }
        .joined(separator: ",\n") + "\n\(outside)}"
    }
  }
}
