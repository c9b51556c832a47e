import Foundation
import GSL
import TestSupport
import Testing

@testable import MetaLearning

/// Gauss-Jordan elimination with row exchange.
private func inverse(_ matrix: [[Double]]) -> (inverse: [[Double]], logDeterminant: Double) {
  let size = matrix.count
  var rows = matrix.enumerated().map { row in
    row.element + (0..<size).map { $0 == row.offset ? 1 : 0 }
  }
  var logDeterminant = 0.0
  for column in 0..<size {
    let best = (column..<size).max { abs(rows[$0][column]) < abs(rows[$1][column]) } ?? column
    rows.swapAt(column, best)
    let pivot = rows[column][column]
    logDeterminant += log(abs(pivot))
    rows[column] = rows[column].map { $0 / pivot }
    for row in 0..<size where row != column {
      let factor = rows[row][column]
      rows[row] = zip(rows[row], rows[column]).map { $0 - factor * $1 }
    }
  }
  return (rows.map { Array($0.suffix(size)) }, logDeterminant)
}

private func product(_ a: [[Double]], _ b: [[Double]]) -> [[Double]] {
  a.map { row in
    b[0].indices.map { column in row.indices.reduce(0) { $0 + row[$1] * b[$1][column] } }
  }
}

private func transpose(_ a: [[Double]]) -> [[Double]] {
  a[0].indices.map { column in a.map { $0[column] } }
}

@Suite struct `Features of a task` {
  /// All parameters stacked: w of two task features, then the deviations of three tasks.
  @Test func `enter as the joint normal distribution of all weights says`() throws {
    var draws = RandomStream(
      key: RandomKey(seed: 8), customer: 0, place: Place("test", "features"), purpose: .trait)
    let descriptions = [[1, 0.5, -1], [1, -0.3, 0.2], [1, 1.5, 0.7]]
    let hyperMean = [0.3, -0.2, 0.5, 0.1, 0, -0.4]
    let hyper = LinearSettings.diagonal([1, 0.5, 0.8, 0.3, 0.6, 0.9])
    let spread = [[0.2, 0.05], [0.05, 0.3]]
    let noise = 0.7
    var model = try HierarchicalGaussian(
      hyperMean: hyperMean, hyperCovariance: Matrix(hyper), taskCovariance: Matrix(spread),
      noiseVariance: noise, taskFeatures: 2)
    var design: [[Double]] = []
    var rewards: [Double] = []
    for (task, description) in descriptions.enumerated() {
      model.describe(task: task, features: Array(description.dropFirst()))
      // The last task has a single row, fewer than features.
      for _ in 0..<[7, 4, 1][task] {
        let row = [1, draws.standardNormal()]
        let reward = draws.standardNormal()
        model.add(task: task, features: row, reward: reward)
        let own = (0..<3).flatMap { $0 == task ? row : [0, 0] }
        design.append(description.flatMap { value in row.map { value * $0 } } + own)
        rewards.append(reward)
      }
    }
    var prior = Array(repeating: Array(repeating: 0.0, count: 12), count: 12)
    for index in 0..<6 { prior[index][index] = hyper[index][index] }
    for task in 0..<3 {
      for i in 0..<2 {
        for j in 0..<2 { prior[6 + 2 * task + i][6 + 2 * task + j] = spread[i][j] }
      }
    }
    let mean = hyperMean + Array(repeating: 0, count: 6)
    // Conditioning on all rewards at once: gain = Σ Aᵀ (A Σ Aᵀ + σ² I)⁻¹.
    var marginal = product(product(design, prior), transpose(design))
    for index in marginal.indices { marginal[index][index] += noise }
    let (precision, logDeterminant) = inverse(marginal)
    let gain = product(product(prior, transpose(design)), precision)
    let error = zip(rewards, product(design, mean.map { [$0] })).map { [$0 - $1[0]] }
    let posterior = zip(mean, product(gain, error)).map { $0 + $1[0] }
    let shrink = product(product(gain, design), prior)
    let covariance = (0..<12).map { row in (0..<12).map { prior[row][$0] - shrink[row][$0] } }
    for (task, description) in descriptions.enumerated() {
      let carry = (0..<2).map { index in
        description.flatMap { value in (0..<2).map { $0 == index ? value : 0 } }
          + (0..<6).map { $0 == 2 * task + index ? 1 : 0 }
      }
      let belief = model.taskPosterior(task)
      let expected = product(carry, posterior.map { [$0] }).map { $0[0] }
      let around = product(product(carry, covariance), transpose(carry))
      #expect(largestDifference(belief.mean, expected) < 1e-10)
      #expect(largestDifference(belief.covariance, around.flatMap(\.self)) < 1e-10)
    }
    let quadratic = product(product(transpose(error), precision), error)[0][0]
    let evidence =
      -0.5 * (Double(rewards.count) * log(2 * .pi) + logDeterminant + quadratic)
    #expect(abs(model.logEvidence() - evidence) < 1e-10)
  }

  /// Twelve markets whose best of three actions follows their feature.
  @Test func `save most of the regret where they tell what is best`() throws {
    func regret(taskFeatures: Int, seed: UInt64) throws -> Double {
      let slopes = [1, -1, 0.0]
      var policy = try LinearPolicy(
        LinearSettings(
          layout: .perAction(actions: 3, features: 1), likelihood: .gaussian(noiseVariance: 1),
          sharing: .everyBatch, hyperMean: Array(repeating: 0, count: 1 + taskFeatures),
          hyperCovariance: LinearSettings.diagonal(1, 1 + taskFeatures),
          taskCovariances: [0.01, 1].map { LinearSettings.diagonal($0, 1) },
          taskFeatures: taskFeatures))
      var draws = RandomStream(
        key: RandomKey(seed: seed), customer: 0, place: Place("test", "regret"), purpose: .policy)
      var chances: [Double] = []
      var sum = 0.0
      for task in 0..<16 {
        let feature = draws.standardNormal()
        let means = slopes.map { $0 * feature + 0.1 * draws.standardNormal() }
        policy.begin(task: task, features: [feature])
        for _ in 0..<40 {
          let context = Context(task: task, actions: 3)
          policy.probabilities(for: context, into: &chances, using: &draws)
          let action = StatusQuoPolicy.draw(chances, using: &draws)
          if task >= 4 { sum += (means.max() ?? 0) - means[action] }
          policy.update(
            [Feedback(context, action: action, reward: means[action] + draws.standardNormal())])
        }
      }
      return sum
    }
    var with = 0.0
    var without = 0.0
    for seed in 0..<6 as Range<UInt64> {
      with += try regret(taskFeatures: 1, seed: seed)
      without += try regret(taskFeatures: 0, seed: seed)
    }
    #expect(with < 0.6 * without, "\(with) with features, \(without) without")
  }
}
