import Support

/// Cells that are written again and again, encoded once.
struct Labels: Sendable {
  /// Each cell's first bytes, after which its length comes in the last byte.
  private var starts: [SIMD32<UInt8>] = []
  private var texts: [[UInt8]] = []
  private var longest = 0
  /// The texts as they are outside a cell.
  let names: [String]

  init(_ labels: [String]) {
    names = labels
    for label in labels {
      let text = Array(CSVCell.encode(label).utf8)
      var start = SIMD32<UInt8>()
      for (place, byte) in text.prefix(Self.lengthPlace).enumerated() { start[place] = byte }
      start[Self.lengthPlace] = UInt8(clamping: text.count)
      starts.append(start)
      texts.append(text)
      longest = max(longest, text.count)
    }
  }

  private static let lengthPlace = 31

  var count: Int { names.count }

  /// Bytes that writing any of the cells may need.
  var room: Int { max(longest, 32) }

  /// Writes a label into ``room`` bytes; an index beyond the last writes an empty cell.
  @inline(__always)
  func put(_ index: Int, into cursor: inout ByteCursor) {
    guard index < starts.count else { return }
    let start = starts[index]
    let length = Int(start[Self.lengthPlace])
    guard length > Self.lengthPlace else { return cursor.put(start, count: length) }
    for byte in texts[index] { cursor.put(byte) }
  }
}

extension ByteBuffer {
  /// Writes a label; an index beyond the last writes an empty cell.
  mutating func append(label index: Int, of labels: Labels) {
    write(atMost: labels.room) { labels.put(index, into: &$0) }
  }

  /// Writes a time in hours from the start of the market.
  mutating func append(hours: Double, using stamp: TimeStamp) {
    write(atMost: TimeStamp.room) { stamp.put(hours: hours, into: &$0) }
  }
}
