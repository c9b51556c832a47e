import GSL

/// The customer journey as a map: who reaches each touchpoint, who orders from there, how long it
/// takes, and where those go who do not order.
package struct JourneyMap: Sendable, Codable, Equatable {
  /// A phase with a touchpoint, as one segment meets it.
  package struct Place: Sendable, Codable, Equatable {
    package var phase: String?
    package var touchpoint: String
    /// Nil for all customers together.
    package var segment: String?
    /// Cases that reach it, and those of them that order there or later.
    package var reached: Int
    package var converted: Int
    /// Times that it is entered; events of the same moment count once.
    package var visits: Int
    /// Hours until the next event of another moment: the median and the outer tenths.
    package var hours: [Double]
    /// Cases whose last visit here is followed by no order.
    package var dropped: Int
    /// Mean place among the touchpoints that a case meets, from 0 to 1.
    package var position: Double
  }

  /// What follows a visit that leads to no order.
  package struct NextStep: Sendable, Codable, Equatable {
    package var phase: String?
    package var touchpoint: String
    /// From 1 to 5.
    package var step: Int
    /// Nil where the case ends.
    package var next: String?
    package var cases: Int
  }

  package let cases: Int
  /// Name of the column of segments.
  package let segmentColumn: String?
  /// All customers first, then by segment; within them in the order of the way.
  package private(set) var places: [Place]
  package private(set) var nextSteps: [NextStep]

  /// The places of all customers together.
  package var whole: [Place] { places.filter { $0.segment == nil } }

  private static let steps = 5
}

extension JourneyMap {
  private struct Key: Hashable {
    var phase: Int32
    var touchpoint: Int32
    var segment: Int32
  }

  private struct Tally {
    var reached = 0
    var converted = 0
    var visits = 0
    var dropped = 0
    var position = 0.0
    var hours: [Double] = []
  }

  private struct Meeting {
    var first: Int
    var last: Int
  }

  package init(_ log: EventLog) {
    cases = log.cases.count
    segmentColumn = log.segments.first?.name
    let segments = log.segments.first?.labels
    var tallies: [Key: Tally] = [:]
    var following: [Key: [[Int32: Int]]] = [:]
    for index in log.cases.indices {
      let events = log.events(of: index)
      let lastOrder = events.last { log.isOrder[$0] } ?? -1
      var met: [Key: Meeting] = [:]
      var wayOfAll: [Key] = []
      for event in events {
        let all = Key(
          phase: log.phases?.codes[event] ?? -1, touchpoint: log.activities.codes[event],
          segment: -1)
        let isSameMoment =
          event > events.lowerBound && log.times[event] == log.times[event - 1]
          && log.activities.codes[event] == log.activities.codes[event - 1]
          && log.phases?.codes[event] == log.phases?.codes[event - 1]
        for key in [all] + Self.keys(all, segment: segments?.codes[event] ?? -1) {
          if met[key] == nil {
            met[key] = Meeting(first: event, last: event)
            if key.segment < 0 { wayOfAll.append(key) }
          }
          met[key]?.last = event
          guard !isSameMoment else { continue }
          tallies[key, default: Tally()].visits += 1
          if let next = Self.next(after: event, of: events, in: log) {
            tallies[key, default: Tally()].hours.append(
              (log.times[next] - log.times[event]) / 3_600)
          }
        }
      }
      let way = Dictionary(uniqueKeysWithValues: wayOfAll.enumerated().map { ($1, $0) })
      for (key, meeting) in met {
        var tally = tallies[key] ?? Tally()
        tally.reached += 1
        if lastOrder >= meeting.first { tally.converted += 1 }
        if lastOrder < meeting.last { tally.dropped += 1 }
        let place = way[Key(phase: key.phase, touchpoint: key.touchpoint, segment: -1)] ?? 0
        tally.position += wayOfAll.count > 1 ? Double(place) / Double(wayOfAll.count - 1) : 0
        tallies[key] = tally
        if key.segment < 0, lastOrder < meeting.last {
          Self.follow(meeting.last, of: events, in: log, key, &following)
        }
      }
    }
    func sum(_ key: Key) -> Double {
      tallies[key].map { $0.position / Double(max(1, $0.reached)) } ?? 0
    }
    let keys = tallies.keys.sorted { left, right in
      let (one, two) = (
        sum(Key(phase: left.phase, touchpoint: left.touchpoint, segment: -1)),
        sum(Key(phase: right.phase, touchpoint: right.touchpoint, segment: -1))
      )
      guard left.segment == right.segment else { return left.segment < right.segment }
      return one == two
        ? (left.phase, left.touchpoint) < (right.phase, right.touchpoint) : one < two
    }
    places = keys.map { key in
      let tally = tallies[key] ?? Tally()
      let hours = tally.hours.sorted()
      return Place(
        phase: Self.name(key.phase, log.phases),
        touchpoint: Self.name(key.touchpoint, log.activities) ?? "",
        segment: Self.name(key.segment, segments), reached: tally.reached,
        converted: tally.converted, visits: tally.visits,
        hours: hours.isEmpty ? [] : [0.5, 0.1, 0.9].map { Self.quantile(hours, $0) },
        dropped: tally.dropped, position: tally.position / Double(max(1, tally.reached)))
    }
    nextSteps = keys.filter { $0.segment < 0 }.flatMap { key in
      (following[key] ?? []).enumerated().flatMap { step, counts in
        counts.sorted { $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value }.map {
          NextStep(
            phase: Self.name(key.phase, log.phases),
            touchpoint: Self.name(key.touchpoint, log.activities) ?? "", step: step + 1,
            next: Self.name($0.key, log.activities), cases: $0.value)
        }
      }
    }
  }

  private static func keys(_ all: Key, segment: Int32) -> [Key] {
    segment < 0
      ? [] : [Key(phase: all.phase, touchpoint: all.touchpoint, segment: segment)]
  }

  private static func name(_ code: Int32, _ labels: EventLog.Labels?) -> String? {
    guard let labels, code >= 0 else { return nil }
    return labels.names[Int(code)]
  }

  /// The first event of a case after one that is of another moment.
  private static func next(after event: Int, of events: Range<Int>, in log: EventLog) -> Int? {
    ((event + 1)..<max(events.upperBound, event + 1)).first { log.times[$0] != log.times[event] }
  }

  /// Counts the steps after an event; -1 stands for the end of the case, once.
  private static func follow(
    _ event: Int, of events: Range<Int>, in log: EventLog, _ key: Key,
    _ following: inout [Key: [[Int32: Int]]]
  ) {
    for step in 0..<steps {
      let next = event + 1 + step
      let isOver = next >= events.upperBound
      following[key, default: Array(repeating: [:], count: steps)][step][
        isOver ? -1 : log.activities.codes[next], default: 0] += 1
      if isOver { break }
    }
  }

  private static func quantile(_ sorted: [Double], _ level: Double) -> Double {
    Statistics.quantile(sorted: sorted, probability: level)
  }
}
