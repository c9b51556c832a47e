import Foundation
import Support
import TestSupport
import Testing

@testable import MetaLearning

@Suite struct `Off-policy estimators` {
  private func expectGolden(_ result: OffPolicyEvaluation, _ golden: GoldenFile) throws {
    for estimate in result.estimates {
      let expected = try golden.part(estimate.estimator.name)
      let interval = try expected.vector("ci95")
      #expect(abs(estimate.value - (try expected.number("value"))) < 1e-9)
      #expect(abs(estimate.standardError - (try expected.number("se"))) < 1e-9)
      #expect(abs(estimate.lower - interval[0]) < 1e-9)
      #expect(abs(estimate.upper - interval[1]) < 1e-9)
      if expected.has("se_delta") {
        let delta = try #require(estimate.deltaStandardError)
        #expect(abs(delta - (try expected.number("se_delta"))) < 1e-9)
      }
    }
    let health = try golden.part("_diag")
    #expect(abs(result.effectiveSampleSize - (try health.number("ess"))) < 1e-6)
    #expect(abs(result.maximumWeight - (try health.number("max_w"))) < 1e-9)
    #expect(abs(result.meanWeight - (try health.number("mean_w"))) < 1e-9)
    #expect(abs(result.loggedMean - (try health.number("on_policy_mean"))) < 1e-9)
    #expect(Double(result.count) == (try health.number("n")))
  }

  @Test func `equal numpy and obp on six rows`() throws {
    let golden = try GoldenFile("ope_golden.json").part("tiny")
    let actions = try golden.vector("action").map { Int($0) }
    let rewards = try golden.vector("reward")
    let propensities = try golden.vector("pscore")
    let targets = try golden.rows("pi_e")
    let predictions = try golden.rows("q_hat")
    let rows = try actions.indices.map {
      try OffPolicyRow(
        reward: rewards[$0], action: actions[$0], propensity: propensities[$0],
        targets: targets[$0], predictions: predictions[$0])
    }
    let result = try OffPolicyEvaluation(
      rows: rows,
      estimators: OffPolicyEstimator.suite(
        clip: 5, switchAt: 2, shrinkage: 1, subGaussian: 0.1))
    try expectGolden(result, golden.part("numpy"))
    #expect(result.estimates.count == 10)
  }

  /// The evaluated policy and the reward model are those of the reference: item shares of the
  /// second policy by position with one impression added, and means shrunk by 100 impressions.
  @Test func `equal numpy and obp on Open Bandit Data`() throws {
    let golden = try GoldenFile("ope_golden.json").part("obd_random_men").part("numpy")
    var impressions: [(item: Int, position: Int, click: Double, count: Int)] = []
    var shares = [[Double]](repeating: [Double](repeating: 1, count: 34), count: 3)
    for cells in try PlainCSV(GoldenFile.text("open_bandit_men.csv")).rows {
      let numbers = try cells.dropFirst().map { try #require(Int($0)) }
      if cells[0] == "bts" {
        shares[numbers[1]][numbers[0]] += Double(numbers[3])
      } else {
        impressions.append((numbers[0], numbers[1], Double(numbers[2]), numbers[3]))
      }
    }
    var clicks = [[Double]](repeating: [Double](repeating: 0, count: 34), count: 3)
    var views = clicks
    for row in impressions {
      clicks[row.position][row.item] += row.click * Double(row.count)
      views[row.position][row.item] += Double(row.count)
    }
    let mean = clicks.joined().reduce(0, +) / views.joined().reduce(0, +)
    var rows: [OffPolicyRow] = []
    for row in impressions {
      let total = shares[row.position].reduce(0, +)
      let logged = try OffPolicyRow(
        reward: row.click, action: row.item, propensity: 1.0 / 34,
        targets: shares[row.position].map { $0 / total },
        predictions: zip(clicks[row.position], views[row.position]).map {
          ($0 + 100 * mean) / ($1 + 100)
        })
      for _ in 0..<row.count { rows.append(logged) }
    }
    try expectGolden(OffPolicyEvaluation(rows: rows), golden)
  }

  @Test(
    arguments: [
      [OffPolicyRow(reward: 1, propensity: 0.5, target: 1)],
      [
        OffPolicyRow(reward: 1, propensity: 0, target: 1),
        OffPolicyRow(reward: 1, propensity: 1, target: 1),
      ],
      [
        OffPolicyRow(reward: .nan, propensity: 0.5, target: 1),
        OffPolicyRow(reward: 1, propensity: 1, target: 1),
      ],
      [
        OffPolicyRow(reward: 1, propensity: 0.5, target: -1),
        OffPolicyRow(reward: 1, propensity: 1, target: 1),
      ],
    ])
  func `refuse`(rows: [OffPolicyRow]) {
    #expect(throws: ArgumentError.self) { try OffPolicyEvaluation(rows: rows) }
  }
}
