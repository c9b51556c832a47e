import Foundation

/// Changes texts at random, the same way for the same seed: numbers to the ends of their types,
/// words to others, parts gone, doubled or swapped, bytes flipped.
package struct Mutator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 1 }

  private static let numbers = [
    "0", "-1", "1", "2", "1.5", "-0.0", "65536", "300000000", "2147483648", "4294967296",
    "9223372036854775807", "-9223372036854775808", "18446744073709551616", "1e15", "1e308",
    "-1e308",
    "1e-320", "1e400", "null", "true", "[]", "{}", "\"\"", "\"nan\"", "\"inf\"", "[[[1]]]", "",
  ]
  private static let snippets = [
    "\u{202E}", "\u{FEFF}", "＝1+1", "=1+1", "\0", "\r", "\n", "\t", "\"", "'", ",", ":", "{", "}",
    "[", "]", "*a", "&a ", "%", " / day", "-", "\u{1b}[2J", "é", "😀", "1e99999", "nan", "~", "../",
  ]

  /// SplitMix64; Steele, Lea & Flood (2014), doi:10.1145/2714064.2660195.
  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number from 0 on, below a limit.
  package mutating func number(below limit: Int) -> Int {
    Int(next() % UInt64(max(limit, 1)))
  }

  package mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(below: elements.count)]
  }

  /// A text with one to four changes.
  package mutating func mutated(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for _ in 0...number(below: 4) where !bytes.isEmpty { change(&bytes) }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func change(_ bytes: inout [UInt8]) {
    switch number(below: 10) {
    case 0, 1, 2, 3: replaceToken(&bytes, numbers: true)
    case 4: replaceToken(&bytes, numbers: false)
    case 5: bytes.removeSubrange(part(of: bytes))
    case 6:
      let part = part(of: bytes)
      let copy = Array(bytes[part])
      for _ in 0...number(below: 8) { bytes.insert(contentsOf: copy, at: part.lowerBound) }
    case 7:
      bytes.insert(contentsOf: Array(pick(Self.snippets).utf8), at: number(below: bytes.count))
    case 8: bytes[number(below: bytes.count)] = UInt8(number(below: 256))
    default:
      let (one, other) = (part(of: bytes), part(of: bytes))
      let copy = Array(bytes[one])
      bytes.replaceSubrange(other, with: copy)
    }
  }

  /// Puts an odd value in the place of a number, or another word of the text in that of a word.
  private mutating func replaceToken(_ bytes: inout [UInt8], numbers: Bool) {
    let tokens = Self.tokens(of: bytes, numbers: numbers)
    guard !tokens.isEmpty else { return }
    let new = numbers ? Array(pick(Self.numbers).utf8) : Array(bytes[pick(tokens)])
    bytes.replaceSubrange(pick(tokens), with: new)
  }

  private static func tokens(of bytes: [UInt8], numbers: Bool) -> [Range<Int>] {
    func belongs(_ byte: UInt8) -> Bool {
      switch byte {
      case 0x30...0x39: numbers
      case UInt8(ascii: "."), UInt8(ascii: "-"), UInt8(ascii: "+"): numbers
      case 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "_"): !numbers
      default: false
      }
    }
    var found: [Range<Int>] = []
    var start: Int?
    for (index, byte) in bytes.enumerated() {
      if belongs(byte) {
        if start == nil { start = index }
      } else if let from = start {
        found.append(from..<index)
        start = nil
      }
    }
    if let start { found.append(start..<bytes.count) }
    return found
  }

  /// From one mark, such as a comma or the start of a line, to one of the next few.
  private mutating func part(of bytes: [UInt8]) -> Range<Int> {
    let start = number(below: bytes.count)
    var (end, marks) = (start, 1 + number(below: 4))
    while end < bytes.count, marks > 0 {
      let byte = bytes[end]
      if byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "}") {
        marks -= 1
      }
      end += 1
    }
    return start..<end
  }
}

/// How long and from which seed an attack at random goes, by the environment.
package enum AttackSize {
  /// First seed: `JOURNEYLAB_ATTACK_SEED`, or always the same.
  package static var seed: UInt64 {
    ProcessInfo.processInfo.environment["JOURNEYLAB_ATTACK_SEED"].flatMap(UInt64.init) ?? 1
  }

  /// How many times as long as in a usual test run: `JOURNEYLAB_ATTACK`, or 1.
  package static var factor: Int {
    let text = ProcessInfo.processInfo.environment["JOURNEYLAB_ATTACK"]
    return max(text.flatMap { Int($0) } ?? 1, 1)
  }
}
