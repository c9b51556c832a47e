package import Foundation
package import Simulation
import Support
import Synchronization

/// Writes the rows of a run to the files of single customers, as asked.
package final class RecordingSink: BlockSink {
  /// The rows of one table.
  package struct Rows: Sendable {
    var buffer: ByteBuffer
    var count: Int
  }

  private let tables: [any BlockTable]
  private let files: Mutex<[ResultFile]>

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
    if recorded.events { tables.append(EventsTable(compiled: compiled)) }
    if recorded.tables {
      tables += [OrdersTable(compiled: compiled), SessionsTable(compiled: compiled)]
    }
    self.tables = tables
    files = Mutex(try tables.map { try Self.open($0.header, in: folder) })
  }

  private static func open(_ columns: FileColumns, in folder: URL) throws -> ResultFile {
    let file = try ResultFile(columns.file, in: folder)
    try file.append(Array(columns.header.utf8)[...], rows: 0)
    return file
  }

  package func format(_ block: BlockRecord) -> [Rows] {
    tables.map { table in
      var buffer = ByteBuffer()
      let count = table.append(block, to: &buffer)
      return Rows(buffer: buffer, count: count)
    }
  }

  package func write(_ formatted: [Rows]) throws {
    try files.withLock { files in
      for (file, rows) in zip(files, formatted) {
        try file.append(rows.buffer.bytes, rows: rows.count)
      }
    }
  }

  /// Closes the files; what the manifest says of them.
  package func finish() throws -> [Manifest.File] {
    try files.withLock { files in try files.map { try $0.finish() } }
  }
}
