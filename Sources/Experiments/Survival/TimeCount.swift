/// Units whose time to an event, or without one, is the same.
package struct TimeCount: Sendable, Equatable, Codable {
  /// Time since the unit entered, not negative.
  package var time: Double
  /// Units that had the event then.
  package var events: Int
  /// Units last seen then without it.
  package var censored: Int

  package init(time: Double, events: Int, censored: Int) {
    self.time = time
    self.events = events
    self.censored = censored
  }
}
