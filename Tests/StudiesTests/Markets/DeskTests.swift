import GSL
import MetaLearning
import Testing

@testable import Scenarios
@testable import Simulation
@testable import Studies

/// A desk over two decision points of the same lever, fed by hand.
private func desk(
  reward: RewardMeasure = .conversion, credit: CreditRule = .last, window: Double? = nil,
  limits: DecisionLimits = DecisionLimits(), availability: [ActionAvailability] = [],
  delay: PolicySpec.DelayRule = .naive, learner: Learner = .hierarchical,
  update: UpdateRule = .every(hours: 24), policy: any Policy = Recorder(),
  population: String = "",
  change: (inout PointFrame) -> Void = { _ in }
) throws -> PolicyAgent {
  let scenario = try MarketFixtures.load(
    MarketFixtures.text(population: population)
  ).scenario
  var learning = try #require(scenario.learning)
  learning.reward = reward
  learning.update = update
  learning.decisions[0].credit = credit
  learning.decisions[0].window = window
  learning.decisions[0].limits = limits
  learning.decisions[0].availability = availability
  learning.decisions.append(learning.decisions[0])
  learning.decisions[1].name = "later"
  func wrapped(_ policy: some Policy) -> AnyPolicy { AnyPolicy(policy) }
  let points = try learning.decisions.indices.map { index in
    var frame = PointFrame(point: index, of: learning, in: scenario)
    change(&frame)
    return try PointAgent(
      index: index, learning: learning, scenario: scenario, frame: frame,
      policy: wrapped(policy), learner: learner, delay: delay, task: 0, customers: 10)
  }
  return PolicyAgent(
    points: points, learning: learning, currency: scenario.market.currency,
    key: RandomKey(seed: 3), learner: learner, keepsProbabilities: false)
}

private func moment(
  _ time: Double, point: Int = 0, customer: UInt64 = 0, visit: UInt32 = 1, segment: Int = 0
) -> DecisionMoment {
  DecisionMoment(
    customer: customer, point: point, visit: visit, time: time, segment: segment, context: [1])
}

private func notice(
  _ time: Double, customer: UInt64 = 0, orders: Int = 0, margin: Int64 = 0, isLast: Bool = false
) -> OutcomeNotice {
  OutcomeNotice(
    customer: customer, time: time, orders: orders, revenue: 2 * margin, margin: margin,
    isLast: isLast)
}

extension PolicyAgent {
  /// Decides one moment.
  fileprivate mutating func decide(_ moment: DecisionMoment) throws -> Int {
    var actions: [Int] = []
    try decide([moment], into: &actions)
    return try #require(actions.first)
  }

  /// The recording policy of a decision point.
  fileprivate func recorder(_ point: Int = 0) throws -> Recorder {
    try #require(points[point].learner.base as? Recorder)
  }
}

@Suite struct `Credit on a desk` {
  @Test(
    arguments: [
      (CreditRule.last, [0.0, 1]), (.first, [1, 0]), (.equal, [0.5, 0.5]), (.all, [1, 1]),
    ])
  func `goes to the decisions that the rule names, and once to the customer`(
    credit: CreditRule, expected: [Double]
  ) throws {
    var desk = try desk(credit: credit)
    _ = try desk.decide(moment(1))
    _ = try desk.decide(moment(2, point: 1))
    desk.observe(notice(3, orders: 1, margin: 900))
    #expect(desk.decisions.map(\.reward) == expected)
    #expect(desk.accounts[0].sums.reward == 1)
    #expect(desk.accounts[0].sums.conversions == 1)
    #expect(desk.accounts[0].sums.margin == 900)
  }

  @Test func `counts money in major units, and each notice once`() throws {
    var desk = try desk(reward: .margin, credit: .all)
    _ = try desk.decide(moment(1))
    _ = try desk.decide(moment(2, point: 1))
    desk.observe(notice(3, orders: 1, margin: 900))
    desk.observe(notice(4, margin: -250))
    #expect(desk.decisions.map(\.reward) == [6.5, 6.5])
    #expect(desk.accounts[0].sums.reward == 650)
  }

  @Test func `stops when a decision's window is over`() throws {
    var desk = try desk(reward: .orders, credit: .first, window: 24)
    _ = try desk.decide(moment(0))
    _ = try desk.decide(moment(20, point: 1))
    desk.observe(notice(30, orders: 1, margin: 100))
    desk.observe(notice(60, orders: 1, margin: 100))
    #expect(desk.decisions.map(\.reward) == [0, 1])
    #expect(desk.accounts[0].sums.reward == 1)
    #expect(desk.accounts[0].sums.margin == 200)
  }

  @Test func `passes over decisions that came after the reward`() throws {
    var desk = try desk(credit: .last)
    var actions: [Int] = []
    try desk.decide([moment(1), moment(5, point: 1)], into: &actions)
    desk.observe(notice(2, orders: 1))
    #expect(desk.decisions.map(\.reward) == [1, 0])
  }

  @Test func `leaves out what came before the first decision, and customers without one`() throws {
    var desk = try desk()
    _ = try desk.decide(moment(10))
    desk.observe(notice(3, orders: 1, margin: 500))
    desk.observe(notice(12, customer: 4, orders: 1, margin: 500))
    #expect(desk.accounts.map(\.sums.margin) == [0])
    #expect(desk.accounts.map(\.sums.reward) == [0])
  }

  @Test func `puts customers into bins by the time of their first decision`() throws {
    var desk = try desk()
    for (customer, time) in [(0, 5.0), (1, 1), (2, 3)] {
      _ = try desk.decide(moment(time, customer: UInt64(customer)))
    }
    desk.observe(notice(6, customer: 1, orders: 1))
    desk.observe(notice(7, customer: 0, orders: 1, margin: 70))
    let sums = desk.sums(bins: [1, 2, 10])
    #expect(sums.map(\.customers) == [1, 1, 1])
    #expect(sums.map(\.reward) == [1, 0, 1])
    #expect(sums.map(\.margin) == [0, 0, 70])
  }
}

@Suite struct `Delayed rewards on a desk` {
  @Test func `count as failures at once by the naive rule, until they come`() throws {
    var desk = try desk(delay: .naive)
    _ = try desk.decide(moment(1))
    try desk.update(at: 24)
    var recorder = try desk.recorder()
    #expect(recorder.learned.isEmpty)
    #expect(recorder.provisional.map { $0.map(\.reward) } == [[0]])
    #expect(recorder.provisional.map { $0.map(\.weight) } == [[1]])
    desk.observe(notice(30, orders: 1))
    try desk.update(at: 48)
    recorder = try desk.recorder()
    #expect(recorder.learned.map { $0.map(\.reward) } == [[1]])
    #expect(recorder.provisional.last?.isEmpty == true)
  }

  @Test func `count by their age by the rule of exposure`() throws {
    var desk = try desk(delay: .exposure, change: { $0.meanDelay = 46 })
    _ = try desk.decide(moment(1))
    try desk.update(at: 24)
    let recorder = try desk.recorder()
    let weight = try #require(recorder.provisional.first?.first?.weight)
    // 1 − e^(−23/46)
    #expect(abs(weight - 0.3934693402873666) < 1e-15)
  }

  @Test func `wait for the end of the window, also with a reward`() throws {
    var desk = try desk(window: 48, delay: .wait)
    _ = try desk.decide(moment(1))
    _ = try desk.decide(moment(2, customer: 1))
    desk.observe(notice(3, orders: 1))
    desk.observe(notice(4, customer: 1, isLast: true))
    try desk.update(at: 24)
    try desk.update(at: 48)
    #expect(try desk.recorder().learned.isEmpty)
    try desk.update(at: 72)
    #expect(try desk.recorder().learned.map { $0.map(\.reward) } == [[1, 0]])
  }

  @Test func `are final when the journey is over or the market ends`() throws {
    var desk = try desk()
    _ = try desk.decide(moment(1))
    _ = try desk.decide(moment(2, customer: 1))
    desk.observe(notice(3, isLast: true))
    try desk.update(at: 24)
    #expect(try desk.recorder().learned.map(\.count) == [1])
    #expect(try desk.recorder().provisional.map(\.count) == [1])
    desk.close()
    #expect(try desk.recorder().learned.map(\.count) == [1, 1])
    #expect(try desk.recorder().provisional.last?.isEmpty == true)
  }

  @Test func `reach the policy standardised, with standardised features`() throws {
    var desk = try desk(
      reward: .margin,
      change: { frame in
        frame.learner.rewardMean = 2
        frame.learner.rewardDeviation = 4
        frame.contextMeans = [0.5]
        frame.contextDeviations = [0.25]
      })
    _ = try desk.decide(moment(1))
    desk.observe(notice(2, orders: 1, margin: 1000, isLast: true))
    try desk.update(at: 24)
    let recorder = try desk.recorder()
    let row = try #require(recorder.learned.first?.first)
    #expect(row.reward == 2)
    #expect(row.features == [1, 2])
    #expect(desk.decisions[0].reward == 10)
  }

  @Test func `are learned after so many decisions if the file says so`() throws {
    var desk = try desk(update: .decisions(2))
    #expect(desk.nextUpdate == -.infinity)
    for customer in 0..<2 {
      _ = try desk.decide(moment(Double(customer), customer: UInt64(customer)))
      desk.observe(notice(Double(customer) + 0.5, customer: UInt64(customer), isLast: true))
    }
    #expect(try desk.recorder().learned.isEmpty)
    _ = try desk.decide(moment(5, customer: 9))
    #expect(try desk.recorder().learned.map(\.count) == [2])
    #expect(desk.decisions.map(\.version) == [0, 0, 1])
  }
}

@Suite struct `Limits on a desk` {
  @Test func `keep to the floor, and count what a policy left alone would have done`() throws {
    var desk = try desk(limits: DecisionLimits(floor: 3))
    #expect(try desk.decide(moment(1)) == 0)
    #expect(desk.accounts[0].sums.breaches == 1)
  }

  @Test func `keep to the frequency cap, customer by customer`() throws {
    var desk = try desk(limits: DecisionLimits(frequencyCap: 1))
    #expect(try desk.decide(moment(1)) == 1)
    #expect(try desk.decide(moment(2, visit: 2)) == 0)
    #expect(try desk.decide(moment(3, customer: 1)) == 1)
    #expect(desk.accounts.map(\.sums.breaches) == [1, 0])
  }

  @Test func `stop hard when the budget is gone`() throws {
    var desk = try desk(limits: DecisionLimits(budget: 5))
    let actions = try (0..<4).map { try desk.decide(moment(Double($0), customer: UInt64($0))) }
    #expect(actions == [1, 1, 0, 0])
    #expect(desk.nextUpdate == -.infinity)
    #expect(try desk.recorder().action == 1)
  }

  @Test func `offer an action only while it is available`() throws {
    var desk = try desk(
      availability: [ActionAvailability(action: 1, from: 10, until: 20)])
    let actions = try [5.0, 10, 19.9, 20].enumerated().map {
      try desk.decide(moment($1, customer: UInt64($0)))
    }
    #expect(actions == [0, 1, 1, 0])
    #expect(desk.accounts.allSatisfy { $0.sums.breaches == 0 })
  }

  @Test func `keep what two segments are shown within the spread`() throws {
    var desk = try desk(
      limits: DecisionLimits(spread: 1),
      availability: [ActionAvailability(action: 1, from: 5, until: 100)],
      population: "population: {segments: {first: {share: 0.5}, second: {share: 0.5}}}")
    // The first segment is shown the status quo of 0, so the second may not see the 2 of action 1.
    #expect(try desk.decide(moment(1)) == 0)
    #expect(try desk.decide(moment(6, customer: 1, segment: 1)) == 0)
    #expect(desk.accounts[1].sums.breaches == 1)
    #expect(try desk.decide(moment(7, customer: 2)) == 0)
  }

  @Test func `leave a policy without a model to the status quo where its share must be kept`()
    throws
  {
    var desk = try desk(limits: DecisionLimits(keep: 0.9), change: { $0.learner.rewardMean = 0.3 })
    #expect(try desk.decide(moment(1)) == 0)
    #expect(desk.accounts[0].sums.breaches == 1)
  }

  @Test func `give the policy back as it was wrapped`() throws {
    let desk = try desk(limits: DecisionLimits(budget: 5, keep: 0.9))
    #expect(try desk.recorder().kind == "recorder")
  }
}
