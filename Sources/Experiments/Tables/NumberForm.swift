/// How the numbers of a table are written, told by an example.
package enum NumberForm: String, Sendable, Equatable, CaseIterable {
  case plain = "1234.5"
  case commaGroups = "1,234.5"
  case decimalComma = "1234,5"
  case pointGroups = "1.234,5"
  case spaceGroups = "1 234,5"
  case apostropheGroups = "1'234.5"

  private static let point = UInt8(ascii: ".")
  private static let comma = UInt8(ascii: ",")

  /// The byte before decimals.
  var decimalMark: UInt8 {
    switch self {
    case .plain, .commaGroups, .apostropheGroups: Self.point
    case .decimalComma, .pointGroups, .spaceGroups: Self.comma
    }
  }

  /// The byte between thousands; nil where there is none.
  private var groupMark: UInt8? {
    switch self {
    case .plain, .decimalComma: nil
    case .commaGroups: Self.comma
    case .pointGroups: Self.point
    case .spaceGroups: UInt8(ascii: " ")
    case .apostropheGroups: UInt8(ascii: "'")
    }
  }

  /// Spaces that do not break a line, as UTF-8: U+00A0 and U+202F; and the raised comma U+2019.
  private static let wideMarks: [(bytes: [UInt8], plain: UInt8)] = [
    ([0xC2, 0xA0], UInt8(ascii: " ")), ([0xE2, 0x80, 0xAF], UInt8(ascii: " ")),
    ([0xE2, 0x80, 0x99], UInt8(ascii: "'")),
  ]

  /// Rewrites a number with a decimal point and without groups.
  /// - Returns: The number's bytes; nil when a group has not three digits or a mark is out of place.
  func plain(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var result: [UInt8] = []
    /// Digits after the last group mark; nil before the first.
    var inGroup: Int?
    var digits = 0
    var isDecimal = false
    for byte in Self.withPlainMarks(bytes) {
      switch byte {
      case 0x30...0x39:
        digits += 1
        if !isDecimal { inGroup? += 1 }
        result.append(byte)
      case decimalMark where !isDecimal && inGroup ?? 3 == 3:
        isDecimal = true
        result.append(Self.point)
      case groupMark where !isDecimal && digits > 0:
        guard inGroup.map({ $0 == 3 }) ?? (digits <= 3) else { return nil }
        inGroup = 0
      case Self.point, Self.comma: return nil
      default: result.append(byte)
      }
    }
    return isDecimal || inGroup ?? 3 == 3 ? result : nil
  }

  /// The bytes without spaces around them, every group mark a single byte.
  private static func withPlainMarks(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    if bytes.contains(where: { $0 >= 0x80 }) {
      var plain: [UInt8] = []
      while let byte = rest.first {
        if let mark = wideMarks.first(where: { rest.starts(with: $0.bytes) }) {
          plain.append(mark.plain)
          rest = rest.dropFirst(mark.bytes.count)
        } else {
          plain.append(byte)
          rest = rest.dropFirst()
        }
      }
      rest = plain[...]
    }
    while rest.first == UInt8(ascii: " ") { rest = rest.dropFirst() }
    while rest.last == UInt8(ascii: " ") { rest = rest.dropLast() }
    return rest
  }
}

extension NumberForm {
  /// The form in which a text would be a number; nil when there is none.
  static func reading(_ text: String) -> NumberForm? {
    let bytes = Array(text.utf8)
    return allCases.first { form in
      form != .plain
        && form.plain(bytes[...]).flatMap { DecimalText.number($0, from: 0, to: $0.count) } != nil
    }
  }
}

/// Cells that stand for 1 and 0, and those that stand for nothing.
enum CellWord {
  private static let ones = ["true", "yes"].map { Array($0.utf8) }
  private static let zeros = ["false", "no"].map { Array($0.utf8) }
  private static let missing = ["na", "n/a", "#n/a", "nan", "null", "none"].map { Array($0.utf8) }
  private static let longest = 8

  /// 1 or 0 for a word such as `True` or `no`, in letters of any case; nil for another text.
  static func flag(_ bytes: ArraySlice<UInt8>) -> Double? {
    guard let word = lowercased(bytes) else { return nil }
    if ones.contains(word) { return 1 }
    return zeros.contains(word) ? 0 : nil
  }

  /// Whether a cell is empty or says that there is no value, as `NA` and `null` do.
  static func isMissing(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let word = lowercased(bytes) else { return false }
    return word.isEmpty || missing.contains(word)
  }

  private static func lowercased(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    var rest = bytes
    while rest.first == 0x20 { rest = rest.dropFirst() }
    while rest.last == 0x20 { rest = rest.dropLast() }
    guard rest.count <= longest else { return nil }
    return rest.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
  }
}
