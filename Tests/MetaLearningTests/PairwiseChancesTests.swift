import GSL
import Testing

@testable import MetaLearning

/// Chances of linear models that need no draws.
@Suite struct `Chances without draws` {
  /// Actions whose scores are N(meanₖ, 1/(1 + nₖ)) at the context 1, from n rows of the same reward.
  private func policy(
    _ rows: [(count: Int, reward: Double)], draws: Int, scale: Double = 1,
    likelihood: LinearSettings.Likelihood = .gaussian(noiseVariance: 1)
  ) throws -> LinearPolicy {
    var policy = try LinearPolicy(
      LinearSettings(
        layout: .perAction(actions: rows.count, features: 1), likelihood: likelihood,
        sharing: .nothing, hyperVariance: 0.5, taskVariances: [0.5]),
      rule: .thompson(draws: draws, scale: scale))
    for (action, row) in rows.enumerated() {
      policy.update(
        Array(repeating: Feedback(action: action, reward: row.reward), count: row.count))
    }
    return policy
  }

  private func chances(_ policy: LinearPolicy, _ context: Context, seed: UInt64 = 1) -> [Double] {
    var policy = policy
    var stream = RandomStream(
      key: RandomKey(seed: seed), customer: 0, place: Place("test", "chances"), purpose: .policy)
    var chances: [Double] = []
    policy.probabilities(for: context, into: &chances, using: &stream)
    return chances
  }

  /// Means 0.75, 0.5 and 0.25 with variances of a quarter, a half and a quarter.
  private let three: [(count: Int, reward: Double)] = [(3, 1), (1, 1), (3, 1.0 / 3)]

  @Test func `are exact where two actions are allowed`() throws {
    for scale in [1, 0.5] {
      let policy = try policy(three, draws: 64, scale: scale)
      let found = chances(policy, Context(actions: 3, allowed: [true, true, false]))
      let expected = StandardNormal.cdf(0.25 / (scale * 0.75.squareRoot()))
      #expect(abs(found[0] - expected) < 1e-12 && abs(found[1] + expected - 1) < 1e-12)
      #expect(found[2] == 0)
    }
    let one = chances(
      try policy(three, draws: 64), Context(actions: 3, allowed: [false, false, true]))
    #expect(one == [0, 0, 1])
  }

  @Test func `move with what is added to a reward`() throws {
    var context = Context(actions: 3, allowed: [true, true, false])
    context.adjustments = [-0.5, 0.1, 9]
    let found = chances(try policy(three, draws: 64), context)
    let expected = StandardNormal.cdf((0.25 - 0.6) / 0.75.squareRoot())
    #expect(abs(found[0] - expected) < 1e-12 && abs(found[0] + found[1] - 1) < 1e-12)
  }

  /// One far above the others: what pairs say is off by less than one draw counts for.
  @Test func `stand for several actions where one leads`() throws {
    let rows: [(count: Int, reward: Double)] = [(7, 0.2), (15, 1.6), (3, 0.4), (1, 0.1)]
    let found = chances(try policy(rows, draws: 20), Context(actions: 4))
    let truth = rows.indices.map { action in best(action, rows) }
    let sum = 1 - found[1]
    #expect(sum > 0.01 && sum < 1.0 / 20 && abs(found.reduce(0, +) - 1) < 1e-12)
    for (chance, exact) in zip(found, truth) { #expect(abs(chance - exact) < sum) }
    for action in [0, 2, 3] { #expect(found[action] >= truth[action]) }
    #expect(chances(try policy(rows, draws: 20), Context(actions: 4), seed: 2) == found)
    // A hundred draws tell more, so that they are made: shares of a hundred.
    let drawn = chances(try policy(rows, draws: 100), Context(actions: 4))
    for chance in drawn { #expect(abs((100 * chance).rounded() - 100 * chance) < 1e-9) }
  }

  @Test func `are counted from draws where several actions are close`() throws {
    let found = chances(try policy(three, draws: 64), Context(actions: 3))
    for chance in found { #expect(abs((64 * chance).rounded() - 64 * chance) < 1e-9) }
    for (action, chance) in found.enumerated() {
      // Four standard errors, each at most 1/16.
      #expect(abs(chance - best(action, three)) < 4.0 / 16)
    }
  }

  @Test func `are drawn where a chance of 0 to 1 is added to`() throws {
    var context = Context(actions: 2)
    let policy = try policy([(6, 1), (6, 0)], draws: 16, likelihood: .logistic)
    #expect(chances(policy, context) == chances(policy, context, seed: 2))
    context.adjustments = [0, 0.4]
    for chance in chances(policy, context) {
      #expect(abs((16 * chance).rounded() - 16 * chance) < 1e-9)
    }
  }

  /// ∫ φ(z) Π Φ((mₖ + sₖz − mⱼ) / sⱼ) dz by the trapezoidal rule.
  private func best(_ action: Int, _ rows: [(count: Int, reward: Double)]) -> Double {
    let moments = rows.map { row in
      let precision = 1 + Double(row.count)
      return (
        mean: Double(row.count) * row.reward / precision, deviation: (1 / precision).squareRoot()
      )
    }
    let own = moments[action]
    return (-800...800).reduce(0) { sum, step in
      let z = Double(step) / 100
      let product = moments.indices.filter { $0 != action }.reduce(1.0) {
        let score = own.mean + own.deviation * z
        return $0 * StandardNormal.cdf((score - moments[$1].mean) / moments[$1].deviation)
      }
      return sum + 0.01 * StandardNormal.density(z) * product
    }
  }
}
