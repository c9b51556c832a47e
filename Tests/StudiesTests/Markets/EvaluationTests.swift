import Foundation
import GSL
import Support
import Synchronization
import Testing

@testable import MetaLearning
@testable import Scenarios
@testable import Simulation
@testable import Studies

@Suite struct `An evaluation on a family` {
  private static let text = MarketFixtures.text(
    family: MarketFixtures.family("uniform(-0.6, 1)"), context: 0.4)
  private static let result = Result { try MarketFixtures.run(text) }

  @Test func `has no regret where the best is done`() throws {
    let outcome = try Self.result.get()
    let best = try #require(outcome.policy(.bestAction))
    let oracle = try #require(outcome.policy(.oracle))
    for market in outcome.markets.indices {
      for bin in outcome.bins.indices {
        #expect(outcome.sums(policy: best, market: market, bin: bin).regretFixed == 0)
        #expect(outcome.sums(policy: oracle, market: market, bin: bin).regretContext == 0)
      }
    }
    #expect(outcome.total(policy: oracle).customers > 200)
  }

  @Test func `gives the same customers to every policy`() throws {
    let outcome = try Self.result.get()
    for market in outcome.markets.indices {
      for bin in outcome.bins.indices {
        let counts = outcome.policies.indices.map {
          outcome.sums(policy: $0, market: market, bin: bin).customers
        }
        #expect(Set(counts).count == 1)
      }
    }
  }

  @Test func `lets the one who knows everything beat chance`() throws {
    let outcome = try Self.result.get()
    let oracle = try #require(outcome.policy(.oracle))
    let even = try #require(outcome.policy(.uniform))
    #expect(outcome.total(policy: oracle).reward > outcome.total(policy: even).reward)
    #expect(outcome.total(policy: even).regretContext > 0)
    // Two of three actions are not the one that looks best to an even policy: the first.
    let explored = try #require(outcome.estimate(.exploration, policy: even))
    #expect(abs(explored.mean - 2.0 / 3) < 0.1)
    let usual = try #require(outcome.policy(.statusQuo))
    #expect(outcome.total(policy: usual).explorations == 0)
  }

  @Test(arguments: [1, 3])
  func `is the same for any number of threads`(threads: Int) throws {
    func run(_ threads: Int) throws -> (LearningOutcome, Data) {
      let log = Mutex(Data())
      let outcome = try MarketFixtures.run(
        Self.text, options: MarketFixtures.options(threads: threads),
        log: { data in log.withLock { $0.append(data) } })
      return (outcome, log.withLock { $0 })
    }
    let (usual, log) = try run(2)
    let (other, otherLog) = try run(threads)
    #expect(other.cells == usual.cells)
    #expect(other.truths == usual.truths)
    #expect(other.states == usual.states)
    #expect(otherLog == log)
    let again = try Self.result.get()
    #expect(usual.cells == again.cells)
  }

  @Test func `changes no policy when another joins`() throws {
    let outcome = try Self.result.get()
    let fewer = try MarketFixtures.run(
      MarketFixtures.text(
        family: MarketFixtures.family("uniform(-0.6, 1)"), context: 0.4,
        policies: "    core: {learner: hierarchical, draws: 8}\n"))
    let core = try #require(outcome.policy(.hierarchical))
    for market in outcome.markets.indices {
      for bin in outcome.bins.indices {
        #expect(
          fewer.sums(policy: 0, market: market, bin: bin)
            == outcome.sums(policy: core, market: market, bin: bin))
      }
    }
  }

  @Test func `changes no market when another joins`() throws {
    let outcome = try Self.result.get()
    let more = try MarketFixtures.run(
      MarketFixtures.text(
        family: MarketFixtures.family("uniform(-0.6, 1)", test: 3), context: 0.4))
    for policy in outcome.policies.indices {
      for market in outcome.markets.indices {
        #expect(
          more.total(policy: policy, markets: [market])
            == outcome.total(policy: policy, markets: [market]))
      }
    }
  }

  @Test func `keeps the state after training, which another run goes on from`() throws {
    let outcome = try Self.result.get()
    let core = try #require(outcome.policy(.hierarchical))
    let state = try #require(outcome.states[core])
    let usual = try #require(outcome.policy(.statusQuo))
    #expect(outcome.states[usual] == nil)
    let text = MarketFixtures.text(
      family: MarketFixtures.family("uniform(-0.6, 1)", train: 0), context: 0.4,
      policies: """
            saved: {learner: hierarchical, draws: 8, start: saved.json}

        """)
    var options = MarketFixtures.options(replications: 1)
    options.readFile = { _ in state }
    let resumed = try MarketFixtures.run(text, options: options)
    // The test markets are the same, and so is what was known before them.
    for bin in outcome.bins.indices {
      for market in 0..<2 {
        let here = resumed.sums(policy: 0, market: market, bin: bin, replication: 0)
        let there = outcome.sums(policy: core, market: 3 + market, bin: bin, replication: 0)
        #expect(here == there)
      }
    }
  }

  @Test(
    arguments: [
      ("\"scenario\" : \"Small markets\"", "\"scenario\" : \"Other\"", "scenario"),
      ("\"journeylabLearning\" : 1", "\"journeylabLearning\" : 2", "version"),
      ("\"learner\" : \"hierarchical\"", "\"learner\" : \"reptile\"", "learner"),
      ("{", "", "form"),
    ])
  func `refuses the state of another scenario, version or kind`(
    found: String, replacement: String, part: String
  ) throws {
    let outcome = try Self.result.get()
    let core = try #require(outcome.policy(.hierarchical))
    let state = try #require(outcome.states[core])
    let text = String(decoding: state, as: UTF8.self)
      .replacing(found, with: replacement, maxReplacements: 1)
    var options = MarketFixtures.options(replications: 1)
    options.readFile = { _ in Data(text.utf8) }
    let scenario = MarketFixtures.text(
      policies: "    saved: {learner: hierarchical, start: saved.json}\n")
    let error = #expect(throws: ArgumentError.self) {
      try MarketFixtures.run(scenario, options: options)
    }
    #expect(error?.argument.contains(part) == true)
    #expect(error?.argument.contains("\"saved\"") == true)
  }

  @Test func `logs each decision with its probabilities, reward and true expectation`() throws {
    let log = Mutex(Data())
    let outcome = try MarketFixtures.run(
      Self.text, log: { data in log.withLock { $0.append(data) } })
    let lines = try DecisionLog(log.withLock { $0 })
    var decisions: Int64 = 0
    for policy in outcome.policies.indices {
      for market in outcome.testMarkets {
        for bin in outcome.bins.indices {
          decisions +=
            outcome.sums(policy: policy, market: market, bin: bin, replication: 0).decisions
        }
      }
    }
    #expect(lines.decisions.count == decisions)
    #expect(lines.decisions.allSatisfy { $0.expectedRewards?.count == 3 })
    #expect(lines.decisions.map(\.policy).first == "usual")
    let usual = lines.decisions.filter { $0.policy == "usual" }
    #expect(usual.allSatisfy { $0.probabilities == [1, 0, 0] })
    let core = lines.decisions.filter { $0.policy == "core" }
    #expect(Set(core.map(\.version)).count > 5)
    #expect(core.contains { $0.probabilities.allSatisfy { $0 > 0 && $0 < 1 } })
  }

  @Test func `finds an outcome that can be kept as JSON and read again`() throws {
    let outcome = try Self.result.get()
    let data = try JSONEncoder().encode(outcome)
    #expect(try JSONDecoder().decode(LearningOutcome.self, from: data) == outcome)
    #expect(outcome.title == "Small markets")
    #expect(outcome.seed == 7)
  }

  @Test func `tells progress to the end, and stops when it is asked to`() throws {
    let loaded = try MarketFixtures.load(Self.text)
    let study = try LearningStudy(loaded, options: MarketFixtures.options())
    let last = Mutex((done: 0, total: 1))
    _ = try study.run(
      progress: { progress in
        last.withLock { if progress.done > $0.done { $0 = (progress.done, progress.total) } }
      }, isCancelled: { false })
    #expect(last.withLock { $0.done == $0.total })
    #expect(throws: RunError(code: .cancelled)) {
      try study.run(progress: { _ in }, isCancelled: { true })
    }
  }
}

@Suite struct `The truth of a market` {
  @Test func `is the chance that the formula gives`() throws {
    var options = MarketFixtures.options(replications: 1)
    options.truthCustomers = 3_000
    let outcome = try MarketFixtures.run(
      MarketFixtures.text(dwell: "1 min", policies: "    usual: status quo\n"),
      options: options)
    #expect(outcome.markets.map(\.isTest) == [true])
    let truth = try #require(outcome.truth(market: 0, replication: 0))
    // 1 / (1 + e^(1 − 0.5 v)) for vouchers of 0, 2 and 4.
    let chances = [0.2689414213699951, 0.5, 0.7310585786300049]
    for (variant, chance) in chances.enumerated() {
      let error = (chance * (1 - chance) / Double(truth.customers)).squareRoot()
      #expect(abs(truth.rewards[variant] - chance) < 4 * error)
      #expect(abs(truth.errors[variant] - error) < 0.1 * error)
    }
    #expect(truth.bestActions == [2])
    #expect(truth.customers > 2_900)
  }

  @Test func `knows that the best action differs between contexts`() throws {
    // E-mail customers like vouchers (1), others dislike them (−0.5).
    let outcome = try MarketFixtures.run(
      MarketFixtures.text(effect: -0.5, context: 1.5),
      options: MarketFixtures.options(replications: 1))
    let truth = try #require(outcome.truth(market: 0, replication: 0))
    // Half get sigmoid(−1), half sigmoid(3).
    #expect(abs(truth.contextReward - 0.610757799) < 0.08)
    let best = try #require(truth.rewards.max())
    #expect(truth.contextReward > best + 0.05)
  }
}

@Suite struct `Hindsight about a market that changes or has a budget` {
  private static let two = """
        best: best action
        oracle: oracle

    """

  private func regret(_ text: String, of learner: Learner) throws -> Double {
    var options = MarketFixtures.options(replications: 2)
    options.truthCustomers = 2_000
    let outcome = try MarketFixtures.run(text, options: options)
    let policy = try #require(outcome.policies.firstIndex { $0.learner == learner })
    return try #require(outcome.estimate(.regretContext, policy: policy)).mean
  }

  /// A voucher that helps (0.8) until day 10 and hurts (−0.8) from then on.
  @Test func `knows when the best action changes`() throws {
    let text = MarketFixtures.text(effect: 0.8, customers: 1_000, policies: Self.two)
      .replacingOccurrences(
        of: "channel(email) * voucher: 0.0", with: "after(10 days) * voucher: -1.6")
    // Half of all customers come later: fixed, they get σ(−1 ± 3.2) or all σ(−1), of which
    // (0.900 + 0.269) / 2 is what the best of each time brings, and 0.457 the best fixed action.
    #expect(try regret(text, of: .bestAction) > 0.08)
    #expect(abs(try regret(text, of: .oracle)) < 1e-12)
  }

  @Test func `splits where actions come and go`() throws {
    let text = MarketFixtures.text(
      decision: ", available: {large: {from: 5 days, until: 8 days}}", policies: Self.two)
    let loaded = try MarketFixtures.load(text)
    let learning = try #require(loaded.scenario.learning)
    let cuts = TimeCuts([loaded.scenario], learning: learning)
    #expect(cuts.hours == [120, 192])
    #expect([0, 119.9, 120, 200].map(cuts.span) == [0, 0, 1, 2])
  }

  /// E-mail customers gain 10 for a cost of 4, others 6 for 2: money goes to others first.
  @Test func `spends a budget where it brings most`() {
    let cells: [[UInt8]: ContextChoice.Cell] = [
      [0]: .init(count: 100, rewards: [0, 10], costs: [0, 4]),
      [1]: .init(count: 100, rewards: [0, 6], costs: [0, 2]),
    ]
    let rich = ContextChoice(cells, fallback: 0, budget: 600)
    #expect(rich.best == [[0]: 1, [1]: 1] && rich.share == 0)
    let poor = ContextChoice(cells, fallback: 0, budget: 300)
    // 200 for all others, 100 of the 400 that all e-mail customers would take.
    #expect(poor.best == [[0]: 0, [1]: 1] && poor.dearer == [[0]: 1, [1]: 1])
    #expect(abs(poor.share - 0.25) < 1e-9)
    let nothing = ContextChoice(cells, fallback: 0, budget: 0)
    #expect(nothing.best == [[0]: 0, [1]: 0] && nothing.share < 1e-9)
  }

  /// Only e-mail customers care for vouchers: 50 of 2.00 bring 25 orders, shared with all half.
  @Test func `beats the best fixed action for the same money`() throws {
    let text = MarketFixtures.text(
      decision: ", limits: {budget: 100.00}", effect: 0.1, context: 1, customers: 400,
      policies: Self.two)
    #expect(try regret(text, of: .bestAction) > 0.015)
  }

  /// What is put together from roll-outs of the variants is what a roll-out of its own gives.
  @Test(arguments: ["", ", limits: {frequency cap: 1}"])
  func `is the same whether or not it is rolled out again`(limits: String) throws {
    let loaded = try MarketFixtures.load(
      MarketFixtures.text(decision: limits, effect: -0.5, context: 1.5))
    let learning = try #require(loaded.scenario.learning)
    let setup = try LearningSetup(
      loaded, learning: learning, options: MarketFixtures.options()
    ).prepared(isLogged: false, isCancelled: { false })
    let drawn = try setup.market(0, replication: 0)
    let truth = try TruthFinder(setup: setup, drawn: drawn, bins: [10_000]).truth()
    var sum = 0.0
    var count = 0.0
    for replication in 1...3 {
      let agent = try setup.run(
        truth.contextPolicies, learner: .oracle, market: drawn.market,
        seed: RandomKey(seed: drawn.seed, replication: UInt32(replication)).rawValue)
      sum += agent.accounts.reduce(0) { $0 + Double($1.sums.reward) }
      count += Double(agent.accounts.count)
    }
    #expect(abs(truth.contextReward - sum / count) < 1e-12)
  }
}

@Suite struct `What learners share` {
  private func regrets(_ distribution: String) throws -> [Learner: Double] {
    let outcome = try MarketFixtures.run(
      MarketFixtures.text(
        family: MarketFixtures.family(distribution, train: 6, test: 4, customers: 150),
        policies: """
              alone: {learner: agnostic, draws: 8}
              pooled: {learner: pooled, draws: 8}
              core: {learner: hierarchical, draws: 8}

          """), options: MarketFixtures.options(replications: 3))
    var regrets: [Learner: Double] = [:]
    for (index, policy) in outcome.policies.enumerated() {
      regrets[policy.learner] = outcome.estimate(.regretFixed, policy: index)?.mean
    }
    return regrets
  }

  @Test func `pooled wins where markets are alike, and the core is near it`() throws {
    let regrets = try regrets("normal(0.6, 0.02)")
    let pooled = try #require(regrets[.pooled])
    let alone = try #require(regrets[.agnostic])
    let core = try #require(regrets[.hierarchical])
    #expect(pooled < alone)
    #expect(core < alone)
  }

  @Test func `learning alone wins where markets have nothing in common`() throws {
    let regrets = try regrets("discrete(-1: 0.5, 1: 0.5)")
    let pooled = try #require(regrets[.pooled])
    let alone = try #require(regrets[.agnostic])
    let core = try #require(regrets[.hierarchical])
    #expect(alone < pooled)
    #expect(core < pooled)
  }
}

@Suite struct `Limits in an evaluation` {
  @Test func `are never crossed, whoever decides`() throws {
    let log = Mutex(Data())
    let outcome = try MarketFixtures.run(
      MarketFixtures.text(decision: ", limits: {budget: 60.00}"),
      options: MarketFixtures.options(replications: 1),
      log: { data in log.withLock { $0.append(data) } })
    let lines = try DecisionLog(log.withLock { $0 }).decisions
    let values = [0.0, 2, 4]
    for policy in outcome.policies {
      let spent = lines.filter { $0.policy == policy.name }.reduce(0) { $0 + values[$1.action] }
      #expect(spent <= 60)
    }
    let even = try #require(outcome.policy(.uniform))
    #expect(outcome.total(policy: even).breaches > 0)
  }
}
