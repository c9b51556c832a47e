import Insight
import TestSupport
import Testing

@Suite struct AttributionTests {
  /// Paths of 200,000 people in a shop whose buyers type its name in the end: social 0, email 1,
  /// brand search 2 (the toy of the design, where brand search causes nothing).
  static let toy = [
    PathCount(channels: [0], count: 45_305, orders: 618),
    PathCount(channels: [], count: 109_255, orders: 674),
    PathCount(channels: [0, 1], count: 11_410, orders: 197),
    PathCount(channels: [1], count: 27_052, orders: 243),
    PathCount(channels: [1, 2], count: 924, orders: 924),
    PathCount(channels: [2], count: 2_671, orders: 2_671),
    PathCount(channels: [0, 2], count: 2_631, orders: 2_631),
    PathCount(channels: [0, 1, 2], count: 752, orders: 752),
  ]

  static var toyPaths: [TouchPath] {
    toy.flatMap { path in
      Array(
        repeating: TouchPath(
          channels: path.channels, times: path.channels.indices.map(Double.init), orderTime: 9),
        count: Int(path.orders))
    }
  }

  @Test func `the toy's orders go to brand search by last touch, and half as many by removal`() {
    let last = TouchRule.last.credit(Self.toyPaths, channels: 3).orders
    #expect(last == [618, 440, 6_978])
    let markov = MarkovRemoval(Self.toy, order: 1).credit(channels: 3, orders: 8_710)
    #expect(largestDifference(markov, [2_609.585850, 1_419.449785, 4_680.964365]) < 1e-5)
  }

  @Test func `each way to count divides all orders that had a touch`() {
    for rule in TouchRule.allCases {
      let sum = rule.credit(Self.toyPaths, channels: 3).orders.reduce(0, +)
      #expect(abs(sum - 8_036) < 1e-8, "\(rule)")
    }
    for order in 1...3 {
      let credit = MarkovRemoval(Self.toy, order: order).credit(channels: 3, orders: 8_710)
      #expect(abs(credit.reduce(0, +) - 8_710) < 1e-8)
    }
    #expect(abs(Shapley.credit(Self.toy, channels: 3).reduce(0, +) - 8_036) < 1e-8)
  }

  @Test func `a path of four touches is divided as each rule says`() {
    let day = 86_400.0
    let path = TouchPath(
      channels: [0, 1, 2, 3], times: [0, 7 * day, 14 * day, 21 * day], orderTime: 21 * day)
    #expect(TouchRule.first.weights(path) == [1, 0, 0, 0])
    #expect(TouchRule.last.weights(path) == [0, 0, 0, 1])
    #expect(TouchRule.linear.weights(path) == [0.25, 0.25, 0.25, 0.25])
    #expect(
      largestDifference(TouchRule.decay.weights(path), [1, 2, 4, 8].map { $0 / 15 }) < 1e-12)
    #expect(largestDifference(TouchRule.ends.weights(path), [0.4, 0.1, 0.1, 0.4]) < 1e-12)
    let two = TouchPath(channels: [0, 1], times: [0, 1])
    #expect(TouchRule.ends.weights(two) == [0.5, 0.5])
  }

  @Test func `removal on graphs by hand`() {
    // A then B buys, A alone does not: either removed costs everything.
    let both = [
      PathCount(channels: [0, 1], count: 1, orders: 1),
      PathCount(channels: [0], count: 1, orders: 0),
    ]
    let chain = MarkovRemoval(both, order: 1)
    #expect(abs(chain.base - 0.5) < 1e-12)
    #expect(largestDifference(chain.credit(channels: 2, orders: 1), [0.5, 0.5]) < 1e-12)
    // A repeated touch is a loop: from A to A with 1/2, to an order with 1/4.
    let loop = [
      PathCount(channels: [0, 0], count: 1, orders: 1),
      PathCount(channels: [0, 0], count: 1, orders: 0),
    ]
    #expect(abs(MarkovRemoval(loop, order: 1).base - 0.5) < 1e-12)
    // Only two states tell A, B, A from A: order 2 sees that B before the last A matters.
    let memory = [
      PathCount(channels: [0, 1, 0], count: 1, orders: 1),
      PathCount(channels: [0], count: 1, orders: 0),
    ]
    let one = MarkovRemoval(memory, order: 1).credit(channels: 2, orders: 1)
    let two = MarkovRemoval(memory, order: 2).credit(channels: 2, orders: 1)
    #expect(largestDifference(two, [0.5, 0.5]) < 1e-12)
    #expect(one[0] > one[1])
  }

  @Test func `the Shapley value of known games`() {
    // Two of three decide.
    let majority = [0.0, 0, 0, 1, 0, 1, 1, 1]
    #expect(
      largestDifference(Shapley.values(players: 3, worth: majority), [1, 1, 1].map { $0 / 3 })
        < 1e-12)
    // One left glove, two right ones.
    let gloves = [0.0, 0, 0, 1, 0, 1, 0, 1]
    #expect(
      largestDifference(Shapley.values(players: 3, worth: gloves), [4, 1, 1].map { $0 / 6 }) < 1e-12
    )
    let paths = [
      PathCount(channels: [0, 1, 0], count: 3, orders: 2),
      PathCount(channels: [1], count: 1, orders: 1),
    ]
    #expect(largestDifference(Shapley.credit(paths, channels: 2), [1, 2]) < 1e-12)
  }

  @Test func `a session is a touch, and a second order of a session goes to it`() {
    let hour = 3_600.0
    let codes: [Int32] = [0, 0, 1, 1, 1, 0]
    let log = EventLog(
      cases: ["x"], caseOfEvent: [0, 0, 0, 0, 0, 0],
      times: [0, 60, 2 * hour, 2 * hour + 60, 2 * hour + 90, 9 * hour],
      activities: EventLog.Labels(codes: [0, 0, 0, 1, 1, 0], names: ["look", "buy"]),
      isOrder: [false, false, false, true, true, false])
    let paths = TouchPath.paths(
      in: log, channels: EventLog.Labels(codes: codes, names: ["a", "b"]))
    #expect(paths.map(\.channels) == [[0, 1], [1], [0]])
    #expect(paths.map { $0.orderTime != nil } == [true, true, false])
  }
}
