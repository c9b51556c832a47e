import Foundation
import GSL
import Support
import TestSupport
import Testing

@testable import MetaLearning

@Suite struct `The hierarchical posterior` {
  private func filled() throws -> (model: HierarchicalGaussian, golden: GoldenFile) {
    let golden = try GoldenFile("golden_hier.json")
    var model = try HierarchicalGaussian(
      hyperMean: golden.vector("mu_q"), hyperCovariance: Matrix(golden.rows("Sigma_q")),
      taskCovariance: Matrix(golden.rows("Sigma_0")), noiseVariance: golden.number("sigma2"))
    let rewards = try golden.rows("Y")
    for (task, rows) in try golden.matrices("X").enumerated() {
      model.prepare(task: task)
      for (row, reward) in zip(rows, rewards[task]) {
        model.add(task: task, features: row, reward: reward)
      }
    }
    return (model, golden)
  }

  @Test func `equals the joint normal distribution of all weights`() throws {
    var (model, golden) = try filled()
    let common = model.hyperPosterior()
    #expect(largestDifference(common.mean, try golden.vector("hyper_mean")) < 1e-10)
    #expect(
      largestDifference(common.covariance, try golden.rows("hyper_cov").flatMap { $0 }) < 1e-10)
    let means = try golden.rows("task_mean")
    let covariances = try golden.matrices("task_cov")
    let priorMeans = try golden.rows("loo_prior_mean")
    let priorCovariances = try golden.matrices("loo_prior_cov")
    for task in means.indices {
      let belief = model.taskPosterior(task)
      #expect(largestDifference(belief.mean, means[task]) < 1e-10)
      #expect(largestDifference(belief.covariance, covariances[task].flatMap { $0 }) < 1e-10)
      let prior = model.newTaskPrior(excluding: task)
      #expect(largestDifference(prior.mean, priorMeans[task]) < 1e-10)
      #expect(largestDifference(prior.covariance, priorCovariances[task].flatMap { $0 }) < 1e-10)
    }
    #expect(abs(model.logEvidence() - (try golden.number("log_evidence"))) < 1e-10)
  }

  @Test func `does not depend on the order of tasks and rows`() throws {
    var (model, golden) = try filled()
    var reversed = try HierarchicalGaussian(
      hyperMean: golden.vector("mu_q"), hyperCovariance: Matrix(golden.rows("Sigma_q")),
      taskCovariance: Matrix(golden.rows("Sigma_0")), noiseVariance: golden.number("sigma2"))
    let rewards = try golden.rows("Y")
    let rows = try golden.matrices("X")
    reversed.prepare(task: 3)
    // Refreshing in between must leave no trace.
    for task in [1, 3, 2] {
      for (index, row) in rows[task].enumerated().reversed() {
        reversed.add(task: task, features: row, reward: rewards[task][index])
        if index % 50 == 0 { reversed.refresh() }
      }
    }
    for task in 0..<4 {
      let difference = largestDifference(
        model.taskPosterior(task).mean, reversed.taskPosterior(task).mean)
      #expect(difference < 1e-12)
    }
    #expect(abs(model.logEvidence() - reversed.logEvidence()) < 1e-10)
  }

  @Test func `is the prior without data`() throws {
    var model = try HierarchicalGaussian(
      hyperMean: [1, -1], hyperCovariance: Matrix([[2, 0.5], [0.5, 1]]),
      taskCovariance: Matrix([[0.1, 0], [0, 0.2]]), noiseVariance: 1)
    let belief = model.taskPosterior(0)
    #expect(largestDifference(belief.mean, [1, -1]) < 1e-12)
    #expect(largestDifference(belief.covariance, [2.1, 0.5, 0.5, 1.2]) < 1e-12)
    #expect(abs(model.logEvidence()) < 1e-12)
  }

  @Test func `finds the weights from a million rows`() throws {
    var model = try HierarchicalGaussian(
      hyperMean: [0, 0], hyperCovariance: .identity(2), taskCovariance: .identity(2),
      noiseVariance: 1)
    var statistics = LinearStatistics(dimension: 2)
    // 1,000,000 rows x = (1, ±1) without noise: each sum is known.
    statistics.add(features: [1, 1], reward: 3 - 0.5, weight: 500_000)
    statistics.add(features: [1, -1], reward: 3 + 0.5, weight: 500_000)
    model.replace(task: 0, with: statistics)
    let belief = model.taskPosterior(0)
    // Prior precision ½ for each weight against 1e6 rows.
    let precision = 1e6 + 0.5
    let mean = 3e6 / precision
    #expect(abs(belief.mean[0] - mean) < 1e-9)
    #expect(abs(belief.covariance[0] - 1 / precision) < 1e-15)
    #expect(model.logEvidence().isFinite)
  }

  @Test func `bears features that say the same`() throws {
    var model = try HierarchicalGaussian(
      hyperMean: [0, 0, 0], hyperCovariance: .identity(3), taskCovariance: .identity(3),
      noiseVariance: 1e-3)
    for task in 0..<3 {
      model.replace(task: task, with: LinearStatistics(dimension: 3))
      for row in 0..<1000 {
        let x = Double(row % 7)
        model.add(task: task, features: [1e2, 1e2, x], reward: 200 + x)
      }
    }
    let belief = model.taskPosterior(1)
    #expect(abs(belief.mean(of: [1e2, 1e2, 3]) - 203) < 1e-6)
    // No row tells the first two weights apart: the prior variance 1 + 1 of each is left.
    #expect(abs(belief.deviation(of: [1, -1, 0]) - 2) < 1e-4)
  }

  @Test(
    arguments: [
      ([[1.0, 0], [0, 1]], -1.0), ([[1, 0], [0, 1]], 0), ([[1, 2], [2, 1]], 1),
      ([[1]], 1), ([[1, 0], [0, .nan]], 1),
    ] as [([[Double]], Double)])
  func `refuses`(covariance: [[Double]], noise: Double) throws {
    let matrix = try Matrix(covariance)
    #expect(throws: ArgumentError.self) {
      try HierarchicalGaussian(
        hyperMean: [0, 0], hyperCovariance: matrix, taskCovariance: .identity(2),
        noiseVariance: noise)
    }
  }
}
