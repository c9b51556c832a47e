/// A JSON value that keeps the order of its keys, so that a log can be written again as it was.
package enum LogValue: Sendable, Hashable {
  /// No value.
  case null
  /// True or false.
  case boolean(Bool)
  /// A number.
  case number(Double)
  /// A text.
  case text(String)
  /// Values in order.
  case array([LogValue])
  /// Values by key, in the order of writing.
  case object([Member])

  /// A key and its value.
  package struct Member: Sendable, Hashable {
    /// The key.
    package var key: String
    /// The value.
    package var value: LogValue

    /// Pairs a key with a value.
    package init(_ key: String, _ value: LogValue) {
      self.key = key
      self.value = value
    }
  }

  /// The value of a key; of several the last, as in most readers.
  package subscript(key: String) -> LogValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }

  /// The members of an object.
  package var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  /// The values of an array.
  package var elements: [LogValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The number, if it is one.
  package var number: Double? {
    if case .number(let value) = self { value } else { nil }
  }

  /// The text, if it is one.
  package var text: String? {
    if case .text(let value) = self { value } else { nil }
  }

  /// The numbers of an array of numbers.
  package var numbers: [Double]? {
    guard let elements else { return nil }
    let numbers = elements.compactMap(\.number)
    return numbers.count == elements.count ? numbers : nil
  }

  /// The value on one line, without spaces.
  package var compact: String {
    switch self {
    case .null: "null"
    case .boolean(let value): value ? "true" : "false"
    case .number(let value): LogNumber.text(value)
    case .text(let value): Self.quote(value)
    case .array(let values): "[" + values.map(\.compact).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quote($0.key) + ":" + $0.value.compact }.joined(separator: ",")
        + "}"
    }
  }

  private static func quote(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
