import Testing

@testable import Simulation

/// Every cell of a run is hit exactly once, whatever the shape.
@Suite struct CellLayoutTests {
  private static let shapes = [
    CellLayout(arms: 1, segments: 1),
    CellLayout(arms: 2, segments: 3, channels: 1, batches: 20, days: 30, lookEnds: [24, 48]),
    CellLayout(
      arms: 5, segments: 2, channels: 4, batches: 3, days: 7, lookEnds: [10, 20, 30, 168]),
    CellLayout(arms: 3, segments: 7, channels: 3, batches: 1, days: 1, lookEnds: [24]),
  ]

  @Test(arguments: shapes)
  func `each cell is hit exactly once`(layout: CellLayout) {
    let arms = 0..<layout.arms
    let segments = 0..<layout.segments
    #expect(
      arms.flatMap { arm in segments.map { layout.observed(arm: arm, segment: $0) } }
        == Array(0..<layout.observedCount))
    #expect(
      (0..<layout.batches).flatMap { batch in
        arms.flatMap { arm in
          segments.map { layout.rollOut(batch: batch, arm: arm, segment: $0) }
        }
      } == Array(0..<layout.rollOutCount))
    #expect(
      (0..<layout.days).flatMap { day in arms.map { layout.daily(day: day, arm: $0) } }
        == Array(0..<layout.dailyCount))
    #expect(
      layout.lookEnds.indices.flatMap { look in arms.map { layout.look(look, arm: $0) } }
        == Array(0..<layout.lookCount))
    #expect(
      arms.flatMap { arm in
        segments.flatMap { segment in
          (0..<layout.channels).map {
            layout.stratum(arm: arm, segment: segment, channel: $0)
          }
        }
      } == Array(0..<layout.stratumCount))
  }

  @Test(arguments: shapes)
  func `a part of the cells is made of its cells`(layout: CellLayout) {
    let arms = 0..<layout.arms
    #expect(arms.flatMap { layout.observed(arm: $0) } == Array(0..<layout.observedCount))
    #expect(
      arms.flatMap { layout.rollOut(arm: $0) }.sorted() == Array(0..<layout.rollOutCount))
    #expect(
      arms.flatMap { arm in
        (0..<layout.segments).flatMap { layout.rollOut(arm: arm, in: $0) }
      }.sorted() == Array(0..<layout.rollOutCount))
    #expect(
      arms.flatMap { arm in
        (0..<layout.channels).flatMap { layout.strata(arm: arm, channel: $0) }
      }.sorted() == Array(0..<layout.stratumCount))
    if let last = layout.lookEnds.indices.last {
      #expect(
        arms.flatMap { layout.looks(through: last, arm: $0) }.sorted()
          == Array(0..<layout.lookCount))
    }
    for segment in 0..<layout.segments {
      #expect(layout.observed(arm: 0, in: segment) == [layout.observed(arm: 0, segment: segment)])
    }
  }

  @Test func `an arrival belongs to its day and to the first look that ends after it`() {
    let layout = Self.shapes[2]
    #expect(layout.daily(arrival: 0, arm: 1) == layout.daily(day: 0, arm: 1))
    #expect(layout.daily(arrival: 167.9, arm: 4) == layout.daily(day: 6, arm: 4))
    #expect(layout.daily(arrival: 168, arm: 0) == layout.daily(day: 6, arm: 0))
    #expect(layout.look(arrival: 0, arm: 2) == layout.look(0, arm: 2))
    #expect(layout.look(arrival: 20, arm: 2) == layout.look(2, arm: 2))
    #expect(layout.look(arrival: 1000, arm: 2) == layout.look(3, arm: 2))
  }
}
