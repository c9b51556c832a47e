import Support

/// Reads along bytes of JSON, for the two forms that are worth it: an object's members as they were
/// written, and lists of lists of numbers.
struct ByteReader {
  private let bytes: ArraySlice<UInt8>
  private var position: Int
  private static let quote = UInt8(ascii: "\"")

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// The members of an object that takes all the bytes; nil if they are no such object.
  mutating func members() -> [(key: String, value: ArraySlice<UInt8>)]? {
    guard take("{") else { return nil }
    var members: [(key: String, value: ArraySlice<UInt8>)] = []
    if !take("}") {
      repeat {
        skipSpace()
        let start = position
        guard skipString(),
          let key = try? JSON.parse(bytes[start..<position]).text, take(":")
        else { return nil }
        skipSpace()
        let value = position
        guard skipValue(), position > value, members.count < 64 else { return nil }
        members.append((key, bytes[value..<position]))
      } while take(",")
      guard take("}") else { return nil }
    }
    skipSpace()
    return position == bytes.endIndex ? members : nil
  }

  /// The numbers of a list of lists that takes all the bytes; nil if they are no such list.
  mutating func rows() -> ExternalAnswer.Rows? {
    var rows = ExternalAnswer.Rows()
    guard take("[") else { return nil }
    if !take("]") {
      repeat {
        guard take("[") else { return nil }
        let start = rows.values.count
        if !take("]") {
          repeat {
            guard let number = number() else { return nil }
            rows.values.append(number)
          } while take(",")
          guard take("]") else { return nil }
        }
        rows.lengths.append(rows.values.count - start)
      } while take(",")
      guard take("]") else { return nil }
    }
    skipSpace()
    return position == bytes.endIndex ? rows : nil
  }

  private mutating func skipSpace() {
    while position < bytes.endIndex, bytes[position] <= 0x20 { position += 1 }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard position < bytes.endIndex, bytes[position] == UInt8(ascii: character) else {
      return false
    }
    position += 1
    return true
  }

  private mutating func skipString() -> Bool {
    guard position < bytes.endIndex, bytes[position] == Self.quote else { return false }
    position += 1
    while position < bytes.endIndex, bytes[position] != Self.quote {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard position < bytes.endIndex else { return false }
    position += 1
    return true
  }

  /// Passes over a value by its brackets and strings; what is within is not looked at.
  private mutating func skipValue() -> Bool {
    var depth = 0
    while position < bytes.endIndex {
      switch bytes[position] {
      case Self.quote:
        guard skipString() else { return false }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return true }
        depth -= 1
      case UInt8(ascii: ","):
        if depth == 0 { return true }
      default: break
      }
      position += 1
    }
    return depth == 0
  }

  private mutating func number() -> Double? {
    skipSpace()
    let start = position
    while position < bytes.endIndex, Self.isOfNumber(bytes[position]) { position += 1 }
    let text = bytes[start..<position]
    if let number = JSONNumber(text) { return number.value }
    switch String(decoding: text, as: UTF8.self) {
    case "NaN", "null": return .nan
    case "Infinity": return .infinity
    case "-Infinity": return -.infinity
    default: return nil
    }
  }

  private static func isOfNumber(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x2b, 0x2d, 0x2e, 0x41...0x5a, 0x61...0x7a: true
    default: false
    }
  }
}
