import Scenarios
import Simulation
import Testing

@testable import Experiments
@testable import Studies

/// One plan for a run and for all that is asked about its test.
@Suite struct AnalysisPlanTests {
  private static func text(_ rules: String) -> String {
    """
    journeylab: 1
    title: A small market
    market: {horizon: 30 days, arrivals: {rate: 10 / day}}
    catalogue:
      mug: {price: 14.90, cost: 5.10}
    shipping:
      standard: {fee: 4.95, promised: 3 days}
    journey:
      stages:
        look: {dwell: 1 h, next: {buy: 0, leave: 0}}
        buy: {effect: [add item, order], next: leave}
        leave: end
    experiment:
      arms: {control: {}, cheaper: {shipping.standard.fee: 2.95}}
      primary: revenue per customer
      metrics: [conversion, revenue per customer, median of items per customer, orders per customer capped at 3]
      guardrails: {margin per customer: {no worse than: -5 %}}
      alpha: 10 %
      analysis: {\(rules)}
    """
  }

  private func compiled(_ rules: String) throws -> CompiledScenario {
    let loaded = try ScenarioReader().read(text: Self.text(rules), name: "s.yaml")
    return try CompiledScenario(scenario: loaded.scenario, arms: loaded.arms)
  }

  @Test(arguments: [
    ("hypothesis: greater", Correction.dunnett, CorrectedTests.primary, Alternative.greater),
    ("hypothesis: less, correction: none, family: all", .uncorrected, .all, .less),
    ("correction: hommel, family: primary", .hommel, .primary, .twoSided),
    (
      "correction: benjamini-yekutieli, family: primary and guardrails", .benjaminiYekutieli,
      .primaryAndGuardrails, .twoSided
    ),
  ])
  func `every rule of the scenario is in the plan of a run and of an assessment`(
    rules: String, correction: Correction, tests: CorrectedTests, alternative: Alternative
  ) throws {
    let compiled = try compiled(rules)
    let run = try AnalysisPlan(compiled.scenario, kept: compiled.plan)
    let assessed = try PlannedExperiment(compiled: compiled).plan
    for plan in [run, assessed] {
      #expect(plan.arms.map(\.name) == ["control", "cheaper"])
      #expect(plan.primary == 1 && plan.alpha == 0.1)
      #expect(plan.guardrails == [.init(metric: 4, limit: -0.05)])
      #expect(plan.correction == correction && plan.correctedTests == tests)
      #expect(plan.alternative == alternative)
    }
    // Sums over customers, all that an assessment has, give neither quantiles nor caps.
    #expect(run.metrics.map(\.kind) == [.proportion, .mean, .estimate, .mean, .mean])
    #expect(assessed.metrics.map(\.kind) == [.proportion, .mean, .estimate, .estimate, .mean])
  }
}
