import Foundation
import GSL
import MetaLearning
package import Scenarios
import Simulation
package import Support

/// Sets a candidate policy beside the running one on the same customers, before it is released.
///
/// Both learn in the family's training markets. In each test market the running policy decides and
/// goes on learning; the candidate, frozen as a release is, is asked at each of its decisions and
/// decides nothing. What it would have brought is estimated from what the running policy did
/// (doubly robust with the candidate's own predictions, by customer); in truth it decides for the
/// same customers in a copy of the market.
package struct ShadowStudy: Study {
  package struct Plan: Sendable {
    package var running: String
    package var candidate: String
    /// Shares of customers in the stages of the canary.
    package var shares: [Double] = [0.02, 0.1, 0.25, 0.5]
    /// Difference per customer, at most 0, below which the release ends.
    package var harm = 0.0
    package var alpha = 0.05

    package init(running: String, candidate: String) {
      self.running = running
      self.candidate = candidate
    }
  }

  private let setup: LearningSetup
  private let running: PolicySpec
  private let candidate: PolicySpec
  private let plan: Plan

  /// Checks what is to be compared, without simulating anything.
  /// - Throws: What ``LearningStudy`` does; `ArgumentError` for a policy that the scenario does not
  ///   have or that cannot be released, and for shares or harm out of range.
  package init(_ loaded: LoadedScenario, plan: Plan, options: LearningOptions) throws {
    guard let learning = loaded.scenario.learning else {
      throw loaded.faults(at: ["learning"], message: "the scenario has no policies to judge")
    }
    func find(_ argument: String, _ name: String) throws(ArgumentError) -> PolicySpec {
      let names = learning.policies.map(\.name)
      guard let policy = learning.policies.first(where: { $0.name == name }) else {
        throw ArgumentError(
          argument, found: "\"\(name)\"",
          allowed: names.map { "\"\($0)\"" }.joined(separator: ", "),
          nearest: NearestName.of(name, among: names))
      }
      guard ![.oracle, .bestAction].contains(policy.learner) else {
        throw ArgumentError(
          argument, found: "\"\(name)\", which knows the truth",
          allowed: "a policy that a business can release")
      }
      return policy
    }
    running = try find("--running", plan.running)
    candidate = try find("--candidate", plan.candidate)
    guard !plan.shares.isEmpty, plan.shares.allSatisfy({ $0 > 0 && $0 < 1 }),
      plan.shares == plan.shares.sorted()
    else {
      throw ArgumentError(
        "--shares", found: plan.shares.map { "\($0)" }.joined(separator: ", "),
        allowed: "growing shares above 0 and below 1")
    }
    try ArgumentError.check("--harm", plan.harm, "a number up to 0") { $0 <= 0 }
    self.plan = plan
    var loaded = loaded
    if let customers = options.customers {
      var family = loaded.scenario.family ?? Family(trainingTasks: 0, testTasks: 1)
      family.customers = customers
      loaded.scenario.family = family
    }
    setup = try LearningSetup(loaded, learning: learning, options: options)
  }

  package func run(
    progress: @escaping ProgressHandler, isCancelled: @escaping StopCheck
  ) throws -> ShadowOutcome {
    let setup = try setup.prepared(isLogged: true, isCancelled: isCancelled)
    let replications = max(1, setup.options.replications ?? setup.learning.replications ?? 10)
    let meter = ProgressMeter(total: replications, report: progress)
    let parts = try ParallelPieces.map(replications, threads: setup.options.threads) { number in
      let part = try replication(number, setup)
      meter.add(1)
      return part
    }
    var sums = ShadowSums(setup, running: running, candidate: candidate, plan: plan)
    for part in parts { sums.add(part) }
    return try sums.outcome()
  }

  private func replication(_ number: Int, _ setup: LearningSetup) throws -> ShadowSums.Part {
    let markets = try (0..<setup.tasks).map { try setup.market($0, replication: number) }
    let usual = try trained(running, markets, setup, replication: number)
    let next = try trained(candidate, markets, setup, replication: number)
    var part = ShadowSums.Part(card: next.card)
    for market in markets where market.isTest {
      let deciding = try usual.branch(for: market)
      let agent = try setup.run(
        deciding, frames: usual.frames, learner: running.learner, delay: running.delay,
        task: usual.task, market: market.market, seed: market.seed, keepsProbabilities: true)
      let watching = try next.branch(for: market)
      part.markets.append(
        try watch(agent, watching, next, market, setup: setup))
    }
    return part
  }

  /// A policy after the training markets.
  private struct Trained {
    var spec: PolicySpec
    var policies: [AnyPolicy]
    var frames: [PointFrame]
    var task: Int
    var card: ModelCard

    func branch(for market: DrawnMarket) throws -> [AnyPolicy] {
      try policies.map { policy in
        var branch = try policy.branched()
        branch.begin(
          task: task, features: spec.isRaw ? market.rawFeatures : market.features)
        return branch
      }
    }
  }

  private func trained(
    _ spec: PolicySpec, _ markets: [DrawnMarket], _ setup: LearningSetup, replication: Int
  ) throws -> Trained {
    let chain = LearningChain(
      setup: setup, spec: spec, replication: replication, markets: [], bins: [])
    var (policies, frames, task) = try chain.start()
    var record = TrainingRecord(setup)
    for market in markets where !market.isTest {
      for point in policies.indices {
        policies[point].begin(
          task: task, features: spec.isRaw ? market.rawFeatures : market.features)
      }
      let agent = try setup.run(
        policies, frames: frames, learner: spec.learner, delay: spec.delay, task: task,
        market: market.market, seed: market.seed)
      policies = agent.points.map(\.learner)
      record.add(agent)
      task += 1
    }
    let known = frames ?? setup.frames
    return Trained(
      spec: spec, policies: policies, frames: known, task: task,
      card: record.card(spec, policies, known, task: task, setup: setup))
  }

  /// Asks the candidate at each decision of a market, and lets it decide in a copy of the market.
  private func watch(
    _ agent: PolicyAgent, _ policies: [AnyPolicy], _ trained: Trained, _ market: DrawnMarket,
    setup: LearningSetup
  ) throws -> ShadowSums.Market {
    var found = ShadowSums.Market()
    let before = policies.reduce(0) { $0 + $1.violations }
    var held = zip(policies, trained.frames).map { RewardScale($0, frame: $1) }
    let order = agent.decisions.indices.sorted {
      (agent.decisions[$0].time, $0) < (agent.decisions[$1].time, $1)
    }
    let key = RandomKey(seed: market.seed)
    let batch = trained.spec.external?.batch ?? 1
    for point in held.indices {
      let own = order.filter { agent.decisions[$0].point == point }
      for start in stride(from: 0, to: own.count, by: batch) {
        let numbers = own[start..<min(start + batch, own.count)]
        let contexts = numbers.map { number in
          let decision = agent.decisions[number]
          return Context(
            task: trained.task, actions: decision.allowed.count,
            features: trained.frames[point].features(of: decision.context),
            allowed: decision.allowed, statusQuo: agent.points[point].point.statusQuo)
        }
        var rows: [[Double]] = []
        let began = ContinuousClock.now
        held[point].probabilities(for: contexts, into: &rows) { index in
          let decision = agent.decisions[numbers[numbers.startIndex + index]]
          return RandomStream(
            key: key, customer: agent.accounts[decision.account].customer,
            place: agent.points[point].place, visit: decision.visit, purpose: .policy)
        }
        found.calls.append((ContinuousClock.now - began) / .seconds(1))
        for (number, (context, row)) in zip(numbers, zip(contexts, rows)) {
          let decision = agent.decisions[number]
          found.decisions.append(
            ShadowSums.Decision(
              decision, of: agent, candidate: row,
              predictions: context.allowed.indices.map {
                held[point].prediction(
                  task: trained.task, action: $0, features: context.row(for: $0))?.mean
              }, isOutside: !trained.card.covers(decision.context, at: point)))
        }
      }
    }
    found.violations = held.reduce(0) { $0 + $1.violations } - before
    let copy = try setup.run(
      try trained.branch(for: market).map { AnyPolicy(FrozenPolicy(base: $0)) },
      frames: trained.frames, learner: trained.spec.learner, delay: trained.spec.delay,
      task: trained.task, market: market.market, seed: market.seed)
    found.customers = customers(agent, copy, key: key)
    return found
  }

  /// What each customer brings under either policy, in the order of their first decisions.
  private func customers(
    _ agent: PolicyAgent, _ copy: PolicyAgent, key: RandomKey
  ) -> [CanaryRule.Customer] {
    let units = agent.unitsPerReward
    let order = agent.accounts.sorted { ($0.firstTime, $0.customer) < ($1.firstTime, $1.customer) }
    return order.compactMap { account in
      guard let other = copy.accountNumbers[account.customer] else { return nil }
      var stream = RandomStream(
        key: key, customer: account.customer, place: Place("learning", "canary"),
        purpose: .bootstrap)
      return CanaryRule.Customer(
        running: Double(account.sums.reward) / units,
        candidate: Double(copy.accounts[other].sums.reward) / units, ticket: stream.uniform())
    }
  }
}
