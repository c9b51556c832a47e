import Synchronization

/// Independent pieces of work on several threads, such as runs of many scenarios.
package enum ParallelPieces {
  /// Does each piece of work once; results are in order, whatever the threads.
  /// - Parameters:
  ///   - count: Number of pieces.
  ///   - threads: Threads at work.
  ///   - body: One piece by its index from 0; called from any thread.
  /// - Returns: One result per piece.
  /// - Throws: What the first failing piece throws; no more are begun then.
  package static func map<Result: Sendable>(
    _ count: Int, threads: Int, body: @Sendable (Int) throws -> Result
  ) throws -> [Result] {
    try map(count, threads: threads, room: {}) { index, _ in try body(index) }
  }

  /// Does each piece of work once in room that its thread uses again and again.
  /// - Parameters:
  ///   - count: Number of pieces.
  ///   - threads: Threads at work.
  ///   - room: Makes the room of one thread.
  ///   - body: One piece by its index from 0; its result does not depend on the room's state.
  /// - Returns: One result per piece, in order.
  /// - Throws: What the first failing piece throws; no more are begun then.
  package static func map<Room, Result: Sendable>(
    _ count: Int, threads: Int, room: @Sendable () -> Room,
    body: @Sendable (Int, inout Room) throws -> Result
  ) throws -> [Result] {
    let results = Mutex([Int: Result]())
    try WorkerTeam(threads: threads).run(items: count) { source in
      var own = room()
      while let index = source.next() {
        let result = try body(index, &own)
        results.withLock { $0[index] = result }
      }
    }
    let found = results.withLock { $0 }
    return (0..<count).compactMap { found[$0] }
  }
}
