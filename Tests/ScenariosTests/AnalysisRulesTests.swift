import TestSupport
import Testing

@testable import Scenarios

@Suite struct AnalysisRulesTests {
  private static func load(_ experiment: String) throws -> Experiment {
    let text = SampleScenario.small.text + "experiment:\n" + experiment
    return try ScenarioReader().read(text: text, name: "small.yaml").scenario.experiment
  }

  @Test(arguments: [
    ("median of revenue per customer", Metric.quantile(of: .revenue, percent: 50, over: .all)),
    ("50 % quantile of items per customer", .quantile(of: .items, percent: 50, over: .all)),
    (
      "99.5% quantile of margin per customer over non-zero",
      .quantile(of: .margin, percent: 99.5, over: .nonZero)
    ),
    ("revenue per customer capped at 200.50", .capped(.revenue, at: .value(200.5))),
    ("orders per customer capped at 3", .capped(.orders, at: .value(3))),
    (
      "margin per customer capped at 99 % of non-zero",
      .capped(.margin, at: .quantile(percent: 99, over: .nonZero))
    ),
    ("time to purchase", .timeToPurchase(withinHours: nil)),
    ("time to purchase within 14 days", .timeToPurchase(withinHours: 336)),
  ])
  func `A metric made of customers' figures is read from its words`(
    text: String, metric: Metric
  ) throws {
    let experiment = try Self.load("  primary: \(text)\n  metrics: [conversion]\n")
    #expect(experiment.primary == metric)
    #expect(experiment.metrics == [.conversion, metric])
    // Its name is a way to write it.
    #expect(try MetricParser.parse(metric.name, currency: .standard) == metric)
  }

  @Test(arguments: [
    ("0 % quantile of revenue per customer", "needs a share greater than 0 %"),
    ("100 % quantile of revenue per customer", "needs a share greater than 0 %"),
    ("median of revenue per costumer", "did you mean `revenue per customer`?"),
    ("median of conversion", "is made of a figure that every customer has"),
    ("revenue per customer capped at -3", "must not be negative"),
    ("revenue per customer capped at 0", "needs a cap greater than 0"),
    ("revenue per customer capped at 3.999", "has 3 decimals"),
    ("revenue per customer capped at 200 of non-zero", "belongs to a share"),
    ("orders per customer capped at 2.5", "must be a whole number"),
    ("time to purchase within 14", "needs a unit"),
  ])
  func `A metric at fault gets one message`(text: String, message: String) throws {
    let faults = try #require(throws: ScenarioFaults.self) {
      try Self.load("  primary: \(text)\n")
    }
    #expect(faults.description.contains(message))
  }

  @Test func `Without analysis the rules are the usual ones`() throws {
    let experiment = try Self.load("  primary: conversion\n")
    #expect(experiment.analysis == AnalysisRules())
    #expect(experiment.warmUpHours == nil)
    #expect(experiment.analysis.correction == .dunnett)
    #expect(experiment.analysis.tests == .primary)
  }

  @Test func `Every rule is read`() throws {
    let experiment = try Self.load(
      """
        warm_up: 14 days
        analysis:
          correction: benjamini-yekutieli
          family: primary and guardrails
          covariates: [revenue before, orders before]
          hypothesis: greater
          bayes: {prior mean: 1 %, prior sd: 10 %}
          aa: yes

      """)
    #expect(experiment.warmUpHours == 336)
    var rules = AnalysisRules()
    rules.correction = .benjaminiYekutieli
    rules.tests = .primaryAndGuardrails
    rules.covariates = [.revenue, .orders]
    rules.hypothesis = .greater
    rules.prior = LiftPrior(mean: 0.01, standardDeviation: 0.1)
    rules.isAA = true
    #expect(experiment.analysis == rules)
  }

  @Test(arguments: [
    ("obrien-fleming", SpendingRule.obrienFleming), ("pocock", .pocock), ("power(3)", .power(3)),
    ("hsd(-4)", .hwangShihDeCani(-4)), ("always valid", .alwaysValid), ("none", .peeking),
  ])
  func `A spending rule is read`(text: String, rule: SpendingRule) throws {
    let experiment = try Self.load("  analysis: {looks: 5, spending: \(text)}\n")
    #expect(experiment.analysis.looks == 5)
    #expect(experiment.analysis.spending == rule)
  }

  @Test(arguments: [
    ("  analysis: {covariates: [orders before]}\n", "`covariates` need a warm-up"),
    ("  analysis: {spending: pocock}\n", "`spending` needs `looks`"),
    ("  analysis: {looks: 5, spending: power(-1)}\n", "greater than 0"),
    ("  analysis: {looks: 5, spending: linear}\n", "must be `obrien-fleming`"),
    ("  analysis: {looks: 1}\n", "at least 2"),
    ("  analysis: {correction: holmes}\n", "did you mean `holm`?"),
    ("  analysis: {bayes: {prior mean: 0}}\n", "missing key `prior sd`"),
    ("  analysis: {stratify: [segment, segment]}\n", "stands twice"),
    (
      "  warm_up: 1 day\n  analysis: {covariates: [orders before], stratify: segment}\n",
      "has both `covariates` and `stratify`"
    ),
    (
      "  primary: median of revenue per customer\n  analysis: {looks: 3}\n",
      "`looks` follow sums over customers"
    ),
    ("  analysis: {looks: 3, stratify: segment}\n", "has both `looks` and `stratify`"),
    ("  analysis: {looks: 3, hypothesis: less}\n", "has both `looks` and `hypothesis`"),
  ])
  func `Rules that contradict each other are refused`(text: String, message: String) throws {
    let faults = try #require(throws: ScenarioFaults.self) { try Self.load(text) }
    #expect(faults.description.contains(message))
  }

  @Test func `In an A/A test every arm is the control`() throws {
    let text =
      SampleScenario.small.text + """
        experiment:
          arms:
            control: {}
            cheaper: {shipping.standard.fee: 1.95}
          analysis: {aa: yes}

        """
    let loaded = try ScenarioReader().read(text: text, name: "small.yaml")
    #expect(loaded.arms == [loaded.scenario, loaded.scenario])
    #expect(loaded.scenario.experiment.arms.map(\.name) == ["control", "cheaper"])
  }
}
