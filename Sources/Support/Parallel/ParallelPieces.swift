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
    let results = Mutex([Int: Result]())
    try WorkerTeam(threads: threads).run(items: count) { source in
      while let index = source.next() {
        let result = try body(index)
        results.withLock { $0[index] = result }
      }
    }
    let found = results.withLock { $0 }
    return (0..<count).compactMap { found[$0] }
  }
}
