import Foundation
import Support
import TestSupport
import Testing

@testable import GSL
@testable import MetaLearning

private func stream(_ number: UInt64 = 0) -> RandomStream {
  RandomStream(
    key: RandomKey(seed: 5), customer: number, place: Place("test", "policy"), purpose: .policy)
}

private func settings(
  _ sharing: LinearSettings.Sharing = .everyBatch,
  likelihood: LinearSettings.Likelihood = .gaussian(noiseVariance: 1)
) -> LinearSettings {
  LinearSettings(
    layout: .perAction(actions: 3, features: 2), likelihood: likelihood, sharing: sharing,
    hyperVariance: 1, taskVariances: [0.25])
}

private let rows: [Feedback] = (0..<60).map { index in
  Feedback(
    task: index % 3, action: index % 3, features: [1, Double(index % 5) - 2],
    reward: index % 4 == 0 ? 1 : 0)
}

@Suite struct `Every policy` {
  private func policies() throws -> [any Policy] {
    [
      StatusQuoPolicy(), UniformPolicy(), FixedPolicy(action: 2),
      try MeanPolicy(.epsilonGreedy(0.1)),
      try MeanPolicy(.upperConfidence(scale: 1, horizon: nil)), try BetaThompson(actions: 3),
      try LinearPolicy(settings(), rule: .thompson(draws: 64), floor: 0.05),
      try LinearPolicy(settings(.nothing), rule: .upperConfidence(width: 1)),
      try LinearPolicy(settings(.nothing), rule: .inverseGap(scale: 10, exponent: 0.5)),
      try LinearPolicy(settings(.taskStart, likelihood: .logistic)),
      try LinearPolicy(settings(.sampledMean), rule: .epsilonGreedy(0.2)),
      try LinearPolicy(settings(), rule: .greedy),
      try DriftPolicy(LinearPolicy(settings()), forgetting: .window(20)),
      try ConservativePolicy(LinearPolicy(settings()), risk: 0.1, baseline: 0.2),
      try BudgetPolicy(LinearPolicy(settings()), costs: [0, 1, 2], budget: 5, horizon: 10),
    ]
  }

  @Test func `gives chances that sum to 1 and spares what is forbidden`() throws {
    for policy in try policies() {
      var policy = policy
      var draws = stream()
      var chances: [Double] = []
      for batch in 0..<3 {
        for allowed in [[true, true, true], [false, true, true], [true, false, false]] {
          let context = Context(
            task: batch, actions: 3, features: [1, 0.5], allowed: allowed,
            statusQuo: allowed.firstIndex(of: true) ?? 0)
          policy.probabilities(for: context, into: &chances, using: &draws)
          #expect(abs(chances.reduce(0, +) - 1) < 1e-12, "\(policy.kind)")
          for (chance, isAllowed) in zip(chances, allowed) {
            #expect(chance >= 0 && (isAllowed || chance == 0), "\(policy.kind)")
          }
        }
        policy.update(Array(rows[(batch * 20)..<(batch * 20 + 20)]))
        policy.replaceProvisional(Array(rows.prefix(4)))
      }
      policy.close(task: 0)
      policy.discount(by: 0.9)
      policy.reset(task: 1)
      policy.probabilities(
        for: Context(task: 1, actions: 3, features: [1, 0]), into: &chances, using: &draws)
      #expect(abs(chances.reduce(0, +) - 1) < 1e-12)
    }
  }

  private func expectResumed<P: Policy>(_ policy: P) throws {
    var policy = policy
    var draws = stream()
    var chances: [Double] = []
    let context = Context(task: 1, actions: 3, features: [1, 0.5])
    policy.probabilities(for: context, into: &chances, using: &draws)
    policy.update(rows)
    let data = try JSONEncoder().encode(policy)
    var resumed = try JSONDecoder().decode(P.self, from: data)
    var same = stream(1)
    var other = stream(1)
    var resumedChances: [Double] = []
    for task in 0..<3 {
      let context = Context(task: task, actions: 3, features: [1, -0.5])
      policy.probabilities(for: context, into: &chances, using: &same)
      resumed.probabilities(for: context, into: &resumedChances, using: &other)
      #expect(largestDifference(chances, resumedChances) < 1e-9, "\(policy.kind)")
    }
    // A rule without a state has nothing that could be missing.
    guard data != Data("{}".utf8) else { return }
    #expect(throws: (any Error).self) { try JSONDecoder().decode(P.self, from: Data("{}".utf8)) }
  }

  @Test func `goes on from its saved state as if nothing had happened`() throws {
    for policy in try policies() { try expectResumed(policy) }
  }

  @Test func `of another kind does not fit a saved state`() throws {
    let data = try JSONEncoder().encode(BetaThompson(actions: 3))
    #expect(throws: (any Error).self) { try JSONDecoder().decode(LinearPolicy.self, from: data) }
  }
}

@Suite struct `Thompson sampling` {
  /// Two arms N(0, 1) and N(1/2, 1/2): P(first better) = Φ(−½ / √1.5).
  @Test func `takes one of two actions as often as it is the best of a draw`() throws {
    var policy = try LinearPolicy(
      LinearSettings(
        layout: .perAction(actions: 2, features: 1), likelihood: .gaussian(noiseVariance: 1),
        sharing: .nothing, hyperVariance: 0.5, taskVariances: [0.5]),
      rule: .thompson(draws: 64))
    policy.update([Feedback(action: 1, reward: 1)])
    var draws = stream()
    var chances: [Double] = []
    policy.probabilities(
      for: Context(actions: 2), into: &chances, using: &draws)
    let expected = StandardNormal.cdf(-0.5 / 1.5.squareRoot())
    #expect(abs(chances[0] - expected) < 1e-12)
  }

  /// Means 0.75 and 0.5 with shapes of 12 and 4: half the deviation makes the better one surer.
  @Test func `of chances is scaled in its deviation, not in its mean`() throws {
    let prior = [BetaThompson.Shape(9, 3), BetaThompson.Shape(2, 2)]
    var chances: [Double] = []
    func chance(_ scale: Double) throws -> Double {
      var policy = try BetaThompson(candidates: [prior]).drawing(10_000, scale: scale)
      var draws = stream(9)
      policy.probabilities(for: Context(actions: 2), into: &chances, using: &draws)
      return chances[0]
    }
    // By 10⁷ draws of numpy: 0.8239, and 0.9756 with half the deviations.
    #expect(abs(try chance(1) - 0.8239) < 4 * 0.0038)
    #expect(abs(try chance(0.5) - 0.9756) < 4 * 0.0016)
  }

  @Test func `mixes with its floor exactly`() throws {
    var policy = try LinearPolicy(settings(), rule: .thompson(draws: 1), floor: 0.3)
    var draws = stream()
    var chances: [Double] = []
    policy.probabilities(
      for: Context(actions: 3, features: [1, 0]), into: &chances, using: &draws)
    let sorted = chances.sorted()
    #expect(abs(sorted[0] - 0.1) < 1e-12 && abs(sorted[2] - 0.8) < 1e-12)
  }

  /// Two tasks with the same truth: what one has learned moves the prior of the other.
  @Test func `shares between tasks only where it is told to`() throws {
    for (sharing, learns) in [
      (LinearSettings.Sharing.everyBatch, true), (.nothing, false), (.taskStart, true),
    ] {
      var policy = try LinearPolicy(settings(sharing))
      policy.update(
        (0..<100).map { _ in Feedback(task: 0, action: 0, features: [1, 0], reward: 2) })
      let known = policy.posterior(task: 1, action: 0)
      let other = try #require(known)
      // The mean of tasks is known to 0.26: 2 / (1 + 0.26) against 0.
      #expect(abs(other.mean[0] - (learns ? 2 / 1.26 : 0)) < 1e-12)
    }
  }

  @Test func `explains what moved it`() throws {
    var policy = try LinearPolicy(settings(.nothing))
    policy.update([Feedback(action: 0, features: [0, 2], reward: 4)])
    let reasons = policy.explain(Context(actions: 3, features: [1, 3]), action: 0)
    // Prior variance 1.25: weight 1.25·2·4 / (1 + 1.25·4) = 5/3, times the feature 3.
    #expect(reasons.contributions.map(\.feature) == [1, 0])
    #expect(abs(reasons.contributions[0].value - 5) < 1e-12)
    #expect(abs(try #require(reasons.prediction).mean - 5) < 1e-12)
  }

  @Test func `takes all of a provisional reward back`() throws {
    for likelihood in [LinearSettings.Likelihood.gaussian(noiseVariance: 1), .logistic] {
      var policy = try LinearPolicy(settings(likelihood: likelihood))
      var plain = policy
      policy.update(rows)
      policy.replaceProvisional([Feedback(action: 0, features: [1, 5], reward: 1)])
      _ = policy.posterior(task: 0, action: 0)
      policy.replaceProvisional([])
      plain.update(rows)
      let left = policy.posterior(task: 0, action: 0)
      let right = plain.posterior(task: 0, action: 0)
      let one = try #require(left)
      let two = try #require(right)
      #expect(largestDifference(one.mean, two.mean) < 1e-6)
    }
  }
}

@Suite struct `Wrappers` {
  @Test func `a window keeps the latest rows only`() throws {
    var windowed = try DriftPolicy(LinearPolicy(settings(.nothing)), forgetting: .window(10))
    for row in rows { windowed.update([row]) }
    var fresh = try LinearPolicy(settings(.nothing))
    fresh.update(Array(rows.suffix(10)))
    for action in 0..<3 {
      let one = windowed.prediction(task: action, action: action, features: [1, 2])
      let two = fresh.prediction(task: action, action: action, features: [1, 2])
      #expect(abs(try #require(one).mean - (try #require(two)).mean) < 1e-12)
    }
  }

  @Test func `a restart falls back on what other tasks tell`() throws {
    var policy = try DriftPolicy(
      LinearPolicy(settings()), forgetting: .restart(threshold: 10, slack: 0.25))
    let good = (0..<50).map { _ in Feedback(task: 0, action: 0, features: [1, 0], reward: 1) }
    policy.update(good)
    policy.update(good.map { Feedback(task: 1, action: 0, features: $0.features, reward: 1) })
    for _ in 0..<10 {
      policy.update([Feedback(task: 1, action: 0, features: [1, 0], reward: -4)])
      if policy.restarts > 0 { break }
    }
    #expect(policy.restarts == 1)
    let left = try #require(policy.base.blocks[0].final.last)
    #expect(left.count == 1)
  }

  @Test func `a reward told twice counts once, and late ones still count`() throws {
    var pending = try PendingRewards(.geometricExposure(meanDelay: 2))
    pending.decided(1, Feedback(action: 0, reward: 0), at: 0)
    pending.decided(2, Feedback(action: 1, reward: 0), at: 1)
    pending.rewarded(1, 5)
    pending.rewarded(1, 5)
    let first = pending.settle(at: 3)
    #expect(first.final.map(\.reward) == [5])
    // Two steps old, half of the rewards come at each step: 1 − ¼.
    #expect(first.provisional.map(\.weight) == [0.75])
    let isLate = !pending.rewarded(1, 7)
    let isKnown = pending.rewarded(2, 1)
    #expect(isLate && isKnown)
    let rest = pending.close()
    #expect(rest.map(\.reward) == [1])
    #expect(pending.count == 0)
  }

  @Test func `a reward that has come counts in full while it may still change`() throws {
    var pending = try PendingRewards(.exposure(meanDelay: 10))
    for event in [UInt64(2), 0, 1] { pending.decided(event, Feedback(action: 0, reward: 0), at: 0) }
    pending.credited(0, 7, isArrival: true)
    pending.credited(1, -2, isArrival: false)
    let rows = pending.settle(at: 5).provisional
    #expect(rows.map(\.reward) == [7, -2, 0])
    #expect(rows.first?.weight == 1)
    // 1 − e^(−1/2)
    for row in rows.dropFirst() { #expect(abs(row.weight - 0.3934693402873666) < 1e-15) }
    pending.rewarded(0, 6)
    #expect(pending.settle(at: 6).final.map(\.reward) == [6])
    #expect(pending.close().map(\.reward) == [-2, 0])
  }

  @Test func `a guardrail forbids before anything is drawn`() {
    var context = Context(actions: 4, statusQuo: 1)
    let mask = GuardrailMask(floor: 8, spread: 3)
    let forbidden = mask.apply(to: &context, values: [7, 10, 12, 14])
    #expect(forbidden == 2)
    #expect(context.allowed == [false, true, true, false])
  }

  @Test func `a budget is never overspent`() throws {
    var policy = try BudgetPolicy(
      FixedPolicy(action: 1), costs: [0, 3], budget: 10, horizon: 100)
    var draws = stream()
    var chances: [Double] = []
    for _ in 0..<20 {
      policy.probabilities(for: Context(actions: 2), into: &chances, using: &draws)
      policy.spent(on: chances[1] > 0 ? 1 : 0)
    }
    #expect(policy.remaining == 1)
    #expect(policy.price >= 0)
  }

  @Test func `a careful policy keeps to the baseline until it has earned the risk`() throws {
    var policy = try ConservativePolicy(
      FixedPolicy(action: 1), risk: 0.1, baseline: 1)
    var draws = stream()
    var chances: [Double] = []
    policy.probabilities(for: Context(actions: 2), into: &chances, using: &draws)
    // Without a model an action may be worth anything.
    #expect(chances == [1, 0])
    #expect(policy.interventions == 1)
  }
}
