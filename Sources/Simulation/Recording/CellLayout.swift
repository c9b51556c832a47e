/// Where the cells of a run's sums stand.
///
/// Nothing else knows their order: whoever wants the sums of an arm, a day or a look asks here for
/// the cells.
package struct CellLayout: Sendable, Equatable, Codable {
  package let arms: Int
  package let segments: Int
  package let channels: Int
  /// Independent parts of the roll-outs, whose spread gives their Monte-Carlo error.
  package internal(set) var batches: Int
  /// Days of the horizon, the last one possibly cut short.
  package let days: Int
  /// Hours at which the looks end: each counts the customers who have arrived by then.
  package let lookEnds: [Double]

  package init(
    arms: Int, segments: Int, channels: Int = 1, batches: Int = 1, days: Int = 1,
    lookEnds: [Double] = []
  ) {
    self.arms = arms
    self.segments = segments
    self.channels = channels
    self.batches = batches
    self.days = days
    self.lookEnds = lookEnds
  }

  /// One segment, or all of them for nil.
  package func segments(_ segment: Int?) -> Range<Int> {
    segment.map { $0..<$0 + 1 } ?? 0..<segments
  }

  // The experiment.

  package var observedCount: Int { arms * segments }
  package func observed(arm: Int, segment: Int) -> Int { arm &* segments &+ segment }

  /// An arm of the experiment, in one segment or in all.
  package func observed(arm: Int, in segment: Int? = nil) -> [Int] {
    segments(segment).map { observed(arm: arm, segment: $0) }
  }

  // The roll-outs.

  var rollOutCount: Int { batches * observedCount }

  package func rollOut(batch: Int, arm: Int, segment: Int) -> Int {
    (batch &* arms &+ arm) &* segments &+ segment
  }

  /// An arm in one part of the roll-outs or in all, and in one segment or in all.
  package func rollOut(batch: Int? = nil, arm: Int, in segment: Int? = nil) -> [Int] {
    (batch.map { $0..<$0 + 1 } ?? 0..<batches).flatMap { batch in
      segments(segment).map { rollOut(batch: batch, arm: arm, segment: $0) }
    }
  }

  // Days of arrival.

  var dailyCount: Int { days * arms }
  package func daily(day: Int, arm: Int) -> Int { day &* arms &+ arm }

  /// The day on which a customer arrived, by arm.
  func daily(arrival: Double, arm: Int) -> Int {
    daily(day: min(Int(arrival / 24), days - 1), arm: arm)
  }

  // Looks at the running experiment.

  var lookCount: Int { lookEnds.count * arms }
  package func look(_ look: Int, arm: Int) -> Int { look &* arms &+ arm }

  /// All parts of an arm up to a look.
  package func looks(through last: Int, arm: Int) -> [Int] {
    (0...last).map { look($0, arm: arm) }
  }

  /// The part of the experiment, between two looks, in which a customer arrived, by arm.
  func look(arrival: Double, arm: Int) -> Int {
    let part = lookEnds.firstIndex { arrival < $0 } ?? lookEnds.count - 1
    return look(max(0, part), arm: arm)
  }

  // Strata.

  var stratumCount: Int { observedCount * channels }

  /// The number of a segment's channel, which a business knows before the experiment.
  package func group(segment: Int, channel: Int) -> Int { segment &* channels &+ channel }

  package func stratum(arm: Int, segment: Int, channel: Int) -> Int {
    arm &* (segments &* channels) &+ group(segment: segment, channel: channel)
  }

  /// An arm's customers of one channel, in one segment or in all.
  package func strata(arm: Int, channel: Int, in segment: Int? = nil) -> [Int] {
    segments(segment).map { stratum(arm: arm, segment: $0, channel: channel) }
  }
}
