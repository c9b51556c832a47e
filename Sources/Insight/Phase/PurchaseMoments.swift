import Foundation

/// What is known of a customer after each event, and whether an order follows soon.
package struct PurchaseMoments: Sendable {
  private struct Group {
    var labels: EventLog.Labels
    /// Place among the columns of each code; -1 for those that are too rare.
    var places: [Int]
  }

  package let log: EventLog
  /// Seconds within which an order counts.
  package let window: Double
  /// Names of the columns.
  package private(set) var columns: [String] = []
  private let end: Double
  private let activities: [Int]
  private let activityCount: Int
  private var groups: [Group] = []

  /// Most activities, and most names of a column, that get columns of their own.
  private static let mostActivities = 20
  private static let mostNames = 12

  package init(_ log: EventLog, window: Double) {
    self.log = log
    self.window = window
    end = log.span.last
    activities = Self.places(log.activities, most: Self.mostActivities)
    activityCount = (activities.max() ?? -1) + 1
    let names = Self.names(log.activities, activities)
    columns =
      names.map { "now: \($0)" } + names.map { "this session: \($0)" } + [
        "events before this session", "sessions", "orders", "hours since the session before",
        "minutes in this session", "money in the basket",
      ]
    let labelled =
      [("channel", log.channels)] + log.segments.map { ($0.name, Optional($0.labels)) }
    for (title, labels) in labelled {
      guard let labels else { continue }
      let places = Self.places(labels, most: Self.mostNames)
      let names = Self.names(labels, places)
      guard names.count > 1 else { continue }
      groups.append(
        Group(labels: labels, places: places.map { $0 < 0 ? -1 : $0 + columns.count }))
      columns += names.map { "\(title): \($0)" }
    }
  }

  /// A moment of a customer: the event, what is known, and whether an order followed in time.
  package struct Moment {
    package var event: Int
    /// Nil where the log ends before that is known.
    package var isFollowed: Bool?
  }

  /// Gives the moments of a case, and writes their rows of columns one after the other.
  package func moments(of index: Int, into rows: inout [Double]) -> [Moment] {
    rows.removeAll(keepingCapacity: true)
    let events = log.events(of: index)
    var next = [Double](repeating: .infinity, count: events.count)
    var following = Double.infinity
    for event in events.reversed() {
      next[event - events.lowerBound] = following
      if log.isOrder[event] { following = log.times[event] }
    }
    var found: [Moment] = []
    var inSession = [Double](repeating: 0, count: activityCount)
    var (before, sessions, orders, eventsInSession) = (0.0, 0.0, 0.0, 0.0)
    var sessionStart = 0.0
    var pause = 0.0
    var basket = 0.0
    for event in events {
      let time = log.times[event]
      if log.beginsSession(event, of: index) {
        sessions += 1
        before += eventsInSession
        eventsInSession = 0
        sessionStart = time
        pause = event > events.lowerBound ? (time - log.times[event - 1]) / 3_600 : 0
        for place in inSession.indices { inSession[place] = 0 }
      }
      eventsInSession += 1
      let code = log.activities.codes[event]
      let activity = code >= 0 ? activities[Int(code)] : -1
      if activity >= 0 { inSession[activity] += 1 }
      if let value = log.baskets?[event], value.isFinite { basket = max(0, value) }
      guard !log.isOrder[event] else {
        orders += 1
        continue
      }
      let start = rows.count
      rows.append(contentsOf: repeatElement(0, count: columns.count))
      if activity >= 0 { rows[start + activity] = 1 }
      for place in inSession.indices where inSession[place] > 0 {
        rows[start + activityCount + place] = log1p(inSession[place])
      }
      let rest = start + 2 * activityCount
      rows[rest] = log1p(before)
      rows[rest + 1] = log1p(sessions)
      rows[rest + 2] = log1p(orders)
      rows[rest + 3] = log1p(pause)
      rows[rest + 4] = log1p((time - sessionStart) / 60)
      rows[rest + 5] = log1p(basket)
      for group in groups {
        let code = group.labels.codes[event]
        if code >= 0, group.places[Int(code)] >= 0 { rows[start + group.places[Int(code)]] = 1 }
      }
      let isSoon = next[event - events.lowerBound] - time <= window
      found.append(Moment(event: event, isFollowed: isSoon || time + window <= end ? isSoon : nil))
    }
    return found
  }

  /// Ranks the names of a column by how often they occur, the rarest left out.
  private static func places(_ labels: EventLog.Labels, most: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: labels.names.count)
    for code in labels.codes where code >= 0 { counts[Int(code)] += 1 }
    let ranked = counts.indices.sorted {
      counts[$0] == counts[$1] ? $0 < $1 : counts[$0] > counts[$1]
    }
    var places = [Int](repeating: -1, count: counts.count)
    for (place, code) in ranked.prefix(most).enumerated() { places[code] = place }
    return places
  }

  private static func names(_ labels: EventLog.Labels, _ places: [Int]) -> [String] {
    places.indices.filter { places[$0] >= 0 }.sorted { places[$0] < places[$1] }
      .map { labels.names[$0] }
  }
}
