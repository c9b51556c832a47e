package import Foundation
package import Simulation
import Support
import Synchronization

/// Writes the rows of a run to the files of single customers, as asked.
package final class RecordingSink: BlockSink {
  /// The rows of each table, and the pages of `events.parquet`.
  package struct Formatted: Sendable {
    var rows: [Rows] = []
    var pages: Result<ParquetFile.Block, ResultsError>?
  }

  /// The rows of one table.
  struct Rows: Sendable {
    var buffer: ByteBuffer
    var count: Int
  }

  private struct Files {
    var tables: [ResultFile]
    var parquet: ParquetFile?
    /// Buffers that are written, for the next blocks.
    var spare: [ByteBuffer] = []
  }

  private let tables: [any BlockTable]
  /// The events of a Parquet file with its columns; nil for none, or events as CSV.
  private let parquet: (events: EventsTable, columns: [ParquetColumn])?
  private let files: Mutex<Files>

  /// Opens the files that are asked for and writes their headers.
  package init(
    compiled: CompiledScenario, files recorded: RecordedFiles, withPotentialOutcomes: Bool,
    folder: URL
  ) throws {
    var tables: [any BlockTable] = []
    if recorded.customers || recorded.tables {
      tables.append(
        CustomersTable(
          scenario: compiled.scenario, plan: compiled.plan, showsTruth: recorded.customers,
          withPotentialOutcomes: withPotentialOutcomes))
    }
    let events = recorded.events.map { _ in EventsTable(compiled: compiled) }
    if let events, recorded.events == .csv { tables.append(events) }
    if recorded.tables {
      tables += [OrdersTable(compiled: compiled), SessionsTable(compiled: compiled)]
    }
    self.tables = tables
    parquet =
      recorded.events == .parquet ? events.map { ($0, $0.parquetColumns) } : nil
    files = Mutex(
      Files(
        tables: try tables.map { try Self.open($0.header, in: folder) },
        parquet: try parquet.map {
          try ParquetFile(EventsFormat.parquet.file, columns: $0.columns, in: folder)
        }))
  }

  private static func open(_ columns: FileColumns, in folder: URL) throws -> ResultFile {
    let file = try ResultFile(columns.file, in: folder)
    try file.append(Array(columns.header.utf8)[...], rows: 0)
    return file
  }

  package func format(_ block: BlockRecord) -> Formatted {
    var formatted = Formatted()
    for table in tables {
      var buffer = spareBuffer()
      let count = table.append(block, to: &buffer)
      formatted.rows.append(Rows(buffer: buffer, count: count))
    }
    if let parquet {
      formatted.pages = Result { () throws(ResultsError) in
        try parquet.events.pages(block, of: parquet.columns)
      }
    }
    return formatted
  }

  /// An empty buffer, one that has room already where there is one.
  private func spareBuffer() -> ByteBuffer {
    guard var buffer = files.withLock({ $0.spare.popLast() }) else { return ByteBuffer() }
    buffer.removeAll()
    return buffer
  }

  package func write(_ formatted: Formatted) throws {
    try files.withLock { files in
      for (file, rows) in zip(files.tables, formatted.rows) {
        try file.append(rows.buffer.bytes, rows: rows.count)
        files.spare.append(rows.buffer)
      }
      if let pages = formatted.pages { try files.parquet?.append(pages.get()) }
    }
  }

  /// Closes the files; what the manifest says of them.
  package func finish() throws -> [Manifest.File] {
    try files.withLock { files in
      try files.tables.map { try $0.finish() } + [files.parquet?.finish()].compactMap { $0 }
    }
  }
}
