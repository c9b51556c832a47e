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

  /// Counts times by their value, rising.
  static func counting(_ times: [CensoredTime]) -> [TimeCount] {
    var counts: [TimeCount] = []
    for item in times.sorted(by: { $0.time < $1.time }) {
      if counts.last?.time != item.time {
        counts.append(TimeCount(time: item.time, events: 0, censored: 0))
      }
      if item.isEvent {
        counts[counts.count - 1].events += 1
      } else {
        counts[counts.count - 1].censored += 1
      }
    }
    return counts
  }
}
