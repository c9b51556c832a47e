import Insight
import Testing

@Suite struct MapTests {
  /// a: home, shop, buy; b: home, shop, home, end; c: home twice at one moment, shop, help, end.
  static let log = EventLog(
    cases: ["a", "b", "c"], caseOfEvent: [0, 0, 0, 1, 1, 1, 2, 2, 2, 2],
    times: [0, 3_600, 7_200, 0, 7_200, 9_000, 0, 0, 1_800, 5_400],
    activities: EventLog.Labels(
      codes: [0, 1, 2, 0, 1, 0, 0, 0, 1, 3], names: ["home", "shop", "buy", "help"]),
    isOrder: [false, false, true] + Array(repeating: false, count: 7),
    segments: [
      (
        "device",
        EventLog.Labels(codes: [0, 0, 0, 1, 1, 1, 1, 1, 1, 1], names: ["phone", "desk"])
      )
    ])

  @Test func `counts of a small log by hand`() throws {
    let map = JourneyMap(Self.log)
    let home = try #require(map.whole.first { $0.touchpoint == "home" })
    #expect(home.reached == 3)
    #expect(home.converted == 1)
    #expect(home.visits == 4)
    #expect(home.dropped == 2)
    // To the next moment: 1 h, 2 h and 0.5 h; the last visit of b has none.
    #expect(home.hours.first == 1)
    #expect(map.whole.map(\.touchpoint) == ["home", "shop", "buy", "help"])
    let desk = try #require(map.places.first { $0.segment == "desk" && $0.touchpoint == "shop" })
    #expect([desk.reached, desk.converted, desk.visits, desk.dropped] == [2, 0, 2, 2])
    let reached = map.places.filter { $0.segment != nil && $0.touchpoint == "home" }
    #expect(reached.reduce(0) { $0 + $1.reached } == home.reached)
  }

  @Test func `the steps after a visit that no order follows`() {
    let map = JourneyMap(Self.log)
    let shop = map.nextSteps.filter { $0.touchpoint == "shop" }
    #expect(shop.filter { $0.step == 1 }.map(\.next) == ["home", "help"])
    #expect(shop.filter { $0.step == 2 }.map(\.next) == [nil])
    #expect(shop.filter { $0.step == 2 }.map(\.cases) == [2])
    #expect(!shop.contains { $0.step == 3 })
    #expect(map.nextSteps.allSatisfy { $0.touchpoint != "buy" })
  }
}
