import Synchronization

/// Counts journeys and reports about a thousand times in a run.
package final class ProgressMeter: Sendable {
  private let done = Atomic<Int>(0)
  private let total: Int
  private let step: Int
  private let report: ProgressHandler

  package init(total: Int, report: @escaping ProgressHandler) {
    self.total = total
    step = max(1, total / 1000)
    self.report = report
  }

  package func add(_ count: Int) {
    guard count > 0 else { return }
    let (before, after) = done.add(count, ordering: .relaxed)
    if before / step != after / step || after >= total {
      report(WorkProgress(done: min(after, total), total: total))
    }
  }
}
