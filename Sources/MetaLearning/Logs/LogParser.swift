internal import Foundation

/// Reads one JSON document (RFC 8259) from bytes.
struct LogParser {
  /// A fault and the byte where it lies.
  struct Fault: Error {
    var position: Int
    var message: String
  }

  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private static let greatestDepth = 64

  private init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// Reads a document; nothing but white space may follow.
  static func parse(_ bytes: ArraySlice<UInt8>) throws(Fault) -> LogValue {
    var parser = LogParser(bytes)
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    guard parser.position == bytes.endIndex else { throw parser.fault("more after the value") }
    return value
  }

  private func fault(_ message: String) -> Fault {
    Fault(position: position - bytes.startIndex + 1, message: message)
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

  private mutating func value(depth: Int) throws(Fault) -> LogValue {
    guard depth < Self.greatestDepth else { throw fault("values nested too deeply") }
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

  private mutating func word(_ text: String, _ value: LogValue) throws(Fault) -> LogValue {
    for byte in text.utf8 where !take(byte) { throw fault("not a JSON value") }
    return value
  }

  private mutating func number() throws(Fault) -> LogValue {
    let start = position
    while let byte = current,
      (0x30...0x39).contains(byte) || byte == 0x2b || byte == 0x2d || byte == 0x2e
        || byte == 0x45 || byte == 0x65
    {
      position += 1
    }
    guard let value = LogNumber.value(of: bytes[start..<position]), value.isFinite else {
      position = start
      throw fault("not a JSON value")
    }
    return .number(value)
  }

  private mutating func object(depth: Int) throws(Fault) -> LogValue {
    position += 1
    var members: [LogValue.Member] = []
    skipSpace()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw fault("a key must be a string") }
      let key = try string()
      skipSpace()
      guard take(UInt8(ascii: ":")) else { throw fault("a colon is missing") }
      members.append(LogValue.Member(key, try value(depth: depth + 1)))
      skipSpace()
      if take(UInt8(ascii: ",")) { continue }
      guard take(UInt8(ascii: "}")) else { throw fault("a comma or } is missing") }
      return .object(members)
    }
  }

  private mutating func array(depth: Int) throws(Fault) -> LogValue {
    position += 1
    var elements: [LogValue] = []
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

  private mutating func string() throws(Fault) -> String {
    position += 1
    let start = position
    while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      position += 1
    }
    if current == UInt8(ascii: "\"") {
      position += 1
      return String(decoding: bytes[start..<(position - 1)], as: UTF8.self)
    }
    // Escapes are rare in logs: leave them to Foundation.
    while let byte = current, byte != UInt8(ascii: "\"") {
      position += byte == UInt8(ascii: "\\") ? 2 : 1
    }
    guard current == UInt8(ascii: "\"") else {
      position = min(position, bytes.endIndex)
      throw fault("a string does not end")
    }
    position += 1
    let quoted = Data([UInt8(ascii: "[")] + bytes[(start - 1)..<position] + [UInt8(ascii: "]")])
    guard let texts = try? JSONDecoder().decode([String].self, from: quoted),
      let text = texts.first
    else { throw fault("a string with a wrong escape") }
    return text
  }
}
