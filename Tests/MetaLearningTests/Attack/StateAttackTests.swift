import Foundation
import Support
import TestSupport
import Testing

@testable import GSL
@testable import MetaLearning

/// States of every kind of policy, changed at random.
@Suite struct `A policy's state changed at random` {
  private static let frame = LearnerFrame(
    actions: ["a", "b", "c"], values: [1, 2, 3], features: ["constant", "x"], isBinary: true)

  private static let rows: [Feedback] = (0..<24).map { index in
    Feedback(
      task: index % 3, action: index % 3, features: [1, Double(index % 5) - 2],
      reward: index % 4 == 0 ? 1 : 0)
  }

  private static func settings(
    _ sharing: LinearSettings.Sharing = .everyBatch,
    likelihood: LinearSettings.Likelihood = .gaussian(noiseVariance: 1), features: Int? = nil
  ) -> LinearSettings {
    LinearSettings(
      layout: features.map { .shared(features: $0) } ?? .perAction(actions: 3, features: 2),
      likelihood: likelihood, sharing: sharing, hyperVariance: 1, taskVariances: [0.25, 1])
  }

  private static func policies() throws -> [AnyPolicy] {
    let linear = AnyPolicy(try LinearPolicy(settings(), rule: .thompson(draws: 8), floor: 0.05))
    let beta = AnyPolicy(
      try BetaThompson(
        candidates: [
          [.init(1, 1), .init(1, 2), .init(2, 1)], [.init(3, 3), .init(1, 1), .init(1, 1)],
        ],
        sharing: .taskStart))
    return [
      linear, beta, AnyPolicy(FixedPolicy(action: 2)),
      AnyPolicy(try MeanPolicy(.upperConfidence(scale: 1, horizon: nil))),
      AnyPolicy(
        try LinearPolicy(
          settings(.nothing, likelihood: .gaussianWithUnknownNoise(guess: 1, degrees: 5)),
          rule: .inverseGap(scale: 10, exponent: 0.5))),
      AnyPolicy(try LinearPolicy(settings(.taskStart, likelihood: .logistic))),
      AnyPolicy(try LinearPolicy(settings(likelihood: .logistic), rule: .thompson(draws: 4))),
      AnyPolicy(try LinearPolicy(settings(.sampledMean), rule: .epsilonGreedy(0.2))),
      AnyPolicy(try ReptilePolicy(actions: 3, start: [0, 0], isLogistic: true)),
      AnyPolicy(
        try DemandPolicy(
          settings(likelihood: .logistic, features: 4), values: [1, 2, 3],
          reward: .init(isBinary: true, mean: 0, deviation: 1), draws: 8)),
      AnyPolicy(try SelectorPolicy([linear, beta])),
      AnyPolicy(try DriftPolicy(beta, forgetting: .window(5))),
      AnyPolicy(try DriftPolicy(linear, forgetting: .restart(threshold: 3, slack: 0.25))),
      AnyPolicy(try FloorPolicy(linear, floor: 0.1)), AnyPolicy(PooledPolicy(beta)),
      AnyPolicy(try ConservativePolicy(linear, risk: 0.1, baseline: 0.2)),
      AnyPolicy(try BudgetPolicy(linear, costs: [0, 1, 2], budget: 5, horizon: 10)),
    ]
  }

  private static func coders() -> (JSONEncoder, JSONDecoder) {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return (encoder, decoder)
  }

  private static func stream(_ number: UInt64) -> RandomStream {
    RandomStream(
      key: RandomKey(seed: 5), customer: number, place: Place("test", "state"), purpose: .policy)
  }

  /// Asks and teaches a policy all that a run does.
  private static func exercise(_ policy: AnyPolicy, markets: Int) {
    var policy = policy
    var chances: [Double] = []
    policy.begin(task: markets, features: [])
    for task in [0, markets] {
      var draws = stream(UInt64(task))
      let context = Context(task: task, actions: 3, features: [1, 0.5])
      policy.probabilities(for: context, into: &chances, using: &draws)
      for action in 0..<3 { _ = policy.explain(context, action: action) }
    }
    policy.update(Array(rows.prefix(6)))
    policy.replaceProvisional(Array(rows.suffix(3)))
    policy.discount(by: 0.9)
    policy.close(task: 0)
    policy.reset(task: 1)
    var draws = stream(9)
    policy.probabilities(
      for: Context(task: 1, actions: 3, features: [1, 0]), into: &chances, using: &draws)
  }

  @Test func `is refused, or asked and taught without a failure`() throws {
    let (encoder, decoder) = Self.coders()
    let bounds = try StateBounds(Self.frame, markets: 3)
    var (refused, accepted) = (0, 0)
    for (number, policy) in try Self.policies().enumerated() {
      var policy = policy
      policy.update(Self.rows)
      var chances: [Double] = []
      var draws = Self.stream(0)
      let context = Context(task: 1, actions: 3, features: [1, 0.5])
      policy.probabilities(for: context, into: &chances, using: &draws)
      policy.close(task: 0)
      let state = String(decoding: try encoder.encode(policy), as: UTF8.self)
      let whole = try decoder.decode(AnyPolicy.self, from: Data(state.utf8))
      try whole.checkState(bounds)
      Self.exercise(whole, markets: 3)
      let cases = 40 * AttackSize.factor
      for index in 0..<cases {
        var mutator = Mutator(seed: AttackSize.seed &+ UInt64(number * 1_000_000 + index))
        let changed = Data(mutator.mutated(state).utf8)
        do {
          let read = try decoder.decode(AnyPolicy.self, from: changed)
          try read.checkState(bounds)
          Self.exercise(read, markets: 3)
          accepted += 1
        } catch {
          refused += 1
        }
      }
    }
    #expect(refused > 0 && accepted > 0)
  }

  @Test func `does not lie within itself without end`() throws {
    let (_, decoder) = Self.coders()
    for depth in [5, 20, 200] {
      let open = String(repeating: #"{"type":"pooled","state":{"base":"#, count: depth)
      let text = open + #"{"type":"uniform","state":{}}"# + String(repeating: "}}", count: depth)
      if depth < StateBounds.greatestDepth {
        _ = try decoder.decode(AnyPolicy.self, from: Data(text.utf8))
      } else {
        #expect(throws: (any Error).self) {
          try decoder.decode(AnyPolicy.self, from: Data(text.utf8))
        }
      }
    }
  }
}
