import Simulation
import Synchronization

/// Keeps the first blocks of a run, and counts the events of all.
final class BlockCollector: BlockSink {
  private struct State {
    var blocks: [BlockRecord] = []
    var kept = 0
    var rows = 0
  }

  private let limit: Int
  private let state = Mutex(State())

  init(limit: Int) {
    self.limit = limit
  }

  var blocks: [BlockRecord] { state.withLock { $0.blocks } }
  var rows: Int { state.withLock { $0.rows } }
  func format(_ block: BlockRecord) -> BlockRecord { block }

  func write(_ formatted: BlockRecord) {
    state.withLock { state in
      state.rows += formatted.events.count
      guard state.kept < limit else { return }
      state.kept += formatted.events.count
      state.blocks.append(formatted)
    }
  }
}
