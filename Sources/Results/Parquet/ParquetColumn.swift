/// A column of a Parquet file: its name, what its values are, and how they are written.
struct ParquetColumn: Sendable {
  enum Kind: Sendable, Equatable {
    /// Texts of a list, by their numbers there; one beyond the last is no value.
    case text([String])
    case integer
    /// Milliseconds from 1970-01-01 in UTC.
    case time
    /// Amounts in minor units.
    case money(decimals: Int)
  }

  let name: String
  let kind: Kind
  /// Whether rows may be without a value.
  let isOptional: Bool

  /// A page of some rows: its header and its content, compressed where that can be done.
  struct Page: Sendable {
    var bytes: [UInt8]
    /// Bytes that it would have without compression, the header included.
    var plainSize: Int
  }

  /// Values of some rows, in the rows' order.
  struct Values {
    fileprivate var present: [Int64] = []
    /// For each row 1, or 0 where it has no value.
    fileprivate var levels: [UInt32] = []

    init(capacity: Int) {
      present.reserveCapacity(capacity)
      levels.reserveCapacity(capacity)
    }

    mutating func append(_ value: Int64?) {
      levels.append(value == nil ? 0 : 1)
      if let value { present.append(value) }
    }
  }

  /// The page of some rows, each of which has a value unless the column is optional.
  func page(_ values: Values) throws(ResultsError) -> Page {
    var content: [UInt8] = []
    if isOptional {
      let levels = ParquetEncodings.runs(values.levels, width: 1)
      content.append(littleEndian: UInt64(levels.count), bytes: 4)
      content += levels
    }
    if case .text(let texts) = kind {
      let width = Self.width(texts)
      let places = values.present.map { UInt32(truncatingIfNeeded: $0) }
      content.append(UInt8(width))
      content += ParquetEncodings.runs(places, width: width)
    } else {
      content += ParquetEncodings.differences(values.present)
    }
    return try Self.page(content, kind: 0) { header in
      header.write(5) { data in
        data.write(1, i32: values.levels.count)
        data.write(2, i32: self.encoding)
        data.write(3, i32: Encoding.runs)
        data.write(4, i32: Encoding.runs)
      }
    }
  }

  /// The page that holds a column's texts; nil for other columns.
  func dictionary() throws(ResultsError) -> Page? {
    guard case .text(let texts) = kind else { return nil }
    var content: [UInt8] = []
    for text in texts {
      content.append(littleEndian: UInt64(text.utf8.count), bytes: 4)
      content.append(contentsOf: text.utf8)
    }
    return try Self.page(content, kind: 2) { header in
      header.write(7) { dictionary in
        dictionary.write(1, i32: texts.count)
        dictionary.write(2, i32: Encoding.plain)
      }
    }
  }

  private static func width(_ texts: [String]) -> Int {
    max(1, BitPacking.width(of: UInt64(max(texts.count, 1) - 1)))
  }

  private static func page(
    _ content: [UInt8], kind: Int, _ describe: (inout ThriftWriter) -> Void
  ) throws(ResultsError) -> Page {
    let compressed = try ParquetCodec.current.compressed(content)
    var header = ThriftWriter()
    header.write(1, i32: kind)
    header.write(2, i32: content.count)
    header.write(3, i32: compressed.count)
    describe(&header)
    header.end()
    return Page(
      bytes: header.bytes + compressed, plainSize: header.bytes.count + content.count)
  }

  /// Numbers of encodings in the format.
  enum Encoding {
    static let (plain, runs, differences, dictionary) = (0, 3, 5, 8)
  }

  /// How the values are written.
  var encoding: Int {
    if case .text = kind { return Encoding.dictionary }
    return Encoding.differences
  }

  /// All encodings in the column's pages.
  var encodings: [Int] {
    if case .text = kind { return [Encoding.plain, Encoding.runs, Encoding.dictionary] }
    return [Encoding.runs, Encoding.differences]
  }

  /// Number of the type in which values are kept: texts, or whole numbers of 64 bits.
  var physicalType: Int {
    if case .text = kind { return 6 }
    return 2
  }

  /// Says what the column is.
  func describe(to writer: inout ThriftWriter) {
    writer.write(1, i32: physicalType)
    writer.write(3, i32: isOptional ? 1 : 0)
    writer.write(4, text: name)
    switch kind {
    case .text:
      writer.write(6, i32: 0)
      writer.write(10) { $0.write(1) { _ in } }
    case .integer: break
    case .time:
      writer.write(6, i32: 9)
      writer.write(10) { type in
        type.write(8) { time in
          time.write(1, flag: true)
          time.write(2) { $0.write(1) { _ in } }
        }
      }
    case .money(let decimals):
      writer.write(6, i32: 5)
      writer.write(7, i32: decimals)
      writer.write(8, i32: Self.digits)
      writer.write(10) { type in
        type.write(5) { decimal in
          decimal.write(1, i32: decimals)
          decimal.write(2, i32: Self.digits)
        }
      }
    }
  }

  /// Digits of an amount that 64 bits always hold.
  private static let digits = 18
}
