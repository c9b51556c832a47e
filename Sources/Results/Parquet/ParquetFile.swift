import Foundation

/// A Parquet file under way: pages of blocks of rows, gathered into groups of rows, with what they
/// are at the end (Apache Parquet, parquet-format, README.md and parquet.thrift).
struct ParquetFile {
  /// The pages of a block of rows, one for each column.
  struct Block: Sendable {
    var rows: Int
    var pages: [ParquetColumn.Page]
  }

  private struct Chunk {
    var start: Int
    var dictionary: Int?
    var size = 0
    var plainSize = 0
  }

  private struct Group {
    var rows: Int
    var chunks: [Chunk]
  }

  private let file: ResultFile
  private let columns: [ParquetColumn]
  private var position: Int
  private var rows = 0
  private var groups: [Group] = []
  private var waiting: [Block] = []
  private var waitingRows = 0

  /// Rows from which a group is written; blocks are never divided.
  private static let groupRows = 1 << 19
  private static let magic = Array("PAR1".utf8)

  init(_ name: String, columns: [ParquetColumn], in folder: URL) throws(ResultsError) {
    file = try ResultFile(name, in: folder)
    self.columns = columns
    position = Self.magic.count
    try file.append(Self.magic[...], rows: 0)
  }

  mutating func append(_ block: Block) throws(ResultsError) {
    guard block.rows > 0 else { return }
    waiting.append(block)
    waitingRows += block.rows
    if waitingRows >= Self.groupRows { try writeGroup() }
  }

  mutating func finish() throws(ResultsError) -> Manifest.File {
    if waitingRows > 0 { try writeGroup() }
    let description = description()
    var end = description
    end.append(littleEndian: UInt64(description.count), bytes: 4)
    end += Self.magic
    try file.append(end[...], rows: rows)
    return try file.finish()
  }

  private mutating func writeGroup() throws(ResultsError) {
    var chunks: [Chunk] = []
    for (index, column) in columns.enumerated() {
      var chunk = Chunk(start: position)
      if let dictionary = try column.dictionary() {
        chunk.dictionary = position
        try write(dictionary, to: &chunk)
        chunk.start = position
      }
      for block in waiting { try write(block.pages[index], to: &chunk) }
      chunks.append(chunk)
    }
    groups.append(Group(rows: waitingRows, chunks: chunks))
    rows += waitingRows
    waiting.removeAll()
    waitingRows = 0
  }

  private mutating func write(
    _ page: ParquetColumn.Page, to chunk: inout Chunk
  ) throws(ResultsError) {
    try file.append(page.bytes[...], rows: 0)
    position += page.bytes.count
    chunk.size += page.bytes.count
    chunk.plainSize += page.plainSize
  }

  /// The columns, and where the values of each are.
  private func description() -> [UInt8] {
    var writer = ThriftWriter()
    writer.write(1, i32: 2)
    // The root, nil, and below it the columns.
    writer.write(2, list: [nil] + columns) { element, column in
      if let column { return column.describe(to: &element) }
      element.write(4, text: "events")
      element.write(5, i32: columns.count)
    }
    writer.write(3, i64: rows)
    writer.write(4, list: groups) { describe($1, to: &$0) }
    writer.write(6, text: "journeylab")
    writer.end()
    return writer.bytes
  }

  private func describe(_ group: Group, to writer: inout ThriftWriter) {
    writer.write(1, list: Array(zip(columns, group.chunks))) { element, pair in
      let (column, chunk) = pair
      element.write(2, i64: chunk.dictionary ?? chunk.start)
      element.write(3) { data in
        data.write(1, i32: column.physicalType)
        data.write(2, list: column.encodings)
        data.write(3, list: [column.name])
        data.write(4, i32: ParquetCodec.current.number)
        data.write(5, i64: group.rows)
        data.write(6, i64: chunk.plainSize)
        data.write(7, i64: chunk.size)
        data.write(9, i64: chunk.start)
        if let dictionary = chunk.dictionary { data.write(11, i64: dictionary) }
      }
    }
    writer.write(2, i64: group.chunks.reduce(0) { $0 + $1.plainSize })
    writer.write(3, i64: group.rows)
  }
}
