import Foundation
import GSL
import Support
import TestSupport
import Testing

@testable import MetaLearning

@Suite struct `An evaluation of a log` {
  private func log(_ lines: [String]) throws -> DecisionLog {
    try DecisionLog(Data(lines.joined(separator: "\n").utf8))
  }

  /// A draw that belongs to a row of a test.
  private func stream(_ seed: UInt64, _ row: Int) -> RandomStream {
    RandomStream(
      key: RandomKey(seed: seed), customer: UInt64(row), place: Place("test", "log"),
      purpose: .policy)
  }

  /// As `ope-constant`: the reward is always 5, whoever decides and however.
  private var constant: [String] {
    (0..<400).map { row in
      var draws = stream(1, row)
      let chances = row % 3 == 2 ? [0.5, 0.5] : [0.9, 0.1]
      let action = draws.uniform() < chances[0] ? 0 : 1
      return
        #"{"event_id":"e\#(row)","context":{"x":\#(row % 5)},"actions":[{"id":"a"},{"id":"b"}],"#
        + #""action_index":\#(action),"probs":[\#(chances[0]),\#(chances[1])],"reward":5,"#
        + #""oracle":{"expected_reward":[5,5]}}"#
    }
  }

  @Test func `has no error where rewards do not differ`() throws {
    let log = try log(constant)
    let evaluation = try LogEvaluation(log, target: .action(1, of: log))
    for estimator in [
      OffPolicyEstimator.selfNormalized, .directMethod, .doublyRobust, .selfNormalizedDoublyRobust,
    ] {
      let found = try #require(evaluation.result.estimate(estimator))
      #expect(abs((found.value ?? 0) - 5) < 1e-12)
      #expect(found.standardError == 0)
    }
    #expect(evaluation.target.name.text == "always takes b (number 1)")
    #expect(evaluation.health.trusted == .doublyRobust)
  }

  @Test func `tells lines with the event id of an earlier one, and leaves them out`() throws {
    var lines = constant
    lines[9] = lines[8]
    let evaluation = try LogEvaluation(log(lines), target: .uniform)
    #expect(evaluation.result.count == 399)
    #expect(
      evaluation.health.warnings.contains {
        $0.text == "one line repeats the event id of an earlier one (e8) and is left out"
      })
    let same = try log(Array(repeating: lines[0], count: 9))
    let error = #expect(throws: ArgumentError.self) { try LogEvaluation(same, target: .uniform) }
    #expect(error?.argument == "event_id")
  }

  /// Rewards that follow the context and a policy that does, too.
  private func world(_ seed: UInt64, rows: Int, perCustomer: Int = 1) -> [String] {
    (0..<rows).map { row in
      let customer = row / perCustomer
      var own = stream(seed &+ 1000, customer)
      let x = own.uniform() < 0.5 ? 0.0 : 1
      let taste = own.standardNormal()
      var draws = stream(seed, row)
      let chances = x > 0 ? [0.3, 0.7] : [0.6, 0.4]
      let action = draws.uniform() < chances[0] ? 0 : 1
      let reward = 1 + 2 * x * Double(action) + taste + 0.5 * draws.standardNormal()
      let target = x > 0 ? [0.1, 0.9] : [0.9, 0.1]
      let customers = perCustomer > 1 ? #""customer":\#(customer),"# : ""
      return #"{"event_id":\#(row),\#(customers)"context":{"x":\#(x)},"action_index":\#(action),"#
        + #""probs":[\#(chances[0]),\#(chances[1])],"reward":\#(reward),"#
        + #""target_probs":[\#(target[0]),\#(target[1])],"#
        + #""oracle":{"expected_reward":[1,\#(1 + 2 * x)]}}"#
    }
  }

  /// Share of logs whose interval holds the true value of all customers, 1.9.
  private func coverage(
    _ estimator: OffPolicyEstimator, perCustomer: Int = 1, rows: Int = 400, logs: Int = 200
  ) throws -> Double {
    var held = 0
    for seed in 0..<logs {
      let log = try log(world(UInt64(seed), rows: rows, perCustomer: perCustomer))
      let evaluation = try LogEvaluation(log, target: .logged, estimators: [estimator])
      let found = try #require(evaluation.result.estimate(estimator))
      if (found.lower ?? 2) <= 1.9, 1.9 <= (found.upper ?? 1) { held += 1 }
    }
    return Double(held) / Double(logs)
  }

  @Test(arguments: [
    OffPolicyEstimator.selfNormalized, .doublyRobust, .selfNormalizedDoublyRobust,
  ])
  func `holds the truth as often as it says`(estimator: OffPolicyEstimator) throws {
    // 95 % of 60 less three standard errors.
    #expect(try coverage(estimator, logs: 60) > 0.86)
  }

  @Test func `holds it too where customers decide many times`() throws {
    #expect(try coverage(.doublyRobust, perCustomer: 8, rows: 800, logs: 60) > 0.86)
  }

  @Test func `predicts rewards from the context, and better than by means`() throws {
    let log = try log(world(5, rows: 600))
    let context = try LogEvaluation(log, target: .logged)
    let means = try LogEvaluation(log, target: .logged, model: .means)
    let first = try #require(context.result.estimate(.directMethod)?.value)
    let second = try #require(means.result.estimate(.directMethod)?.value)
    #expect(abs(first - 1.9) < abs(second - 1.9))
    let none = try LogEvaluation(log, target: .logged, model: .none)
    #expect(none.result.estimate(.directMethod) == nil)
    #expect(none.health.trusted == .selfNormalized)
  }

  @Test func `compares two policies with the error of the pair, and its power`() throws {
    let log = try log(world(6, rows: 2000))
    let first = try LogEvaluation(log, target: .logged)
    let second = try LogEvaluation(log, target: .uniform)
    let pair = try LogComparison(first, second)
    // The one earns 1.9, even chances 1.5.
    let truth = try #require(pair.truth)
    #expect(abs(truth - 0.4) < 0.05)
    #expect(pair.lower < truth && truth < pair.upper && pair.pValue < 1e-6)
    let alone = try #require(first.result.estimate(.doublyRobust)?.standardError)
    #expect(pair.standardError < alone)
    // z(.975) + z(.8)
    #expect(abs(pair.detectable / pair.standardError - 2.8015852) < 1e-6)
    let itself = try LogComparison(first, first)
    #expect(itself.difference == 0 && itself.standardError == 0 && itself.pValue == 1)
  }

  @Test func `has an interval for a policy that learned from the log`() throws {
    // After 50 rows the policy almost gives up the action that did worse so far: the plain mean of
    // an action's rewards is biased then, and its chances are far from even.
    var held = 0
    for seed in 0..<60 {
      var sums = [0.0, 0]
      var counts = [1e-9, 1e-9]
      var chances = [0.5, 0.5]
      let lines = (0..<400).map { row in
        if row == 50 {
          chances = sums[0] / counts[0] > sums[1] / counts[1] ? [0.97, 0.03] : [0.03, 0.97]
        }
        var draws = stream(UInt64(seed) &+ 5000, row)
        let action = draws.uniform() < chances[0] ? 0 : 1
        let reward = draws.standardNormal()
        sums[action] += reward
        counts[action] += 1
        return #"{"event_id":\#(row),"action_index":\#(action),"reward":\#(reward),"#
          + #""probs":[\#(chances[0]),\#(chances[1])],"#
          + #""policy":{"name":"p","version":\#(row < 50 ? 0 : 1)}}"#
      }
      let log = try log(lines)
      let evaluation = try LogEvaluation(log, target: .action(1, of: log))
      let found = try #require(evaluation.result.estimate(.adaptiveDoublyRobust))
      if (found.lower ?? 1) <= 0, 0 <= (found.upper ?? -1) { held += 1 }
      #expect(evaluation.health.isAdaptive)
    }
    // 95 % of 60 less three standard errors.
    #expect(held >= 52)
  }

  @Test func `says that nothing can be trusted where the log never did what is asked`() throws {
    let lines = (0..<60).map {
      #"{"event_id":\#($0),"probs":[1,0],"action_index":0,"reward":\#($0 % 2)}"#
    }
    let log = try log(lines)
    let evaluation = try LogEvaluation(log, target: .action(1, of: log))
    #expect(evaluation.health.trusted == nil)
    #expect(evaluation.health.advice.text.hasPrefix("Trust none"))
    #expect(throws: ArgumentError.self) {
      try LogComparison(evaluation, LogEvaluation(log, target: .uniform, model: .none))
    }
  }

  @Test func `takes logs that know only the chance of the action taken`() throws {
    let lines = (0..<40).map {
      #"{"event_id":\#($0),"pscore":0.4,"n_actions":3,"action_index":\#($0 % 3),"reward":1}"#
    }
    let log = try log(lines)
    #expect(log.decisions.allSatisfy { !$0.knowsAllChances && $0.probabilities.count == 3 })
    #expect(try LogEvaluation(log, target: .uniform).result.count == 40)
    #expect(throws: ArgumentError.self) { try LogExport.dsjson.data(of: log) }
    #expect(try log.decisions == log.decisions.map { try LoggedDecision($0.json) })
  }
}
