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
