/// Parquet's ways to write many numbers in little room.
///
/// Apache Parquet, "Encodings" (parquet-format, Encodings.md).
enum ParquetEncodings {
  /// Numbers below 2^width as runs of one number and as packed groups of eight (RLE).
  static func runs(_ values: [UInt32], width: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    var packed = values.startIndex
    var place = values.startIndex
    func pack(to end: Int, into bytes: inout [UInt8]) {
      guard packed < end else { return }
      bytes.append(variable: UInt64((end - packed + 7) / 8) << 1 | 1)
      var bits = BitPacking()
      for value in values[packed..<end] { bits.append(UInt64(value), bits: width) }
      for _ in 0..<(8 - (end - packed) % 8) % 8 { bits.append(0, bits: width) }
      bits.finish()
      bytes += bits.bytes
    }
    while place < values.endIndex {
      var end = place + 1
      while end < values.endIndex, values[end] == values[place] { end += 1 }
      // A packed part that is not the last is whole groups of eight: it takes what it lacks of the run.
      let lacking = (8 - (place - packed) % 8) % 8
      guard end - place - lacking >= 8 else {
        place = end
        continue
      }
      pack(to: place + lacking, into: &bytes)
      bytes.append(variable: UInt64(end - place - lacking) << 1)
      bytes.append(littleEndian: UInt64(values[place]), bytes: (width + 7) / 8)
      (packed, place) = (end, end)
    }
    pack(to: values.endIndex, into: &bytes)
    return bytes
  }

  /// Whole numbers as differences from the one before, in packed blocks (DELTA_BINARY_PACKED).
  static func differences(_ values: [Int64]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(variable: UInt64(blockLength))
    bytes.append(variable: UInt64(blockLength / partLength))
    bytes.append(variable: UInt64(values.count))
    bytes.append(zigzag: values.first ?? 0)
    var place = 1
    while place < values.count {
      let end = min(place + blockLength, values.count)
      let steps = (place..<end).map { values[$0] &- values[$0 - 1] }
      let least = steps.min() ?? 0
      bytes.append(zigzag: least)
      var bits = BitPacking()
      for start in stride(from: 0, to: blockLength, by: partLength) {
        let part = steps[min(start, steps.count)..<min(start + partLength, steps.count)]
        let rests = part.map { UInt64(bitPattern: $0 &- least) }
        let width = rests.map(BitPacking.width).max() ?? 0
        bytes.append(UInt8(width))
        for rest in rests { bits.append(rest, bits: width) }
        if !rests.isEmpty { for _ in rests.count..<partLength { bits.append(0, bits: width) } }
      }
      bits.finish()
      bytes += bits.bytes
      place = end
    }
    return bytes
  }

  /// Numbers of a block of differences, and of its parts, each with a width of its own.
  private static let (blockLength, partLength) = (128, 32)
}
