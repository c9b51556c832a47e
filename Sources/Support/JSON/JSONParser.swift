/// Reads one JSON document from bytes.
struct JSONParser {
  private let bytes: ArraySlice<UInt8>
  private let greatestDepth: Int
  private var position: Int

  init(_ bytes: ArraySlice<UInt8>, depth: Int) {
    self.bytes = bytes
    greatestDepth = depth
    position = bytes.startIndex
  }

  mutating func document() throws(JSON.Fault) -> JSON {
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.endIndex else { throw fault("more after the value") }
    return value
  }

  private func fault(_ message: String) -> JSON.Fault {
    JSON.Fault(position: position - bytes.startIndex + 1, message: message)
  }

  private var current: UInt8? { position < bytes.endIndex ? bytes[position] : nil }

  private mutating func skipSpace() {
    while let byte = current, byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d {
      position += 1
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(JSON.Fault) -> JSON {
    guard depth < greatestDepth else { throw fault("values nested too deeply") }
    skipSpace()
    switch current {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw fault("the line ends early")
    default: return try number()
    }
  }

  private mutating func word(_ text: String, _ value: JSON) throws(JSON.Fault) -> JSON {
    for byte in text.utf8 where !take(byte) { throw fault("not a JSON value") }
    return value
  }

  private mutating func number() throws(JSON.Fault) -> JSON {
    let start = position
    while let byte = current,
      (0x30...0x39).contains(byte) || byte == 0x2b || byte == 0x2d || byte == 0x2e
        || byte == 0x45 || byte == 0x65
    {
      position += 1
    }
    if let number = JSONNumber(bytes[start..<position]) {
      if let integer = number.integer { return .integer(integer) }
      let value = number.value
      if value.isFinite { return .number(value) }
    }
    position = start
    throw fault("not a JSON value")
  }

  private mutating func object(depth: Int) throws(JSON.Fault) -> JSON {
    position += 1
    var members: [(String, JSON)] = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(JSON.Members()) }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw fault("a key must be a string") }
      let key = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw fault("a colon is missing") }
      members.append((key, try value(depth: depth + 1)))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "}")) else { throw fault("a comma or } is missing") }
      return .object(JSON.Members(read: members))
    }
  }

  private mutating func array(depth: Int) throws(JSON.Fault) -> JSON {
    position += 1
    var elements: [JSON] = []
    skipSpace()
    if take(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "]")) else { throw fault("a comma or ] is missing") }
      return .array(elements)
    }
  }

  // MARK: - Strings

  private mutating func string() throws(JSON.Fault) -> String {
    position += 1
    let start = position
    while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      guard byte >= 0x20 else { throw fault("a control character in a string") }
      position += 1
    }
    guard current == UInt8(ascii: "\"") else { return try escaped(from: start) }
    let text = try text(bytes[start..<position])
    position += 1
    return text
  }

  /// The rest of a string in which a backslash was met.
  private mutating func escaped(from start: Int) throws(JSON.Fault) -> String {
    var units = Array(bytes[start..<position])
    while let byte = current, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw fault("a control character in a string") }
      if byte == UInt8(ascii: "\\") {
        units.append(contentsOf: String(Character(try escape())).utf8)
      } else {
        units.append(byte)
        position += 1
      }
    }
    guard current != nil else { throw fault("a string does not end") }
    let text = try text(units[...])
    position += 1
    return text
  }

  private func text(_ units: ArraySlice<UInt8>) throws(JSON.Fault) -> String {
    guard let text = String(validating: units, as: UTF8.self) else {
      throw fault("a string that is not UTF-8 ends here")
    }
    return text
  }

  private mutating func escape() throws(JSON.Fault) -> Unicode.Scalar {
    let start = position
    position += 1
    let letter = current
    position += 1
    switch letter {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{c}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      if let scalar = codePoint() { return scalar }
    case nil:
      position = bytes.endIndex
      throw fault("a string does not end")
    default: break
    }
    position = start
    throw fault("a string with a wrong escape")
  }

  /// The character of four hexadecimal digits, or of a pair of surrogates; nil if there is none.
  private mutating func codePoint() -> Unicode.Scalar? {
    guard let first = hexadecimal() else { return nil }
    guard (0xd800..<0xdc00).contains(first) else { return Unicode.Scalar(first) }
    guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")), let second = hexadecimal(),
      (0xdc00..<0xe000).contains(second)
    else { return nil }
    return Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
  }

  private mutating func hexadecimal() -> UInt32? {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = current, let digit = Character(Unicode.Scalar(byte)).hexDigitValue,
        byte < 0x80
      else { return nil }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
