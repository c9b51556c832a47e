/// How far work has come.
package struct WorkProgress: Sendable, Equatable {
  /// Steps done, such as journeys (a customer under four arms counts four).
  package var done: Int
  package var total: Int

  package init(done: Int, total: Int) {
    self.done = done
    self.total = total
  }
}

/// Told now and then how far work has come; called from any thread.
package typealias ProgressHandler = @Sendable (WorkProgress) -> Void
/// Asked now and then whether work is to stop; called from any thread.
package typealias StopCheck = @Sendable () -> Bool
