package import Foundation
package import Simulation
import Support
import Synchronization

/// Writes the rows of a run to `customers.csv`, and to `events.csv` or `events.parquet`, as asked.
package final class RecordingSink: BlockSink {
  package struct Formatted: Sendable {
    var customers: ByteBuffer?
    var customerRows = 0
    var events: ByteBuffer?
    var eventRows = 0
    var pages: Result<ParquetFile.Block, ResultsError>?
  }

  private struct Files {
    var customers: ResultFile?
    var events: ResultFile?
    var parquet: ParquetFile?
    /// Buffers that are written, for the next blocks.
    var spare: [ByteBuffer] = []
  }

  private let customers: CustomersTable?
  private let events: EventsTable?
  /// The columns of a Parquet file; nil for events as CSV.
  private let parquetColumns: [ParquetColumn]?
  private let files: Mutex<Files>

  /// Opens the files that are asked for and writes their headers; nil events are not recorded.
  package init(
    compiled: CompiledScenario, recordsCustomers: Bool, events format: EventsFormat?,
    withPotentialOutcomes: Bool, folder: URL
  ) throws {
    customers =
      recordsCustomers
      ? CustomersTable(
        scenario: compiled.scenario, plan: compiled.plan,
        withPotentialOutcomes: withPotentialOutcomes) : nil
    events = format.map { _ in EventsTable(scenario: compiled.scenario) }
    parquetColumns = format == .parquet ? events?.parquetColumns : nil
    var opened = Files()
    opened.customers = try customers.map { try Self.open($0.header, in: folder) }
    switch format {
    case nil: break
    case .csv: opened.events = try Self.open(EventsTable.header, in: folder)
    case .parquet:
      opened.parquet = try ParquetFile(
        EventsFormat.parquet.file, columns: parquetColumns ?? [], in: folder)
    }
    files = Mutex(opened)
  }

  private static func open(_ columns: FileColumns, in folder: URL) throws -> ResultFile {
    let file = try ResultFile(columns.file, in: folder)
    try file.append(Array(columns.header.utf8)[...], rows: 0)
    return file
  }

  package func format(_ block: BlockRecord) -> Formatted {
    var formatted = Formatted()
    if let customers {
      var buffer = spareBuffer(room: block.customers.count * 200)
      customers.append(block, to: &buffer)
      formatted.customers = buffer
      formatted.customerRows = block.customers.count
    }
    guard let events else { return formatted }
    if let parquetColumns {
      formatted.pages = Result { () throws(ResultsError) in
        try events.pages(block, of: parquetColumns)
      }
    } else {
      var buffer = spareBuffer(room: block.events.count * 120)
      events.append(block, to: &buffer)
      formatted.events = buffer
      formatted.eventRows = block.events.count
    }
    return formatted
  }

  /// An empty buffer, one that has room already where there is one.
  private func spareBuffer(room: Int) -> ByteBuffer {
    guard var buffer = files.withLock({ $0.spare.popLast() }) else {
      return ByteBuffer(capacity: room)
    }
    buffer.removeAll()
    return buffer
  }

  package func write(_ formatted: Formatted) throws {
    try files.withLock { files in
      if let rows = formatted.customers {
        try files.customers?.append(rows.bytes, rows: formatted.customerRows)
        files.spare.append(rows)
      }
      if let rows = formatted.events {
        try files.events?.append(rows.bytes, rows: formatted.eventRows)
        files.spare.append(rows)
      }
      if let pages = formatted.pages { try files.parquet?.append(pages.get()) }
    }
  }

  /// Closes the files; what the manifest says of them.
  package func finish() throws -> [Manifest.File] {
    try files.withLock { files in
      try [files.customers?.finish(), files.events?.finish(), files.parquet?.finish()]
        .compactMap { $0 }
    }
  }
}
