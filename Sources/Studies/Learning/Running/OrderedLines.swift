import Foundation
import Synchronization

/// Passes blocks of lines on in their order, whichever is finished first.
final class OrderedLines: Sendable {
  private struct State {
    var next = 0
    var waiting: [Int: Data] = [:]
  }

  private let state = Mutex(State())
  private let write: @Sendable (Data) throws -> Void

  init(_ write: @escaping @Sendable (Data) throws -> Void) {
    self.write = write
  }

  /// Takes a block; writes it and those behind it as soon as their turn comes.
  func put(_ block: Data, at position: Int) throws {
    try state.withLock { state in
      state.waiting[position] = block
      while let ready = state.waiting.removeValue(forKey: state.next) {
        if !ready.isEmpty { try write(ready) }
        state.next += 1
      }
    }
  }
}
