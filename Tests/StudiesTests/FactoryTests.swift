import Foundation
import GSL
import Support
import TestSupport
import Testing

@testable import MetaLearning
@testable import Scenarios
@testable import Studies

private func stream(_ number: UInt64 = 0) -> RandomStream {
  RandomStream(
    key: RandomKey(seed: 6), customer: number, place: Place("test", "factory"), purpose: .policy)
}

private func spec(
  _ learner: Learner, options: [String: Double] = [:], candidates: [Int] = [],
  forgetting: PolicySpec.Forgetting? = nil
) -> PolicySpec {
  PolicySpec(
    name: learner.rawValue, learner: learner, options: options, candidates: candidates,
    forgetting: forgetting, delay: .wait, external: nil, start: nil)
}

private func frame(isBinary: Bool, values: [Double?] = [8, 10, 12]) -> LearnerFrame {
  LearnerFrame(
    actions: ["low", "usual", "high"], values: values, statusQuo: 1,
    features: ["constant", "basket"], taskFeatures: ["income"], isBinary: isBinary,
    rewardMean: isBinary ? 0.3 : 2, rewardDeviation: isBinary ? 0.46 : 5)
}

private let all = [spec(.hierarchical), spec(.epsilonGreedy)]
private let notFromDescription: Set<Learner> = [.bestAction, .oracle, .external]
private let learners = Learner.allCases.filter { !notFromDescription.contains($0) }

private func made(_ learner: Learner, isBinary: Bool = true) throws -> AnyPolicy {
  try PolicyFactory.make(
    spec(learner, candidates: learner == .selector ? [0, 1] : []),
    frame: frame(isBinary: isBinary), all: all)
}

private func rows(task: Int, count: Int, actions: [Int] = [0, 1, 2]) -> [Feedback] {
  (0..<count).map { index in
    Feedback(
      task: task, action: actions[index % actions.count], features: [1, Double(index % 5) - 2],
      reward: index % 4 == 0 ? 1 : 0)
  }
}

@Suite struct `A policy made from its description` {
  @Test(arguments: learners)
  func `gives chances that sum to 1 while actions come and go`(learner: Learner) throws {
    var policy = try made(learner)
    var draws = stream()
    var chances: [Double] = []
    // The third action has no row before the last two batches.
    let steps: [(allowed: [Bool], actions: [Int])] = [
      ([true, true, false], [0, 1]), ([false, true, true], [1]), ([true, true, true], [0, 2]),
      ([false, false, true], [2]),
    ]
    for (task, step) in steps.enumerated() {
      policy.begin(task: task, features: [Double(task) - 1])
      for basket in [-3, 0, 4.0] {
        policy.probabilities(
          for: Context(
            task: task, actions: 3, features: [1, basket], allowed: step.allowed, statusQuo: 1),
          into: &chances, using: &draws)
        #expect(chances.count == 3 && abs(chances.reduce(0, +) - 1) < 1e-9)
        for (chance, isAllowed) in zip(chances, step.allowed) {
          #expect(chance >= 0 && (isAllowed || chance == 0))
        }
      }
      policy.update(rows(task: task, count: 20, actions: step.actions))
      policy.replaceProvisional(rows(task: task, count: 3, actions: step.actions))
      if task == 1 { policy.reset(task: 0) }
      policy.discount(by: 0.9)
      policy.close(task: task)
    }
  }

  @Test(arguments: learners)
  func `decides as before after it was saved and read without its type`(learner: Learner) throws {
    var policy = try made(learner)
    var draws = stream()
    var chances: [Double] = []
    for task in 0..<2 {
      policy.begin(task: task, features: [Double(task)])
      policy.probabilities(
        for: Context(task: task, actions: 3, features: [1, 1], statusQuo: 1), into: &chances,
        using: &draws)
      policy.update(rows(task: task, count: 30))
      // A later decision brings noise and widths up to date.
      policy.probabilities(
        for: Context(task: task, actions: 3, features: [1, 1], statusQuo: 1), into: &chances,
        using: &draws)
    }
    let data = try JSONEncoder().encode(policy)
    var resumed = try JSONDecoder().decode(AnyPolicy.self, from: data)
    #expect(resumed.kind == policy.kind)
    var one = stream(1)
    var two = stream(1)
    var others: [Double] = []
    for step in 0..<12 {
      let context = Context(
        task: step % 3, actions: 3, features: [1, Double(step) - 5], statusQuo: 1)
      policy.probabilities(for: context, into: &chances, using: &one)
      resumed.probabilities(for: context, into: &others, using: &two)
      #expect(largestDifference(chances, others) < 1e-9)
    }
  }

  @Test(arguments: learners)
  func `is not touched by what its branch learns`(learner: Learner) throws {
    var policy = try made(learner)
    policy.update(rows(task: 0, count: 30))
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let before = try encoder.encode(policy)
    var branch = try policy.branched()
    branch.update(rows(task: 1, count: 40, actions: [2]))
    branch.close(task: 0)
    #expect(try encoder.encode(policy) == before)
  }

  @Test func `answers several contexts as it answers each`() throws {
    for learner in learners {
      var together = try made(learner)
      together.update(rows(task: 0, count: 30))
      var alone = together
      let contexts = (0..<4).map {
        Context(actions: 3, features: [1, Double($0)], statusQuo: 1)
      }
      var answers: [[Double]] = []
      together.probabilities(for: contexts, into: &answers) { stream(UInt64($0)) }
      for (index, context) in contexts.enumerated() {
        var chances: [Double] = []
        var draws = stream(UInt64(index))
        alone.probabilities(for: context, into: &chances, using: &draws)
        #expect(answers[index] == chances, "\(learner)")
      }
    }
  }

  @Test(arguments: [true, false])
  func `finds the better action, whatever the reward`(isBinary: Bool) throws {
    let needBinary: Set<Learner> = [.betaThompson, .logisticThompson]
    let careless: Set<Learner> = [.statusQuo, .uniform]
    for learner in learners where !careless.contains(learner) {
      guard isBinary || !needBinary.contains(learner) else { continue }
      var policy = try made(learner, isBinary: isBinary)
      var draws = stream(7)
      var chances: [Double] = []
      let good = isBinary ? 0.6 : 1.0
      var share = 0.0
      var batch: [Feedback] = []
      for step in 0..<400 {
        let context = Context(actions: 3, features: [1, Double(step % 3) - 1], statusQuo: 1)
        policy.probabilities(for: context, into: &chances, using: &draws)
        let action = StatusQuoPolicy.draw(chances, using: &draws)
        var reward = action == 2 ? good : isBinary ? 0.3 : -0.2
        if isBinary {
          reward = draws.uniform() < reward ? 1 : 0
        } else if learner != .demand {
          reward += draws.standardNormal()
        }
        batch.append(Feedback(context, action: action, reward: reward))
        if batch.count == 10 {
          policy.update(batch)
          batch.removeAll()
        }
        if step >= 200 { share += chances[2] / 200 }
      }
      // The demand curve falls by assumption, and so cannot believe that the highest sells best.
      if learner != .demand || !isBinary { #expect(share > 0.5, "\(learner): \(share)") }
    }
  }

  /// The dearest of five offers was never tried, and rewards rose with the values of the others.
  @Test func `tells of a price by those near it, where the file says what a sale costs`() throws {
    func expected(_ values: [Double?], cost: Double? = 0.5) throws -> Double {
      var policy = try PolicyFactory.make(
        spec(.hierarchical, options: cost.map { ["cost": $0] } ?? [:]),
        frame: LearnerFrame(
          actions: values.indices.map { "offer \($0)" }, values: values, statusQuo: 0,
          features: ["constant"], taskFeatures: [], isBinary: false, rewardMean: 0,
          rewardDeviation: 1), all: [])
      for task in 0..<6 {
        var draws = stream(UInt64(task))
        policy.begin(task: task, features: [])
        policy.update(
          (0..<80).map {
            Feedback(
              task: task, action: $0 % 4,
              reward: 0.3 * (Double($0 % 4) + 0.5) + draws.standardNormal())
          })
        policy.close(task: task)
      }
      policy.begin(task: 6, features: [])
      let prediction = policy.prediction(task: 6, action: 4, features: [1])
      return try #require(prediction).mean
    }
    let near = try expected([1, 2, 3, 4, 5])
    #expect(near > 0.9, "\(near)")
    #expect(try expected([1, 2, 3, 4, 5], cost: nil) < 0.3)
    #expect(try expected([1, 2, 3, 4, nil]) < 0.3)
    // A value that actions share, such as the same cost, does not tell them apart.
    #expect(try expected([1, 2, 3, 5, 5]) < 0.3)
  }

  @Test func `wraps what it is told to forget by`() throws {
    let policy = try PolicyFactory.make(
      spec(.hierarchical, forgetting: .window(5)), frame: frame(isBinary: true), all: [])
    #expect(policy.base is DriftPolicy<AnyPolicy>)
  }

  @Test func `names what it cannot use`() {
    let cases: [(PolicySpec, LearnerFrame)] = [
      (spec(.hierarchical, options: ["dras": 3]), frame(isBinary: true)),
      (spec(.hierarchical, options: ["draws": 0]), frame(isBinary: true)),
      (spec(.epsilonGreedy, options: ["epsilon": 2]), frame(isBinary: true)),
      (spec(.betaThompson), frame(isBinary: false)),
      (spec(.demand), frame(isBinary: false, values: [8, nil, 12])),
      (spec(.demand, options: ["slope": 2]), frame(isBinary: false)),
      (spec(.selector, candidates: [9]), frame(isBinary: true)),
      (spec(.selector), frame(isBinary: true)),
      (spec(.oracle), frame(isBinary: true)),
      (spec(.hierarchical), frame(isBinary: true, values: [1])),
    ]
    for (spec, frame) in cases {
      #expect(throws: ArgumentError.self, "\(spec.name)") {
        try PolicyFactory.make(spec, frame: frame, all: all)
      }
    }
  }

  @Test func `explains itself by features`() throws {
    for learner in [Learner.hierarchical, .reptile, .demand, .selector, .pooled, .linearThompson] {
      var policy = try made(learner)
      policy.update(rows(task: 0, count: 40))
      let reasons = policy.explain(
        Context(actions: 3, features: [1, 2], statusQuo: 1), action: 2)
      // The basket, by itself or times the value.
      #expect(reasons.prediction != nil, "\(learner)")
      #expect(reasons.contributions.contains { [1, 3].contains($0.feature) }, "\(learner)")
    }
  }
}
