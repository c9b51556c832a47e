import Experiments
import GSL
import MetaLearning
import Scenarios
import Simulation

/// What a business knows before it learns: contexts, rewards and delays under business as usual.
struct StatusQuoHistory {
  let setup: LearningSetup

  /// The frames of all decision points, with moments from the scenario's own market.
  /// - Throws: `ScenarioFaults` if no customer meets a decision point, or no reward arrives.
  func frames() throws -> [PointFrame] {
    let market = try setup.compile(try setup.loaded.baseMarket())
    let seed = RandomKey(seed: setup.options.seed, replication: UInt32.max).rawValue
    let decisions = setup.learning.decisions
    func agents(_ policy: some Policy, _ learner: Learner) throws -> [PolicyAgent] {
      let customers = max(1, market.customers(seed: seed))
      let runs = min(1_000, max(1, (setup.options.historyCustomers + customers - 1) / customers))
      return try (0..<runs).map { run in
        try setup.run(
          decisions.map { _ in AnyPolicy(policy) }, learner: learner, market: market,
          seed: RandomKey(seed: seed, replication: UInt32(run)).rawValue)
      }
    }
    try check(try agents(UniformPolicy(), .uniform))
    let history = try agents(StatusQuoPolicy(), .statusQuo)
    return setup.frames.indices.map { frame(of: $0, from: history) }
  }

  private func check(_ agents: [PolicyAgent]) throws {
    for (point, decision) in setup.learning.decisions.enumerated()
    where !agents.contains(where: { $0.decisions.contains { $0.point == point } }) {
      throw setup.loaded.faults(
        at: ["learning", "decisions", decision.name],
        message: "no customer meets this decision, whatever is done at the others")
    }
    guard agents.contains(where: { $0.decisions.contains { $0.reward != 0 } }) else {
      let customers = agents.reduce(0) { $0 + $1.accounts.count }
      throw setup.loaded.faults(
        at: ["learning", "reward"],
        message: "the reward \(setup.learning.reward.rawValue) never arrives: none of "
          + "\(customers) customers brought any within the decisions' windows")
    }
  }

  private func frame(of point: Int, from agents: [PolicyAgent]) -> PointFrame {
    var frame = setup.frames[point]
    var contexts = frame.contextMeans.map { _ in MomentsAccumulator() }
    var rewards = MomentsAccumulator()
    var delays = MomentsAccumulator()
    var customers = 0
    for agent in agents {
      customers += agent.accounts.count
      for decision in agent.decisions where decision.point == point {
        for term in contexts.indices { contexts[term].add(decision.context[term]) }
        rewards.add(decision.reward)
        if let time = decision.arrival { delays.add(time - decision.time) }
      }
    }
    guard rewards.count > 0 else { return frame }
    frame.contextMeans = contexts.map(\.mean)
    frame.contextDeviations = contexts.map { $0.deviation > 0 ? $0.deviation : 1 }
    frame.learner.rewardMean = rewards.mean
    frame.learner.rewardDeviation = rewards.deviation
    if delays.count > 0, delays.mean > 0 { frame.meanDelay = delays.mean }
    frame.decisionsPerCustomer = Double(rewards.count) / Double(max(customers, 1))
    return frame
  }
}

extension MomentsAccumulator {
  /// Standard deviation of the values; 0 where rounding is all that differs.
  fileprivate var deviation: Double {
    let deviation = meanSquare.squareRoot()
    return deviation > 1e-12 * max(1, abs(mean)) ? deviation : 0
  }
}
