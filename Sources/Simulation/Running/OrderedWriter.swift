import Foundation

/// Passes formatted blocks to a sink in block order, whichever thread finishes first.
///
/// A thread that is too far ahead of the block to be written next waits, so that memory stays
/// bounded; the thread with that block never waits.
final class OrderedWriter<Sink: BlockSink>: @unchecked Sendable {
  private let sink: Sink
  private let condition = NSCondition()
  private var waiting: [Int: Sink.Formatted] = [:]
  private var next = 0
  private var isWriting = false
  private var isAbandoned = false

  init(sink: Sink) { self.sink = sink }

  /// Takes a block, and writes it and its successors as soon as their turn comes.
  func put(_ formatted: Sink.Formatted, at block: Int, room: Int) throws {
    condition.lock()
    while block > next + room, !isAbandoned { condition.wait() }
    waiting[block] = formatted
    guard !isWriting else {
      condition.unlock()
      return
    }
    isWriting = true
    defer {
      isWriting = false
      condition.broadcast()
      condition.unlock()
    }
    while !isAbandoned, let ready = waiting.removeValue(forKey: next) {
      condition.unlock()
      let written = Result { try sink.write(ready) }
      condition.lock()
      try written.get()
      next += 1
      condition.broadcast()
    }
  }

  /// Wakes all who wait, because the run is over.
  func abandon() {
    condition.lock()
    isAbandoned = true
    condition.broadcast()
    condition.unlock()
  }
}
