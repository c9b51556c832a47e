import GSL
import MetaLearning
import Testing

@testable import Scenarios
@testable import Simulation
@testable import Studies

/// An agent over two decision points of the same lever, fed by hand.
private func agent(
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
  _ time: Double, customer: UInt64 = 0, orders: Int = 0, margin: Int64 = 0, cost: Int64 = 0,
  isLast: Bool = false
) -> OutcomeNotice {
  OutcomeNotice(
    customer: customer, time: time, orders: orders, revenue: 2 * margin, margin: margin - cost,
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

@Suite struct `Credit of an agent` {
  @Test(
    arguments: [
      (CreditRule.last, [0.0, 1]), (.first, [1, 0]), (.equal, [0.5, 0.5]), (.all, [1, 1]),
    ])
  func `goes to the decisions that the rule names, and once to the customer`(
    credit: CreditRule, expected: [Double]
  ) throws {
    var agent = try agent(credit: credit)
    _ = try agent.decide(moment(1))
    _ = try agent.decide(moment(2, point: 1))
    agent.observe(notice(3, orders: 1, margin: 900))
    #expect(agent.decisions.map(\.reward) == expected)
    #expect(agent.accounts[0].sums.reward == 1)
    #expect(agent.accounts[0].sums.conversions == 1)
    #expect(agent.accounts[0].sums.margin == 900)
  }

  @Test func `counts money in major units, and each notice once`() throws {
    var agent = try agent(reward: .margin, credit: .all)
    _ = try agent.decide(moment(1))
    _ = try agent.decide(moment(2, point: 1))
    agent.observe(notice(3, orders: 1, margin: 900))
    agent.observe(notice(4, margin: -250))
    #expect(agent.decisions.map(\.reward) == [6.5, 6.5])
    #expect(agent.accounts[0].sums.reward == 650)
  }

  @Test func `stops when a decision's window is over`() throws {
    var agent = try agent(reward: .orders, credit: .first, window: 24)
    _ = try agent.decide(moment(0))
    _ = try agent.decide(moment(20, point: 1))
    agent.observe(notice(30, orders: 1, margin: 100))
    agent.observe(notice(60, orders: 1, margin: 100))
    #expect(agent.decisions.map(\.reward) == [0, 1])
    #expect(agent.accounts[0].sums.reward == 1)
    #expect(agent.accounts[0].sums.margin == 200)
  }

  @Test func `passes over decisions that came after the reward`() throws {
    var agent = try agent(credit: .last)
    var actions: [Int] = []
    try agent.decide([moment(1), moment(5, point: 1)], into: &actions)
    agent.observe(notice(2, orders: 1))
    #expect(agent.decisions.map(\.reward) == [1, 0])
  }

  @Test func `leaves out what came before the first decision, and customers without one`() throws {
    var agent = try agent()
    _ = try agent.decide(moment(10))
    agent.observe(notice(3, orders: 1, margin: 500))
    agent.observe(notice(12, customer: 4, orders: 1, margin: 500))
    #expect(agent.accounts.map(\.sums.margin) == [0])
    #expect(agent.accounts.map(\.sums.reward) == [0])
  }

  @Test func `puts customers into bins by the time of their first decision`() throws {
    var agent = try agent()
    for (customer, time) in [(0, 5.0), (1, 1), (2, 3)] {
      _ = try agent.decide(moment(time, customer: UInt64(customer)))
    }
    agent.observe(notice(6, customer: 1, orders: 1))
    agent.observe(notice(7, customer: 0, orders: 1, margin: 70))
    let sums = agent.sums(bins: [1, 2, 10])
    #expect(sums.map(\.customers) == [1, 1, 1])
    #expect(sums.map(\.reward) == [1, 0, 1])
    #expect(sums.map(\.margin) == [0, 0, 70])
  }
}

@Suite struct `Delayed rewards of an agent` {
  @Test func `count as failures at once by the naive rule, until they come`() throws {
    var agent = try agent(delay: .naive)
    _ = try agent.decide(moment(1))
    try agent.update(at: 24)
    var recorder = try agent.recorder()
    #expect(recorder.learned.isEmpty)
    #expect(recorder.provisional.map { $0.map(\.reward) } == [[0]])
    #expect(recorder.provisional.map { $0.map(\.weight) } == [[1]])
    agent.observe(notice(30, orders: 1))
    try agent.update(at: 48)
    recorder = try agent.recorder()
    #expect(recorder.learned.map { $0.map(\.reward) } == [[1]])
    #expect(recorder.provisional.last?.isEmpty == true)
  }

  @Test func `count by their age by the rule of exposure`() throws {
    var agent = try agent(delay: .exposure, change: { $0.meanDelay = 46 })
    _ = try agent.decide(moment(1))
    try agent.update(at: 24)
    let recorder = try agent.recorder()
    let weight = try #require(recorder.provisional.first?.first?.weight)
    // 1 − e^(−23/46)
    #expect(abs(weight - 0.3934693402873666) < 1e-15)
  }

  @Test func `wait for the end of the window, also with a reward`() throws {
    var agent = try agent(window: 48, delay: .wait)
    _ = try agent.decide(moment(1))
    _ = try agent.decide(moment(2, customer: 1))
    agent.observe(notice(3, orders: 1))
    agent.observe(notice(4, customer: 1, isLast: true))
    try agent.update(at: 24)
    try agent.update(at: 48)
    #expect(try agent.recorder().learned.isEmpty)
    try agent.update(at: 72)
    #expect(try agent.recorder().learned.map { $0.map(\.reward) } == [[1, 0]])
  }

  @Test func `are not final because a customer has left for good, but when the market ends`() throws
  {
    var agent = try agent()
    _ = try agent.decide(moment(1))
    _ = try agent.decide(moment(2, customer: 1))
    agent.observe(notice(3, isLast: true))
    try agent.update(at: 24)
    #expect(try agent.recorder().learned.isEmpty)
    #expect(try agent.recorder().provisional.map(\.count) == [2])
    agent.close()
    #expect(try agent.recorder().learned.map(\.count) == [2])
    #expect(try agent.recorder().provisional.last?.isEmpty == true)
  }

  @Test func `are final at the deadline`() throws {
    var agent = try agent(reward: .margin, window: 10)
    _ = try agent.decide(moment(1))
    _ = try agent.decide(moment(15, customer: 1))
    agent.observe(notice(3, orders: 1, margin: 700))
    try agent.update(at: 24)
    #expect(try agent.recorder().learned.map { $0.map(\.reward) } == [[7]])
    #expect(try agent.recorder().provisional.map { $0.map(\.reward) } == [[0]])
  }

  @Test func `are final when a later decision takes all that may come`() throws {
    var agent = try agent(reward: .margin, window: 48)
    _ = try agent.decide(moment(1))
    _ = try agent.decide(moment(3, visit: 2))
    // Told late: it came before the second decision, and is the first one's.
    agent.observe(notice(2, orders: 1, margin: 500))
    agent.observe(notice(5, orders: 1, margin: 900))
    try agent.update(at: 24)
    #expect(try agent.recorder().learned.map { $0.map(\.reward) } == [[5]])
    #expect(try agent.recorder().provisional.map { $0.map(\.reward) } == [[9]])
  }

  @Test func `are not final while a part of later rewards may be theirs`() throws {
    var agent = try agent(credit: .equal)
    _ = try agent.decide(moment(1))
    _ = try agent.decide(moment(3, visit: 2))
    try agent.update(at: 24)
    #expect(try agent.recorder().learned.isEmpty)
  }

  @Test func `count in full once money has come, but not for a cost alone`() throws {
    var agent = try agent(
      reward: .margin, window: 100, delay: .exposure, change: { $0.meanDelay = 46 })
    _ = try agent.decide(moment(1))
    _ = try agent.decide(moment(1, customer: 1))
    agent.observe(notice(1, customer: 1, margin: 0, cost: 3))
    agent.observe(notice(2, orders: 1, margin: 900))
    try agent.update(at: 24)
    let rows = try #require(try agent.recorder().provisional.first)
    #expect(rows.map(\.reward) == [9, -0.03])
    #expect(rows.first?.weight == 1)
    // 1 − e^(−23/46)
    #expect(abs((rows.last?.weight ?? 0) - 0.3934693402873666) < 1e-15)
  }

  @Test func `mean something else under each rule`() throws {
    func weights(_ delay: PolicySpec.DelayRule) throws -> [[Double]] {
      var agent = try agent(
        reward: .margin, window: 100, delay: delay, change: { $0.meanDelay = 46 })
      _ = try agent.decide(moment(1))
      agent.observe(notice(2, isLast: true))
      for time in [24.0, 48] { try agent.update(at: time) }
      return try agent.recorder().provisional.map { $0.map(\.weight) }
    }
    #expect(try weights(.naive) == [[1], [1]])
    #expect(try weights(.wait) == [])
    let exposure = try weights(.exposure).joined()
    #expect(exposure.count == 2 && exposure.allSatisfy { $0 > 0 && $0 < 1 })
  }

  @Test func `reach a policy that asks for them as they are`() throws {
    var agent = try agent(
      reward: .margin, window: 10,
      change: { frame in
        frame.learner.rewardMean = 2
        frame.learner.rewardDeviation = 4
        frame.contextMeans = [0.5]
        frame.contextDeviations = [0.25]
        frame.isRaw = true
      })
    _ = try agent.decide(moment(1))
    agent.observe(notice(2, orders: 1, margin: 1000))
    try agent.update(at: 24)
    let row = try #require(try agent.recorder().learned.first?.first)
    #expect(row.reward == 10)
    #expect(row.features == [1, 1])
  }

  @Test func `reach the policy standardised, with standardised features`() throws {
    var agent = try agent(
      reward: .margin, window: 10,
      change: { frame in
        frame.learner.rewardMean = 2
        frame.learner.rewardDeviation = 4
        frame.contextMeans = [0.5]
        frame.contextDeviations = [0.25]
      })
    _ = try agent.decide(moment(1))
    agent.observe(notice(2, orders: 1, margin: 1000))
    try agent.update(at: 24)
    let recorder = try agent.recorder()
    let row = try #require(recorder.learned.first?.first)
    #expect(row.reward == 2)
    #expect(row.features == [1, 2])
    #expect(agent.decisions[0].reward == 10)
  }

  @Test func `are learned after so many decisions if the file says so`() throws {
    var agent = try agent(update: .decisions(2))
    #expect(agent.nextUpdate == -.infinity)
    for customer in 0..<2 {
      _ = try agent.decide(moment(Double(customer), customer: UInt64(customer)))
      agent.observe(notice(Double(customer) + 0.5, customer: UInt64(customer), isLast: true))
    }
    #expect(try agent.recorder().learned.isEmpty)
    _ = try agent.decide(moment(5, customer: 9))
    #expect(try agent.recorder().provisional.map(\.count) == [2])
    #expect(agent.decisions.map(\.version) == [0, 0, 1])
  }
}

@Suite struct `Limits of an agent` {
  @Test func `keep to the floor, and count what a policy left alone would have done`() throws {
    var agent = try agent(limits: DecisionLimits(floor: 3))
    #expect(try agent.decide(moment(1)) == 0)
    #expect(agent.accounts[0].sums.breaches == 1)
  }

  @Test func `keep to the frequency cap, customer by customer`() throws {
    var agent = try agent(limits: DecisionLimits(frequencyCap: 1))
    #expect(try agent.decide(moment(1)) == 1)
    #expect(try agent.decide(moment(2, visit: 2)) == 0)
    #expect(try agent.decide(moment(3, customer: 1)) == 1)
    #expect(agent.accounts.map(\.sums.breaches) == [1, 0])
  }

  @Test func `count only what was offered towards the frequency cap, not the status quo`() throws {
    var agent = try agent(
      limits: DecisionLimits(frequencyCap: 1),
      availability: [ActionAvailability(action: 1, from: 10, until: 100)])
    let actions = try [5.0, 6, 10, 20].enumerated().map {
      try agent.decide(moment($1, visit: UInt32($0 + 1)))
    }
    #expect(actions == [0, 0, 1, 0])
  }

  @Test func `stop hard when the budget is gone`() throws {
    var agent = try agent(limits: DecisionLimits(budget: 5))
    let actions = try (0..<4).map { try agent.decide(moment(Double($0), customer: UInt64($0))) }
    #expect(actions == [1, 1, 0, 0])
    #expect(agent.nextUpdate == -.infinity)
    #expect(try agent.recorder().action == 1)
  }

  @Test func `offer an action only while it is available`() throws {
    var agent = try agent(
      availability: [ActionAvailability(action: 1, from: 10, until: 20)])
    let actions = try [5.0, 10, 19.9, 20].enumerated().map {
      try agent.decide(moment($1, customer: UInt64($0)))
    }
    #expect(actions == [0, 1, 1, 0])
    #expect(agent.accounts.allSatisfy { $0.sums.breaches == 0 })
  }

  @Test func `keep what two segments are shown within the spread`() throws {
    var agent = try agent(
      limits: DecisionLimits(spread: 1),
      availability: [ActionAvailability(action: 1, from: 5, until: 100)],
      population: "population: {segments: {first: {share: 0.5}, second: {share: 0.5}}}")
    // The first segment is shown the status quo of 0, so the second may not see the 2 of action 1.
    #expect(try agent.decide(moment(1)) == 0)
    #expect(try agent.decide(moment(6, customer: 1, segment: 1)) == 0)
    #expect(agent.accounts[1].sums.breaches == 1)
    #expect(try agent.decide(moment(7, customer: 2)) == 0)
    // After an update nobody was shown anything yet: who comes first is free, others follow.
    #expect(try agent.decide(moment(25, customer: 3)) == 1)
    #expect(try agent.decide(moment(26, customer: 4, segment: 1)) == 1)
  }

  @Test func `let values change between updates also where nothing is learned`() throws {
    var agent = try agent(
      limits: DecisionLimits(spread: 1),
      availability: [ActionAvailability(action: 1, from: 5, until: 100)], learner: .uniform,
      population: "population: {segments: {first: {share: 0.5}, second: {share: 0.5}}}")
    #expect(try agent.decide(moment(1)) == 0)
    #expect(try agent.decide(moment(6, customer: 1, segment: 1)) == 0)
    #expect(try agent.decide(moment(25, customer: 2, segment: 1)) == 1)
  }

  @Test func `leave a policy without a model to the status quo where its share must be kept`()
    throws
  {
    var agent = try agent(
      limits: DecisionLimits(keep: 0.9), change: { $0.learner.rewardMean = 0.3 })
    #expect(try agent.decide(moment(1)) == 0)
    #expect(agent.accounts[0].sums.breaches == 1)
  }

  @Test func `give the policy back as it was wrapped`() throws {
    let agent = try agent(limits: DecisionLimits(budget: 5, keep: 0.9))
    #expect(try agent.recorder().kind == "recorder")
  }
}
