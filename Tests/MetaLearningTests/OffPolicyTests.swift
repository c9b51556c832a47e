import Foundation
import Support
import TestSupport
import Testing

@testable import MetaLearning

@Suite struct `Off-policy estimators` {
  /// The reference's figures, but for three errors that it has wrong by its own data.
  ///
  /// It takes the divisor of the self-normalised means for known: their errors here are by the
  /// delta method, which it prints for snipw as `se_delta`. It takes the model's predictions for
  /// the truth: of the direct method's error the rows alone tell nothing.
  private func expectGolden(
    _ result: OffPolicyEvaluation, _ golden: GoldenFile, rows: [OffPolicyRow]
  ) throws {
    for estimate in result.estimates {
      let expected = try golden.part(estimate.estimator.name)
      let value = try #require(estimate.value)
      #expect(abs(value - (try expected.number("value"))) < 1e-9)
      if estimate.estimator == .directMethod { continue }
      var error = try expected.number("se")
      switch estimate.estimator {
      case .selfNormalized: error = try expected.number("se_delta")
      case .selfNormalizedDoublyRobust: error = deltaError(rows)
      default: break
      }
      #expect(abs((estimate.standardError ?? .nan) - error) < 1e-9)
      #expect(abs((estimate.lower ?? .nan) - (value - 1.959963984540054 * error)) < 1e-9)
      #expect(abs((estimate.upper ?? .nan) - (value + 1.959963984540054 * error)) < 1e-9)
    }
    let health = try golden.part("_diag")
    #expect(abs(result.effectiveSampleSize - (try health.number("ess"))) < 1e-6)
    #expect(abs(result.maximumWeight - (try health.number("max_w"))) < 1e-9)
    #expect(abs(result.meanWeight - (try health.number("mean_w"))) < 1e-9)
    #expect(abs(result.loggedMean - (try health.number("on_policy_mean"))) < 1e-9)
    #expect(Double(result.count) == (try health.number("n")))
  }

  /// Error of mean(dm) + Σ w (r − q)/Σ w, each row's derivative taken numerically.
  private func deltaError(_ rows: [OffPolicyRow]) -> Double {
    let size = Double(rows.count)
    let direct = rows.reduce(0) { $0 + $1.direct }
    let weights = rows.reduce(0) { $0 + $1.weight }
    let gains = rows.reduce(0) { $0 + $1.weight * ($1.reward - $1.predicted) }
    func value(_ row: OffPolicyRow, _ share: Double) -> Double {
      (direct + share * row.direct) / (size + share)
        + (gains + share * row.weight * (row.reward - row.predicted))
        / (weights + share * row.weight)
    }
    let squares = rows.reduce(0) { sum, row in
      let slope = (value(row, 1e-4) - value(row, -1e-4)) / 2e-4
      return sum + slope * slope
    }
    return (squares * size / (size - 1)).squareRoot()
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
    try expectGolden(result, golden.part("numpy"), rows: rows)
    #expect(result.estimates.count == 10)
    #expect(result.estimate(.directMethod)?.standardError == nil)
  }

  /// The evaluated policy and the reward model are those of the reference: item shares of the
  /// second policy by position with one impression added, and means shrunk by 100 impressions.
  @Test func `equal numpy and obp on Open Bandit Data`() throws {
    let golden = try GoldenFile("ope_golden.json").part("obd_random_men").part("numpy")
    let bandit = try OpenBandit()
    let log = try bandit.log()
    let evaluation = try LogEvaluation(log, target: .logged, model: .means)
    try expectGolden(evaluation.result, golden, rows: evaluation.rows)
    // By the derivative of the estimate with respect to each row: .00094, 142 times the
    // reference's .0000066, which holds the click rates of 34 items for known.
    let direct = try #require(evaluation.result.estimate(.directMethod)?.standardError)
    let reasoned = bandit.directError
    #expect(reasoned > 100 * 6.611102508418308e-06)
    #expect(abs(direct / reasoned - 1) < 0.2, "\(direct) \(reasoned)")
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

  @Test func `have no value, and no NaN, where no row has weight`() throws {
    let rows = Array(repeating: OffPolicyRow(reward: 1, propensity: 0.5, target: 0), count: 9)
    let result = try OffPolicyEvaluation(rows: rows)
    for estimator in OffPolicyEstimator.standard where estimator != .directMethod {
      #expect(result.estimate(estimator)?.value == nil)
    }
    for estimate in result.estimates {
      for number in [estimate.value, estimate.standardError, estimate.lower, estimate.upper] {
        #expect(number?.isFinite != false)
      }
    }
  }

  @Test func `count rows of one customer as one`() throws {
    // Each row four times over, as decisions of one customer: the error must not shrink.
    let once = (0..<50).map { index in
      OffPolicyRow(
        reward: Double(index % 7), propensity: 0.5, target: index % 2 == 0 ? 0.8 : 0.2)
    }
    let many = once.indices.flatMap { index in
      (0..<4).map { _ in
        var row = once[index]
        row.cluster = index
        return row
      }
    }
    let plain = try OffPolicyEvaluation(rows: once)
    let clustered = try OffPolicyEvaluation(rows: many)
    #expect(clustered.clusters == 50 && clustered.count == 200)
    for (left, right) in zip(plain.estimates, clustered.estimates)
    where left.estimator != .directMethod {
      let first = try #require(left.standardError)
      let second = try #require(right.standardError)
      #expect(abs(first - second) < 1e-12 * first)
      #expect(first > 0)
    }
  }
}

/// Impressions and clicks of the Open Bandit sample, counted by policy, item and position.
private struct OpenBandit {
  private var impressions: [(item: Int, position: Int, click: Double, count: Int)] = []
  private var shares = [[Double]](repeating: [Double](repeating: 1, count: 34), count: 3)

  init() throws {
    for cells in try PlainCSV(GoldenFile.text("open_bandit_men.csv")).rows {
      let numbers = try cells.dropFirst().map { try #require(Int($0)) }
      if cells[0] == "bts" {
        shares[numbers[1]][numbers[0]] += Double(numbers[3])
      } else {
        impressions.append((numbers[0], numbers[1], Double(numbers[2]), numbers[3]))
      }
    }
    shares = shares.map { row in row.map { $0 / row.reduce(0, +) } }
  }

  func log() throws -> DecisionLog {
    var decisions: [LoggedDecision] = []
    for row in impressions {
      for _ in 0..<row.count {
        var decision = try LoggedDecision(
          event: "\(decisions.count)", position: row.position, context: [:], count: 34,
          action: row.item, chance: 1.0 / 34, reward: row.click, policy: "random")
        decision.targets = shares[row.position]
        decisions.append(decision)
      }
    }
    return DecisionLog(decisions)
  }

  /// Error of the direct method with shrunk means, by the derivative for each impression's weight.
  var directError: Double {
    let none = [[Double]](repeating: [Double](repeating: 0, count: 34), count: 3)
    var clicks = none
    var views = none
    for row in impressions {
      clicks[row.position][row.item] += row.click * Double(row.count)
      views[row.position][row.item] += Double(row.count)
    }
    let size = views.joined().reduce(0, +)
    let mean = clicks.joined().reduce(0, +) / size
    var reach = 0.0
    var values = [0.0, 0, 0]
    for position in 0..<3 {
      for item in 0..<34 {
        let views = views[position][item] + 100
        values[position] += shares[position][item] * (clicks[position][item] + 100 * mean) / views
      }
    }
    let seen = views.map { $0.reduce(0, +) / size }
    for position in 0..<3 {
      for item in 0..<34 {
        reach += seen[position] * shares[position][item] / (views[position][item] + 100)
      }
    }
    let value = zip(seen, values).reduce(0) { $0 + $1.0 * $1.1 }
    var squares = 0.0
    for row in impressions {
      let (p, a) = (row.position, row.item)
      let views = views[p][a] + 100
      let slope =
        seen[p] * shares[p][a] * (row.click / views - (clicks[p][a] + 100 * mean) / (views * views))
        + 100 * reach * (row.click - mean) / size + (values[p] - value) / size
      squares += Double(row.count) * slope * slope
    }
    return squares.squareRoot()
  }
}
