package import Foundation
package import Simulation
import Support
import Synchronization

/// Writes the rows of a run to `customers.csv` and `events.csv`, as asked.
package final class RecordingSink: BlockSink {
  package struct Formatted: Sendable {
    var customers: ByteBuffer?
    var customerRows = 0
    var events: ByteBuffer?
    var eventRows = 0
  }

  private struct Files {
    var customers: ResultFile?
    var events: ResultFile?
  }

  private let customers: CustomersTable?
  private let events: EventsTable?
  private let files: Mutex<Files>

  /// Opens the files that are asked for and writes their headers.
  package init(
    compiled: CompiledScenario, recordsCustomers: Bool, recordsEvents: Bool,
    withPotentialOutcomes: Bool, folder: URL
  ) throws {
    customers =
      recordsCustomers
      ? CustomersTable(
        scenario: compiled.scenario, plan: compiled.plan,
        withPotentialOutcomes: withPotentialOutcomes) : nil
    events = recordsEvents ? EventsTable(scenario: compiled.scenario) : nil
    let customersFile = try customers.map { try Self.open($0.header, in: folder) }
    let eventsFile = try recordsEvents ? Self.open(EventsTable.header, in: folder) : nil
    files = Mutex(Files(customers: customersFile, events: eventsFile))
  }

  private static func open(_ columns: FileColumns, in folder: URL) throws -> ResultFile {
    let file = try ResultFile(columns.file, in: folder)
    try file.append(Array(columns.header.utf8)[...], rows: 0)
    return file
  }

  package func format(_ block: BlockRecord) -> Formatted {
    var formatted = Formatted()
    if let customers {
      var buffer = ByteBuffer(capacity: block.customers.count * 200)
      customers.append(block, to: &buffer)
      formatted.customers = buffer
      formatted.customerRows = block.customers.count
    }
    if let events {
      var buffer = ByteBuffer(capacity: block.events.count * 120)
      events.append(block, to: &buffer)
      formatted.events = buffer
      formatted.eventRows = block.events.count
    }
    return formatted
  }

  package func write(_ formatted: Formatted) throws {
    try files.withLock { files in
      if let rows = formatted.customers {
        try files.customers?.append(rows.bytes, rows: formatted.customerRows)
      }
      if let rows = formatted.events {
        try files.events?.append(rows.bytes, rows: formatted.eventRows)
      }
    }
  }

  /// Closes the files; what the manifest says of them.
  package func finish() throws -> [Manifest.File] {
    try files.withLock { files in
      try [files.customers?.finish(), files.events?.finish()].compactMap { $0 }
    }
  }
}
