import Scenarios
package import Simulation
package import Support

/// A table whose rows are made of a run's blocks, one after the other.
package protocol BlockTable: Sendable {
  /// The header, which may depend on the scenario.
  var header: FileColumns { get }
  /// Writes the rows of a block, and gives their number.
  func append(_ block: BlockRecord, to buffer: inout ByteBuffer) -> Int
}

/// Which files of single customers a run writes.
package struct RecordedFiles: Sendable {
  /// `events.csv` or `events.parquet`; nil for neither.
  package var events: EventsFormat?
  /// `customers.csv`, with what only a simulation knows.
  package var customers = false
  /// `orders.csv`, `sessions.csv`, and `customers.csv` with what a business observes.
  package var tables = false

  package init(events: EventsFormat? = nil, customers: Bool = false, tables: Bool = false) {
    self.events = events
    self.customers = customers
    self.tables = tables
  }
}

/// What of a market's offer and customers there is to tell apart, under any arm.
struct Variety {
  let hasSegments: Bool
  let hasShipping: Bool
  let hasVouchers: Bool
  let hasWarmUp: Bool

  init(_ compiled: CompiledScenario) {
    hasSegments = compiled.scenario.population.segments.count > 1
    hasShipping = !compiled.scenario.shipping.isEmpty
    hasVouchers = compiled.arms.contains { arm in
      arm.journey.stages.contains { ($0.voucher ?? .zero) > .zero }
    }
    hasWarmUp = (compiled.scenario.experiment.warmUpHours ?? 0) > 0
  }
}

extension ByteBuffer {
  /// Writes a comma after a cell.
  mutating func endCell() { append(UInt8(ascii: ",")) }

  /// Ends a row whose last cell has a comma after it.
  mutating func endRow() { replaceLast(with: UInt8(ascii: "\n")) }
}
