import GSL
import MetaLearning
import Support
import Testing

@testable import Scenarios
@testable import Studies

@Suite struct `A study of a candidate` {
  private func study(_ candidate: String, threads: Int = 2) throws -> ShadowStudy {
    try ShadowStudy(
      MarketFixtures.load(
        MarketFixtures.text(
          family: MarketFixtures.family("uniform(-0.6, 1)"), context: 0.4,
          population: "population: {segments: {first: {share: 0.5}, second: {share: 0.5}}}")),
      plan: ShadowStudy.Plan(running: "even", candidate: candidate),
      options: MarketFixtures.options(threads: threads))
  }

  @Test func `finds the same for any number of threads`() throws {
    let one = try study("core", threads: 1).run()
    let two = try study("core", threads: 3).run()
    #expect(one.repeatable == two.repeatable)
    #expect(one.segments.map(\.name) == ["first", "second"])
    #expect(one.latency.decisionsPerSecond > 0)
  }

  @Test func `sees what a candidate would have brought, and how the truth is`() throws {
    let itself = try study("even").run()
    #expect(itself.value.mean == 0 && itself.truth.mean == 0)
    // A third of evenly drawn actions is any given one.
    #expect(abs(itself.agreement - 1.0 / 3) < 1e-9)
    let usual = try study("usual").run()
    let interval = try #require(usual.value.interval)
    #expect(interval.contains(usual.truth.mean), "\(usual.value) \(usual.truth)")
    #expect(usual.shares[0]["none"]?.last == 1)
    #expect(usual.card.gaps.contains { $0.hasPrefix("the action small at voucher: 0 decisions") })
  }

  @Test func `leaves the candidate as it was`() throws {
    // A release learns nothing: whatever is learned in a market is not in the copy that decides.
    var frozen = FrozenPolicy(base: AnyPolicy(Recorder()))
    frozen.update([Feedback(action: 0, reward: 1)])
    frozen.replaceProvisional([Feedback(action: 0, reward: 1)])
    let inside = try #require(frozen.base.base as? Recorder)
    #expect(inside.learned.isEmpty && inside.provisional.isEmpty)
  }
}

@Suite struct `The rule of a release` {
  private let rule = CanaryRule(shares: [0.05, 0.2, 0.5], harm: 0, alpha: 0.05)

  /// Customers of a market, the candidate bringing so much more than the running policy.
  private func customers(_ seed: UInt64, gain: Double) -> [CanaryRule.Customer] {
    var draws = RandomStream(
      key: RandomKey(seed: seed), customer: 0, place: Place("test", "canary"), purpose: .policy)
    return (0..<1500).map { _ in
      CanaryRule.Customer(
        running: draws.standardNormal(), candidate: draws.standardNormal() + gain,
        ticket: draws.uniform())
    }
  }

  private func ends(gain: Double, markets: Int = 400) -> [CanaryOutcome.Verdict: Int] {
    var ends: [CanaryOutcome.Verdict: Int] = [:]
    for seed in 0..<markets {
      ends[rule.release(customers(UInt64(seed), gain: gain)).verdict, default: 0] += 1
    }
    return ends
  }

  @Test func `errs no more often than it says where nothing differs`() {
    let ends = ends(gain: 0)
    // 2.5 % each way with three standard errors.
    #expect(ends[.stopped, default: 0] <= 20 && ends[.better, default: 0] <= 20)
  }

  @Test func `ends a harmful release early, and lets a good one through`() {
    let harmful = ends(gain: -0.4, markets: 100)
    #expect(harmful[.stopped, default: 0] > 95)
    #expect(ends(gain: 0.4, markets: 100)[.better, default: 0] > 95)
    let release = rule.release(customers(1, gain: -2))
    #expect(release.stages.count == 1 && release.exposed < 50)
  }

  @Test func `bears so much harm as it is told to`() {
    let tolerant = CanaryRule(shares: [0.2, 0.5], harm: -1, alpha: 0.05)
    #expect(tolerant.release(customers(3, gain: -0.4)).verdict == .unclear)
    #expect(tolerant.release(customers(3, gain: -1.6)).verdict == .stopped)
  }
}
