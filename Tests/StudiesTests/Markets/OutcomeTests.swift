import Support
import Testing

@testable import Scenarios
@testable import Studies

/// Two policies in one test market with two bins of customers, filled by hand.
private func outcome(
  replications: Int = 2, fill: (_ policy: Int, _ bin: Int, _ replication: Int) -> LearningSums
) -> LearningOutcome {
  var outcome = LearningOutcome(
    title: "By hand", seed: 1, reward: .margin, currency: Currency(code: "EUR", decimals: 2),
    points: [],
    policies: [
      LearningOutcome.Contestant(name: "core", learner: .hierarchical),
      LearningOutcome.Contestant(name: "alone", learner: .agnostic),
      LearningOutcome.Contestant(name: "oracle", learner: .oracle),
    ],
    markets: [
      LearningOutcome.Market(index: 0, isTest: false),
      LearningOutcome.Market(index: 1, isTest: true),
    ], bins: [10, 20, 50], replications: replications)
  for policy in 0..<3 {
    for bin in 0..<3 {
      for replication in 0..<replications {
        let cell = outcome.cell(policy: policy, market: 1, bin: bin, replication: replication)
        outcome.cells[cell] = fill(policy, bin, replication)
      }
    }
  }
  return outcome
}

private func sums(customers: Int64, reward: Int64 = 0, regret: Int64 = 0) -> LearningSums {
  var sums = LearningSums()
  sums.customers = customers
  sums.decisions = customers
  sums.reward = reward
  sums.regretContext = regret
  sums.marginLostContext = regret
  return sums
}

@Suite struct `The outcome of learning` {
  @Test func `gives Student's interval over replications`() throws {
    let outcome = outcome { policy, _, replication in
      sums(customers: 10, reward: policy == 0 ? [1000, 3000][replication] : 0)
    }
    let estimate = try #require(outcome.estimate(.reward, policy: 0, bins: 0..<1))
    // Means 1 and 3 euros: 2 ± 12.7062 × 1, the 97.5 % point of Student's t with one degree.
    #expect(estimate.mean == 2)
    let error = try #require(estimate.standardError)
    let upper = try #require(estimate.upper)
    #expect(abs(error - 1) < 1e-12)
    #expect(abs(upper - 14.706204736174698) < 1e-9)
    #expect(estimate.clusters == 2)
  }

  @Test func `has no interval where nothing was repeated`() throws {
    let outcome = outcome(replications: 1) { _, _, _ in sums(customers: 10, reward: 100) }
    let estimate = try #require(outcome.estimate(.reward, policy: 0))
    #expect(estimate.mean == 0.1)
    #expect(estimate.lower == nil)
  }

  @Test func `pairs policies within replications`() throws {
    let outcome = outcome { policy, _, replication in
      sums(customers: 10, reward: Int64(replication * 5000 + policy * 100))
    }
    let difference = try #require(outcome.difference(.reward, policy: 1, minus: 0))
    #expect(abs(difference.mean - 0.1) < 1e-12)
    let error = try #require(difference.standardError)
    #expect(error < 1e-12)
  }

  @Test func `counts the customers that the core saves`() throws {
    // Regret per customer in cents by bin: the core 5, 1, 1; the other one 9, 4, 2.
    let regrets: [[Int64]] = [[5, 1, 1], [9, 4, 2], [0, 0, 0]]
    let outcome = outcome { policy, bin, _ in
      sums(customers: 10, regret: 10 * regrets[policy][bin])
    }
    let saved = try #require(outcome.customersSaved(by: 0, against: 1))
    #expect(abs(saved.level.mean - 0.02) < 1e-12)
    #expect(saved.interval == nil && !saved.isClear)
    #expect(saved.policyNeeds == 10)
    #expect(saved.otherNeeds == 20)
    #expect(saved.saved == 10)
    #expect(outcome.customersSaved(by: 1, against: 0)?.saved == nil)
    #expect(outcome.moneyLost(by: 1) == 1.5)
  }

  @Test func `takes the least regret of any group of customers for the level, as the table has it`()
    throws
  {
    // The other one gets worse again behind its best bin, and clusters are of unequal size.
    let regrets: [[Int64]] = [[9, 1, 1], [9, 2, 6], [0, 0, 0]]
    let outcome = outcome(replications: 8) { policy, bin, replication in
      let customers = Int64(10 + replication)
      return sums(customers: customers, regret: customers * regrets[policy][bin])
    }
    let saved = try #require(outcome.customersSaved(by: 0, against: 1))
    #expect(saved.bin == 1 && saved.otherNeeds == 10 && saved.policyNeeds == 10)
    #expect(
      saved.level == outcome.estimate(.regretContext, policy: 1, bins: 1..<2))
    #expect(saved.interval == Interval(lower: 0, upper: 0))
  }

  @Test func `names the bins in which a policy loses, but not to the oracle`() {
    let outcome = outcome { policy, bin, replication in
      let ahead: Int64 = (policy == 1 && bin == 1) || policy == 2 ? 1000 : 0
      return sums(customers: 10, reward: Int64(replication) + ahead)
    }
    let losses = outcome.losses(of: 0)
    #expect(losses.map(\.winner) == [1])
    #expect(losses.map(\.bin) == [1])
    #expect(losses.map(\.difference.mean) == [-1])
  }

  @Test(arguments: [(5, [5]), (10, [10]), (11, [10, 11]), (400, [10, 20, 50, 100, 200, 400])])
  func `has bins in steps of 1, 2 and 5`(customers: Int, bins: [Int]) {
    #expect(LearningOutcome.bins(customers: customers) == bins)
  }

  @Test func `drops bins that no customer reached`() {
    var outcome = outcome { _, bin, _ in bin < 2 ? sums(customers: 7) : LearningSums() }
    outcome.trimBins()
    #expect(outcome.bins == [10, 14])
    #expect(outcome.cells.count == 3 * 2 * 2 * 2)
    #expect(outcome.sums(policy: 2, market: 1, bin: 1).customers == 14)
  }
}
