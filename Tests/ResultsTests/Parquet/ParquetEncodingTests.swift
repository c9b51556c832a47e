import TestSupport
import Testing

@testable import Results

/// Parquet's encodings against the examples of their description, and read back by readers that
/// share nothing with the writers.
@Suite struct `Parquet writes numbers` {
  @Test func `as runs and packed groups like the example of the format`() {
    // Encodings.md: the numbers 0 to 7 in three bits each.
    #expect(ParquetEncodings.runs(Array(0..<8), width: 3) == [3, 0x88, 0xC6, 0xFA])
    #expect(ParquetEncodings.runs(Array(repeating: 5, count: 100), width: 3) == [0xC8, 0x01, 5])
    #expect(ParquetEncodings.runs([], width: 1).isEmpty)
  }

  @Test func `as differences like the examples of the format`() {
    // Encodings.md, examples 1 and 2, with the header that is its own.
    let header: [UInt8] = [0x80, 0x01, 4]
    #expect(
      ParquetEncodings.differences([1, 2, 3, 4, 5]) == header + [5, 2, 2, 0, 0, 0, 0])
    #expect(
      ParquetEncodings.differences([7, 5, 3, 1, 2, 3, 4, 5])
        == header + [8, 14, 3, 2, 0, 0, 0, 0xC0, 0x3F, 0, 0, 0, 0, 0, 0])
  }

  @Test(arguments: [1, 2, 3, 7, 8, 9, 17, 32])
  func `that come back from runs`(width: Int) throws {
    var mutator = Mutator(seed: UInt64(width))
    for length in [1, 7, 8, 9, 63, 64, 65, 500] {
      var values: [UInt32] = []
      while values.count < length {
        let value = UInt32(truncatingIfNeeded: mutator.next()) >> UInt32(32 - width)
        values += Array(repeating: value, count: 1 + mutator.number(below: 30) / 10 * 9)
      }
      let bytes = ParquetEncodings.runs(values, width: width)
      var reader = Reader(bytes)
      #expect(try reader.runs(values.count, width: width) == values)
      #expect(reader.isAtEnd)
    }
  }

  @Test(arguments: [0, 1, 2, 31, 32, 33, 127, 128, 129, 130, 1000])
  func `that come back from differences`(length: Int) throws {
    var mutator = Mutator(seed: UInt64(length))
    for bits in [1, 8, 40, 64] {
      var values = (0..<length).map { _ in
        Int64(bitPattern: mutator.next()) >> Int64(64 - bits)
      }
      if length > 2 { (values[0], values[1]) = (.max, .min) }
      var reader = Reader(ParquetEncodings.differences(values))
      #expect(try reader.differences() == values)
      #expect(reader.isAtEnd)
    }
  }
}

/// Reads the encodings bit by bit, as their description says.
private struct Reader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { place == bytes.count }

  private mutating func byte() throws -> UInt8 {
    let byte = try MissingValue.unwrap(bytes.dropFirst(place).first, "a byte at \(place)")
    place += 1
    return byte
  }

  private mutating func variable() throws -> UInt64 {
    var (value, shift): (UInt64, UInt64) = (0, 0)
    while true {
      let next = try byte()
      value |= UInt64(next & 0x7f) << shift
      shift += 7
      if next < 0x80 { return value }
    }
  }

  private mutating func zigzag() throws -> Int64 {
    let value = try variable()
    return Int64(bitPattern: value >> 1) ^ -Int64(value & 1)
  }

  private mutating func packed(_ count: Int, width: Int) throws -> [UInt64] {
    var values = [UInt64](repeating: 0, count: count)
    let first = place * 8
    for index in 0..<count {
      for bit in 0..<width {
        let position = first + index * width + bit
        let byte = try MissingValue.unwrap(
          bytes.dropFirst(position / 8).first, "a byte at \(position / 8)")
        values[index] |= UInt64(byte >> UInt8(position % 8) & 1) << UInt64(bit)
      }
    }
    place += count * width / 8
    return values
  }

  mutating func runs(_ count: Int, width: Int) throws -> [UInt32] {
    var values: [UInt32] = []
    while values.count < count {
      let header = try variable()
      if header & 1 == 1 {
        values += try packed(Int(header >> 1) * 8, width: width).map { UInt32($0) }
      } else {
        var value: UInt32 = 0
        for byteNumber in 0..<(width + 7) / 8 {
          value |= UInt32(try byte()) << UInt32(8 * byteNumber)
        }
        values += Array(repeating: value, count: Int(header >> 1))
      }
    }
    return Array(values.prefix(count))
  }

  mutating func differences() throws -> [Int64] {
    let (block, parts) = (Int(try variable()), Int(try variable()))
    let count = Int(try variable())
    let first = try zigzag()
    var values = count > 0 ? [first] : []
    while values.count < count {
      let least = try zigzag()
      let widths = try (0..<parts).map { _ in Int(try byte()) }
      for width in widths where values.count < count {
        for rest in try packed(block / parts, width: width) where values.count < count {
          values.append(values[values.count - 1] &+ least &+ Int64(bitPattern: rest))
        }
      }
    }
    return values
  }
}
