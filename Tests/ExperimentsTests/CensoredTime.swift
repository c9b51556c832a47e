@testable import Experiments

/// A time until an event, or until a unit was last seen without it.
struct CensoredTime {
  let time: Double
  let isEvent: Bool

  init(_ time: Double, isEvent: Bool = true) {
    self.time = time
    self.isEvent = isEvent
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
