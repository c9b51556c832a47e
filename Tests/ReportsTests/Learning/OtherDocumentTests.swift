import Foundation
import MetaLearning
import Scenarios
import Simulation
import Studies
import Support
import Testing

@testable import Reports

/// Documents of a single decision, log or customer.
@Suite struct `A document of one decision, log or customer` {
  private static let explanation = """
    {"scenario": "What brings back those who left their basket?", "learner": "agnostic",
     "decision": "message", "market": 3, "markets": 3, "taskFeatures": ["income"],
     "statusQuo": 0, "isBinary": true, "isLogOdds": true,
     "context": [{"name": "visits", "value": 2, "usual": 1.0154, "isGiven": true},
       {"name": "log(basket_value)", "value": 3.782, "usual": 3.782, "isGiven": false}],
     "actions": [
       {"name": "nothing", "probability": 0.25, "expected": 0.2, "deviation": 0.03,
        "reasons": [{"feature": "constant", "amount": -1.4, "deviation": 0.1},
          {"feature": "visits", "amount": 0.2, "deviation": 0.1}]},
       {"name": "voucher 9", "probability": 0.75, "expected": 0.32, "deviation": 0.04,
        "reasons": []}]}
    """

  private static func log(_ rows: Int) -> Data {
    Data(
      (0..<rows).map { row in
        """
        {"event_id": "\(row)", "ts": "", "context": {}, "action_index": \(row % 2), \
        "probs": [0.5, 0.5], "reward": \(row % 3), "policy": {"name": "even", "version": 1}, \
        "oracle": {"expected_reward": [1, 0.9]}}
        """
      }.joined(separator: "\n").utf8)
  }

  private static let scenario = """
    journeylab: 1
    title: Does a lower price pay?
    market:
      horizon: 20 days
      arrivals: {customers: 40}
    population:
      traits:
        price_sensitivity: lognormal(mean: 1, sd: 0.4)
    catalogue:
      mug: {price: 20.00, cost: 5.00}
    journey:
      stages:
        look:
          effect: add item
          dwell: exponential(mean: 1 h)
          next: {buy: {constant: 0.2, price * price_sensitivity: -0.02}, leave: 0}
        buy: {effect: order, dwell: 1 h, next: leave}
        leave: end
    experiment:
      arms:
        as now: {}
        a price that is five euros lower: {catalogue.mug.price: 15.00}
      primary: conversion
    """

  private static func documents() throws -> [Document] {
    let explanation = try JSONDecoder().decode(
      DecisionExplanation.self, from: Data(explanation.utf8))
    let evaluation = try LogEvaluation(DecisionLog(log(60)), target: .bestMean)
    let loaded = try ScenarioReader().read(text: scenario, name: "price.yaml")
    let compiled = try CompiledScenario(scenario: loaded.scenario, arms: loaded.arms)
    let run = ExperimentRun(compiled: compiled, options: RunOptions(seed: 4))
    let replays = try (0..<8).compactMap { try run.replay(customer: $0) }
    return [
      ExplanationDocument(explanation).document, EvaluationDocument(evaluation).document,
    ]
      + replays.map {
        ReplayDocument(scenario: compiled.scenario, plan: compiled.plan, replay: $0).document
      }
  }

  @Test(arguments: [60, 160]) func `fits any width, no value broken`(width: Int) throws {
    for document in try Self.documents() {
      let text = TextRenderer(width: width).render(document)
      for line in text.split(separator: "\n") { #expect(line.count <= width, "\(line)") }
      for value in Widths.values(of: document) { #expect(text.contains(value), "\(value)") }
    }
  }

  @Test func `says how sure a policy is, in the unit of its rewards`() throws {
    let text = TextRenderer().render(try Self.documents()[0])
    #expect(text.contains("decided by an agnostic policy in a new market, after 3 others"))
    #expect(
      text.contains("voucher 9 looks best, 12.00 points ±5.00 ahead of nothing: the policy is"))
    #expect(text.contains("rather sure"))
    #expect(text.contains("usual customer of the market"))
  }

  @Test func `sets the true value beside each estimate, and warns`() throws {
    let document = try Self.documents()[1]
    let text = TextRenderer().render(document)
    for part in [
      "60 decisions", "true value", "off by", "Trust none of them far", "warning: the policy",
    ] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
    guard case .array(let estimates)? = document.values["estimates"] else {
      Issue.record("no estimates")
      return
    }
    #expect(estimates.count == OffPolicyEstimator.standard.count)
  }

  @Test func `tells a customer's visits arm by arm`() throws {
    let text = TextRenderer().render(try Self.documents()[2])
    for part in ["Customer 0", "Side by side", "Under as now, visit 1: look", "<- draw"] {
      #expect(text.contains(part), "\(part) in \(text)")
    }
  }
}
