import Foundation
import Testing

@testable import GSL
@testable import MetaLearning

private func stream(_ number: UInt64 = 0) -> RandomStream {
  RandomStream(
    key: RandomKey(seed: 9), customer: number, place: Place("test", "learner"), purpose: .policy)
}

@Suite struct `Unknown noise` {
  private func settings(guess: Double) -> LinearSettings {
    LinearSettings(
      layout: .perAction(actions: 2, features: 2),
      likelihood: .gaussianWithUnknownNoise(guess: guess, degrees: 10), sharing: .everyBatch,
      hyperVariance: 1, taskVariances: [0.1, 1])
  }

  @Test func `is the guess without data, and the truth with many rows`() throws {
    var policy = try LinearPolicy(settings(guess: 1))
    var draws = stream()
    var chances: [Double] = []
    policy.probabilities(
      for: Context(actions: 2, features: [1, 0]), into: &chances, using: &draws)
    #expect(policy.noiseVariance == 1)
    for task in 0..<4 {
      policy.update(
        (0..<500).map { index in
          let x = draws.standardNormal()
          return Feedback(
            task: task, action: index % 2, features: [1, x],
            reward: 0.5 + Double(task) * x + 3 * draws.standardNormal())
        })
      policy.probabilities(
        for: Context(task: task, actions: 2, features: [1, 0]), into: &chances, using: &draws)
    }
    // 2,000 rows: standard error 9 √(2/2000) = 0.28, besides the step of 2 %.
    #expect(abs(policy.noiseVariance - 9) < 4 * 0.28 + 0.18)
  }

  @Test func `stays above 0 with a million rows that are all alike`() throws {
    var noise = PooledNoise(guess: 1, degrees: 10)
    var sums = LinearStatistics(dimension: 2)
    sums.add(features: [1, 2], reward: 3, weight: 1e6)
    let part = PooledNoise.part(of: sums)
    // The second feature is twice the first: one degree of freedom, not two.
    #expect(part.degrees == 1e6 - 1 && part.residual < 1e-2)
    let hasMoved = noise.pool([part])
    #expect(hasMoved && noise.variance > 0 && noise.variance < 1.1e-5)
  }

  /// Residuals of y = (1, 2, 4) on (1, x), x = (0, 1, 2): fitted 5/6, 7/3, 23/6; Σ = 1/6.
  @Test func `is what least squares leaves`() {
    var sums = LinearStatistics(dimension: 2)
    for (x, y) in [(0.0, 1.0), (1, 2), (2, 4)] { sums.add(features: [1, x], reward: y) }
    let part = PooledNoise.part(of: sums)
    #expect(abs(part.residual - 1 / 6) < 1e-12 && part.degrees == 1)
  }
}

@Suite struct `Fast decisions` {
  @Test func `draw from the normal distribution`() {
    let ziggurat = Ziggurat()
    var draws = stream(1)
    let count = 100_000
    let sample = (0..<count).map { _ in ziggurat.draw(using: &draws) }.sorted()
    var distance = 0.0
    for (index, value) in sample.enumerated() {
      let expected = StandardNormal.cdf(value)
      distance = max(
        distance, abs(expected - Double(index) / Double(count)),
        abs(expected - Double(index + 1) / Double(count)))
    }
    #expect(distance < 1.95 / Double(count).squareRoot())
    // Beyond the last layer, 3.654: 2.6 in 10,000.
    let tail = Double(sample.count { abs($0) > 3.654_152_885_361_009 })
    #expect(abs(tail - 25.8) < 4 * 5.1)
  }

  @Test(arguments: [1, 3, 4, 7, 16])
  func `take the same means and deviations as one belief after the other`(size: Int) throws {
    var draws = stream(UInt64(size))
    let beliefs = try (0..<3).map { _ in
      let factor = (0..<size).map { _ in (0..<size).map { _ in draws.standardNormal() } }
      var matrix = Matrix(rows: size, columns: size)
      for i in 0..<size {
        for j in 0..<size {
          matrix[i, j] =
            (i == j ? 1 : 0) + (0..<size).reduce(0) { $0 + factor[i][$1] * factor[j][$1] }
        }
      }
      return try GaussianBelief(
        mean: (0..<size).map { _ in draws.standardNormal() }, covariance: matrix)
    }
    var panel = QuadraticPanel(beliefs)
    let features = (0..<size).map { _ in draws.standardNormal() }
    var means = [0.0, 0]
    var variances = means
    panel.evaluate(features, means: 1..<3, forms: 1..<3, into: &means, &variances)
    for index in 0..<2 {
      #expect(abs(means[index] - beliefs[index + 1].mean(of: features)) < 1e-12)
      let deviation = variances[index].squareRoot()
      #expect(abs(deviation - beliefs[index + 1].deviation(of: features)) < 1e-12)
    }
  }
}

@Suite struct `A selector` {
  private func run(_ policy: some Policy, seed: UInt64) -> Double {
    var policy = policy
    var draws = stream(seed)
    var chances: [Double] = []
    var regret = 0.0
    for _ in 0..<3000 {
      let context = Context(actions: 2)
      policy.probabilities(for: context, into: &chances, using: &draws)
      let action = StatusQuoPolicy.draw(chances, using: &draws)
      regret += action == 1 ? 0 : 0.5
      let reward = (action == 1 ? 0.5 : 0) + draws.standardNormal()
      policy.update([Feedback(context, action: action, reward: reward)])
    }
    return regret
  }

  @Test(arguments: [0, 1])
  func `prefers the better of two learners`(good: Int) throws {
    let learners = [AnyPolicy(FixedPolicy(action: 1)), AnyPolicy(FixedPolicy(action: 0))]
    let selector = try SelectorPolicy(good == 0 ? learners : learners.reversed())
    var sum = 0.0
    for seed in 0..<5 as Range<UInt64> { sum += run(selector, seed: seed) / 5 }
    // Half of all decisions by the worse would lose 750; the better loses nothing.
    #expect(sum < 400)
  }

  @Test func `loses little more than the better of two that learn`() throws {
    let careful = AnyPolicy(try MeanPolicy(.epsilonGreedy(0.02)))
    let careless = AnyPolicy(try MeanPolicy(.epsilonGreedy(1)))
    let selector = try SelectorPolicy([careless, careful])
    var sums = [0.0, 0, 0]
    for seed in 0..<5 as Range<UInt64> {
      for (index, policy) in [AnyPolicy(selector), careful, careless].enumerated() {
        sums[index] += run(policy, seed: 10 + seed) / 5
      }
    }
    #expect(sums[0] < 0.75 * sums[2], "\(sums)")
  }

  @Test func `credits a late reward to the learner that decided`() throws {
    var selector = try SelectorPolicy(
      [AnyPolicy(FixedPolicy(action: 0)), AnyPolicy(FixedPolicy(action: 1))])
    var draws = stream()
    var chances: [Double] = []
    let contexts = [3.0, 5].map { Context(actions: 2, features: [$0]) }
    for context in contexts {
      selector.probabilities(for: context, into: &chances, using: &draws)
    }
    // The first row only sets the level of the task.
    selector.update([Feedback(action: 0, features: [9], reward: 0)])
    selector.update([Feedback(contexts[1], action: 1, reward: 2)])
    #expect(selector.records.map(\.rewards) == [0, 1])
    #expect(selector.records[1].sum == 2)
  }
}

@Suite struct `Reptile` {
  @Test func `starts a new task from where others ended`() throws {
    var policy = try ReptilePolicy(
      actions: 2, start: [0], isLogistic: false, rate: 0.1, passes: 5, metaRate: 0.5)
    for task in 0..<12 {
      policy.update((0..<100).map { Feedback(task: task, action: $0 % 2, reward: Double($0 % 2)) })
      policy.close(task: task)
      policy.close(task: task)
    }
    let known = policy.prediction(task: 12, action: 1, features: [1])
    // Each task ends at 1; the meta weight halves its distance twelve times.
    #expect(abs(try #require(known).mean - 1) < 0.01)
  }

  @Test func `stays finite whatever a row says`() throws {
    for isLogistic in [true, false] {
      var policy = try ReptilePolicy(actions: 1, start: [0, 0], isLogistic: isLogistic, rate: 1)
      policy.update([Feedback(action: 0, features: [1, 1e8], reward: 1)])
      policy.update([Feedback(action: 0, features: [1, -1e8], reward: 1)])
      let known = policy.prediction(task: 0, action: 0, features: [1, 0])
      #expect(try #require(known).mean.isFinite)
    }
  }
}

@Suite struct `A demand curve` {
  private func policy(slope: DemandPolicy.Slope = .falling, cost: Double? = 2) throws
    -> DemandPolicy
  {
    try DemandPolicy(
      LinearSettings(
        layout: .shared(features: 2), likelihood: .logistic, sharing: .everyBatch,
        hyperVariance: 1, taskVariances: [0.1]),
      values: [4, 6, 8, 10], slope: slope, cost: cost,
      reward: DemandPolicy.RewardScale(isBinary: false, mean: 1, deviation: 2))
  }

  /// Chance σ(4 − 0.7 p) at cost 2: profits 1.54, 1.80, 1.00, 0.38.
  @Test(arguments: [nil, 2.0])
  func `leads to the price with the greatest profit`(cost: Double?) throws {
    var policy = try policy(cost: cost)
    var draws = stream(3)
    var chances: [Double] = []
    for _ in 0..<60 {
      var batch: [Feedback] = []
      for _ in 0..<20 {
        let context = Context(actions: 4)
        policy.probabilities(for: context, into: &chances, using: &draws)
        let action = DemandPolicy.draw(chances, using: &draws)
        let price = policy.values[action]
        let sells = draws.uniform() < LinearPolicy.chance(4 - 0.7 * price)
        batch.append(Feedback(context, action: action, reward: ((sells ? price - 2 : 0) - 1) / 2))
      }
      policy.update(batch)
    }
    policy.probabilities(for: Context(actions: 4), into: &chances, using: &draws)
    #expect(chances[1] > 0.5, "\(chances)")
    let known = policy.prediction(task: 0, action: 1, features: [1])
    // (6 − 2) σ(−0.2), standardised.
    let expected = (4 * LinearPolicy.chance(-0.2) - 1) / 2
    #expect(abs(try #require(known).mean - expected) < 0.15)
  }

  /// Amounts 7 − 0.5 p at prices 4 to 10, cost 2, seen without noise: profits 10, 16, 18, 16.
  @Test func `learns amounts, which are linear`() throws {
    var policy = try DemandPolicy(
      LinearSettings(
        layout: .shared(features: 2), likelihood: .gaussian(noiseVariance: 0.01),
        sharing: .everyBatch, hyperVariance: 100, taskVariances: [100]),
      values: [4, 6, 8, 10], cost: 2, buysAmounts: true,
      reward: DemandPolicy.RewardScale(isBinary: false, mean: 1, deviation: 2))
    policy.update(
      [0, 3, 0, 3].map { action in
        let price = policy.values[action]
        return Feedback(action: action, reward: ((price - 2) * (7 - 0.5 * price) - 1) / 2)
      })
    for (action, profit) in [10.0, 16, 18, 16].enumerated() {
      let known = policy.prediction(task: 0, action: action, features: [1])
      #expect(abs(try #require(known).mean - (profit - 1) / 2) < 1e-2)
    }
    var draws = stream(6)
    var chances: [Double] = []
    policy.probabilities(for: Context(actions: 4), into: &chances, using: &draws)
    #expect(chances[2] > 0.99)
  }

  @Test func `never rises with the price`() throws {
    var policy = try policy()
    // Rows that say the opposite of what is possible: only the highest price sells.
    policy.update(
      (0..<400).map { Feedback(action: $0 % 4, reward: $0 % 4 == 3 ? 3.5 : -0.5) })
    var draws = stream(4)
    var chances: [Double] = []
    policy.probabilities(for: Context(actions: 4), into: &chances, using: &draws)
    // Every slope is cut to 0: demand is the same, and the highest price pays most.
    #expect(abs(chances[3] - 0.9925) < 1e-9)
  }
}

@Suite struct `A fairness cap` {
  @Test func `never lets two segments be shown values too far apart`() throws {
    var cap = try FairnessCap(spread: 2, segments: 3)
    let values = [8.0, 9, 10, 11, 12, 14]
    var draws = stream(5)
    var seen: Set<Double> = []
    var shown: [[Double]] = [[], [], []]
    for draw in 0..<2000 {
      let segment = Int(draws.uniform(below: 3))
      var context = Context(actions: values.count)
      cap.mask(&context, values: values)
      let open = context.allowed.indices.filter { context.allowed[$0] }
      let action = open[Int(draws.uniform(below: UInt64(open.count)))]
      cap.showed(values[action])
      seen.insert(values[action])
      shown[segment].append(values[action])
      for other in 0..<3 where other != segment {
        #expect(shown[other].allSatisfy { abs($0 - values[action]) <= 2 })
      }
      if draw % 40 == 39 {
        // What was shown before an update is not shown at the same time as what comes after.
        cap.startPeriod()
        shown = [[], [], []]
      }
    }
    #expect(seen == Set(values) && cap.breaches == 0)
  }

  @Test func `binds nobody where there is one segment only`() throws {
    var cap = try FairnessCap(spread: 1, segments: 1)
    cap.showed(10)
    var context = Context(actions: 2)
    #expect(cap.mask(&context, values: [10, 90]) == 0)
  }

  @Test func `leaves the nearest action where all near ones are withdrawn`() throws {
    var cap = try FairnessCap(spread: 1, segments: 2)
    cap.showed(10)
    var context = Context(actions: 3, allowed: [true, false, true])
    let forbidden = cap.mask(&context, values: [7, 10, 12])
    #expect(context.allowed == [false, false, true] && forbidden == 1 && cap.breaches == 1)
  }
}
