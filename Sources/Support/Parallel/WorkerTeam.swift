import Dispatch
import Synchronization

/// Threads that take numbered items of work until none is left or one of them fails.
package struct WorkerTeam {
  package let threads: Int

  package init(threads: Int) {
    self.threads = threads
  }

  /// Hands out item numbers in order.
  package final class Source: Sendable {
    private let position = Atomic<Int>(0)
    private let count: Int
    private let failure = Mutex<(any Error)?>(nil)

    init(count: Int) {
      self.count = count
    }

    /// The next item, or nil when all are taken or a worker has failed.
    package func next() -> Int? {
      guard failure.withLock({ $0 == nil }) else { return nil }
      let item = position.add(1, ordering: .relaxed).oldValue
      return item < count ? item : nil
    }

    func fail(_ error: any Error) {
      failure.withLock { $0 = $0 ?? error }
    }

    func check() throws {
      if let error = failure.withLock({ $0 }) { throw error }
    }
  }

  /// Runs `work` once on each thread; the first error ends all and is thrown.
  package func run(
    items: Int, work: @Sendable (Source) throws -> Void, onFailure: @Sendable () -> Void = {}
  ) throws {
    let source = Source(count: items)
    let workers = max(1, min(threads, items))
    @Sendable func attempt() {
      do {
        try work(source)
      } catch {
        source.fail(error)
        onFailure()
      }
    }
    if workers == 1 {
      attempt()
    } else {
      DispatchQueue.concurrentPerform(iterations: workers) { _ in attempt() }
    }
    try source.check()
  }
}
