/// Writes Thrift's compact protocol, in which Parquet keeps what it says of itself.
///
/// Apache Thrift, "Thrift compact protocol" (thrift-compact-protocol.md). Fields are written in the
/// order of their numbers.
struct ThriftWriter {
  private(set) var bytes: [UInt8] = []
  /// Number of the last field of each structure that is open.
  private var last: [Int] = [0]

  private enum Kind: UInt8 {
    case yes = 1, no = 2, i32 = 5, i64 = 6, binary = 8, list = 9, structure = 12
  }

  private mutating func begin(_ field: Int, _ kind: Kind) {
    let step = field - last[last.count - 1]
    if (1...15).contains(step) {
      bytes.append(UInt8(step << 4) | kind.rawValue)
    } else {
      bytes.append(kind.rawValue)
      bytes.append(zigzag: Int64(field))
    }
    last[last.count - 1] = field
  }

  mutating func write(_ field: Int, flag: Bool) { begin(field, flag ? .yes : .no) }

  mutating func write(_ field: Int, i32 value: Int) {
    begin(field, .i32)
    bytes.append(zigzag: Int64(value))
  }

  mutating func write(_ field: Int, i64 value: Int) {
    begin(field, .i64)
    bytes.append(zigzag: Int64(value))
  }

  mutating func write(_ field: Int, text: String) {
    begin(field, .binary)
    put(text)
  }

  mutating func write(_ field: Int, structure body: (inout ThriftWriter) -> Void) {
    begin(field, .structure)
    put(structure: body)
  }

  /// Writes a list of structures.
  mutating func write<Element>(
    _ field: Int, list elements: [Element], _ body: (inout ThriftWriter, Element) -> Void
  ) {
    begin(field, .list)
    beginList(elements.count, .structure)
    for element in elements { put(structure: { body(&$0, element) }) }
  }

  mutating func write(_ field: Int, list values: [Int]) {
    begin(field, .list)
    beginList(values.count, .i32)
    for value in values { bytes.append(zigzag: Int64(value)) }
  }

  mutating func write(_ field: Int, list texts: [String]) {
    begin(field, .list)
    beginList(texts.count, .binary)
    for text in texts { put(text) }
  }

  /// Ends the outermost structure.
  mutating func end() { bytes.append(0) }

  private mutating func beginList(_ count: Int, _ kind: Kind) {
    if count < 15 {
      bytes.append(UInt8(count << 4) | kind.rawValue)
    } else {
      bytes.append(0xf0 | kind.rawValue)
      bytes.append(variable: UInt64(count))
    }
  }

  private mutating func put(_ text: String) {
    bytes.append(variable: UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func put(structure body: (inout ThriftWriter) -> Void) {
    last.append(0)
    body(&self)
    last.removeLast()
    bytes.append(0)
  }
}

extension [UInt8] {
  /// Writes a number in groups of seven bits, the lowest first (ULEB128).
  mutating func append(variable value: UInt64) {
    var rest = value
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  /// Writes a number so that small ones of either sign are short.
  mutating func append(zigzag value: Int64) {
    append(variable: UInt64(bitPattern: (value << 1) ^ (value >> 63)))
  }

  /// Writes the lowest bytes of a number, the lowest first.
  mutating func append(littleEndian value: UInt64, bytes count: Int) {
    for byte in 0..<count { append(UInt8(truncatingIfNeeded: value >> UInt64(8 * byte))) }
  }
}
