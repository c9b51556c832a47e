import Foundation
import Reports
import Results
import Simulation
import Support
import Terminal

/// Times the way of event rows from records to a file.
struct EventLogTimer {
  private let table: EventsTable
  private let blocks: [BlockRecord]

  init(compiled: CompiledScenario, blocks: [BlockRecord]) {
    table = EventsTable(compiled: compiled)
    self.blocks = blocks
  }

  /// Formats all blocks and writes them to /dev/null.
  func writeToNull() throws -> (rows: Int, bytes: Int, seconds: Double) {
    guard let null = FileHandle(forWritingAtPath: "/dev/null") else {
      throw InputError("cannot open /dev/null")
    }
    defer { try? null.close() }
    var buffer = ByteBuffer(capacity: 1 << 20)
    var (rows, bytes) = (0, 0)
    let start = ContinuousClock.now
    for block in blocks {
      buffer.removeAll()
      _ = table.append(block, to: &buffer)
      try null.write(contentsOf: Data(buffer.bytes))
      rows += block.events.count
      bytes += buffer.count
    }
    return (rows, bytes, (ContinuousClock.now - start) / .seconds(1))
  }

  func hash() -> Double {
    var rows = ByteBuffer(capacity: 1 << 20)
    for block in blocks { _ = table.append(block, to: &rows) }
    var hash = SHA256()
    let start = ContinuousClock.now
    hash.update(rows.bytes)
    _ = hash.finish()
    return (ContinuousClock.now - start) / .seconds(1)
  }
}
