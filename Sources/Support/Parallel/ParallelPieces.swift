import Synchronization

/// Independent pieces of work on several threads, such as runs of many scenarios.
package enum ParallelPieces {
  /// Does each piece of work once, by its index from 0; results are in order.
  ///
  /// - Throws: What the first failing piece throws; no more are begun then.
  package static func map<Result: Sendable>(
    _ count: Int, threads: Int, body: @Sendable (Int) throws -> Result
  ) throws -> [Result] {
    try map(count, threads: threads, room: {}) { index, _ in try body(index) }
  }

  /// The same in room that each thread makes once and uses again and again.
  ///
  /// No result may depend on the state in which a room is found.
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
