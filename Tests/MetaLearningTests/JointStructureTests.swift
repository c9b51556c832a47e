import Foundation
import TestSupport
import Testing

@testable import GSL
@testable import MetaLearning

/// Against a brute-force computation of all weights and rewards at once (`Golden/golden_joint.py`).
@Suite struct `A mixture of structures` {
  private func policy(_ name: String) throws -> (LinearPolicy, GoldenFile, GoldenFile) {
    let golden = try GoldenFile("golden_joint.json")
    let isDescribed = name.hasSuffix("described")
    let isLoaded = name.hasPrefix("loaded")
    let empty = [[0.0, 0], [0, 0]]
    let hyper = try golden.rows("hyper")
    let feature = try golden.rows("feature_hyper")
    let mean = try golden.vector("mean")
    var policy = try LinearPolicy(
      LinearSettings(
        layout: .perAction(actions: 2, features: 2),
        likelihood: .gaussian(noiseVariance: golden.number("noise")), sharing: .everyBatch,
        hyperMean: isDescribed ? mean + golden.vector("feature_mean") : mean,
        hyperCovariance: isDescribed
          ? zip(hyper, empty).map(+) + zip(empty, feature).map(+) : hyper,
        taskCovariances: golden.matrices("apart"),
        jointCovariances: [
          LinearSettings.JointCovariance(
            common: golden.vector("common"), own: golden.vector("own"),
            loadings: isLoaded ? golden.vector("loadings") : nil,
            likeness: isLoaded ? golden.rows("likeness") : nil)
        ], taskFeatures: isDescribed ? 1 : 0))
    let rewards = try golden.rows("rewards")
    let rows = try golden.matrices("features")
    for (task, actions) in try golden.rows("actions").enumerated() {
      policy.begin(task: task, features: [try golden.vector("description")[task]])
      for (row, action) in actions.enumerated() {
        policy.update([
          Feedback(
            task: task, action: Int(action), features: rows[task][row],
            reward: rewards[task][row])
        ])
        // What was believed in between must leave no trace.
        if row == 2 { policy.refreshBeliefs(of: task) }
      }
    }
    return (policy, golden, try golden.part(name))
  }

  @Test(arguments: ["plain", "described", "loaded", "loaded and described"])
  func `equals the normal distribution of everything at once`(name: String) throws {
    var (policy, _, expected) = try policy(name)
    policy.refreshBeliefs(of: 2)
    let means = try expected.rows("means")
    let covariances = try expected.matrices("covariances")
    #expect(policy.tasks[2].models == [0, 1, 2])
    #expect(largestDifference(policy.tasks[2].weights, try expected.vector("weights")) < 1e-10)
    for (number, model) in policy.models.enumerated() {
      for action in 0..<2 {
        let belief = model.belief(of: action, task: 2, dimension: 2)
        let range = (2 * action)..<(2 * action + 2)
        #expect(largestDifference(belief.mean, Array(means[number][range])) < 1e-10)
        let block = covariances[number][range].flatMap { $0[range] }
        #expect(largestDifference(belief.covariance, block) < 1e-10)
      }
      if model.isJoint {
        let all = covariances[number].flatMap { $0 }
        #expect(largestDifference(model.tasks[2].beliefs[0].covariance, all) < 1e-10)
      }
    }
  }

  /// Scores of both actions at x: means and covariance from the golden values, mixed by weight.
  @Test func `takes one of two actions as often as it is the best of a draw`() throws {
    let (made, _, expected) = try policy("plain")
    let x = [1.0, 0.6]
    for scale in [1.0, 0.5] {
      var policy = try LinearPolicy(
        made.settings, rule: .thompson(draws: 2, scale: scale))
      policy.blocks = made.blocks
      for task in 0..<3 { policy.touch(task) }
      var draws = RandomStream(
        key: RandomKey(seed: 3), customer: 0, place: Place("test", "joint"), purpose: .policy)
      var chances: [Double] = []
      policy.probabilities(
        for: Context(task: 2, actions: 2, features: x), into: &chances, using: &draws)
      var chance = 0.0
      for (number, weight) in try expected.vector("weights").enumerated() {
        let mean = try expected.rows("means")[number]
        let covariance = try expected.matrices("covariances")[number]
        let contrast = x + x.map { -$0 }
        let gap = zip(mean, contrast).reduce(0) { $0 + $1.0 * $1.1 }
        var variance = 0.0
        for i in 0..<4 {
          for j in 0..<4 { variance += contrast[i] * covariance[i][j] * contrast[j] }
        }
        chance += weight * StandardNormal.cdf(gap / (scale * variance.squareRoot()))
      }
      #expect(abs(chances[0] - chance) < 1e-9, "\(scale)")
    }
  }

  @Test func `decides the same after a snapshot`() throws {
    var (policy, _, _) = try policy("described")
    let data = try JSONEncoder().encode(policy)
    var restored = try JSONDecoder().decode(LinearPolicy.self, from: data)
    for task in [2, 0, 3] {
      for features in [[1.0, 0.6], [1, -2]] {
        let context = Context(task: task, actions: 2, features: features)
        var chances: [[Double]] = [[], []]
        for index in 0..<2 {
          var draws = RandomStream(
            key: RandomKey(seed: 3), customer: 0, place: Place("test", "joint"),
            purpose: .policy)
          if index == 0 {
            policy.probabilities(for: context, into: &chances[0], using: &draws)
          } else {
            restored.probabilities(for: context, into: &chances[1], using: &draws)
          }
        }
        #expect(chances[0] == chances[1])
      }
    }
  }

  @Test func `is refused where it cannot be`() throws {
    let joint = LinearSettings.JointCovariance(common: [1], own: [1])
    for (sharing, likelihood, structure) in [
      (LinearSettings.Sharing.nothing, LinearSettings.Likelihood.gaussian(noiseVariance: 1), joint),
      (.everyBatch, .logistic, joint),
      (.everyBatch, .gaussian(noiseVariance: 1), .init(common: [1, 1], own: [1, 1])),
      (.everyBatch, .gaussian(noiseVariance: 1), .init(common: [-1], own: [1])),
      (.everyBatch, .gaussian(noiseVariance: 1), .init(common: [1], own: [0])),
    ] {
      let settings = LinearSettings(
        layout: .perAction(actions: 2, features: 1), likelihood: likelihood, sharing: sharing,
        hyperMean: [0], hyperCovariance: [[1]], taskCovariances: [[[1]]],
        jointCovariances: [structure])
      #expect(throws: (any Error).self) { try LinearPolicy(settings) }
    }
  }
}
