import Synchronization

@testable import Simulation

/// A sink that keeps all rows in memory.
final class RowCollector: BlockSink {
  private let blocks = Mutex<[BlockRecord]>([])

  func format(_ block: BlockRecord) -> BlockRecord { block }

  func write(_ formatted: BlockRecord) { blocks.withLock { $0.append(formatted) } }

  /// Customers in the order written.
  var customers: [CustomerRecord] { blocks.withLock { $0.flatMap(\.customers) } }

  /// Events in the order written.
  var events: [EventRecord] { blocks.withLock { $0.flatMap(\.events) } }

  /// Block numbers in the order written.
  var order: [Int] { blocks.withLock { $0.map(\.index) } }
}
