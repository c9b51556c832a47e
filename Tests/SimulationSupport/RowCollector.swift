package import Simulation
import Synchronization

/// A sink that keeps all rows in memory.
package final class RowCollector: BlockSink {
  private let blocks = Mutex<[BlockRecord]>([])

  package init() {}

  package func format(_ block: BlockRecord) -> BlockRecord { block }

  package func write(_ formatted: BlockRecord) { blocks.withLock { $0.append(formatted) } }

  /// Customers in the order written.
  package var customers: [CustomerRecord] { blocks.withLock { $0.flatMap(\.customers) } }

  /// Events in the order written.
  package var events: [EventRecord] { blocks.withLock { $0.flatMap(\.events) } }

  /// What orders were made of, in the order written.
  package var orders: [OrderRecord] { blocks.withLock { $0.flatMap(\.orders) } }

  /// Block numbers in the order written.
  package var order: [Int] { blocks.withLock { $0.map(\.index) } }
}
