import GSL
import Support
import Testing

@testable import Experiments

@Suite struct VerdictTests {
  @Test func `A better primary metric with a held guardrail ships`() throws {
    let verdict = try TestPlans.verdict(successes: (300, 400), margins: (5, 5.1))
    #expect(verdict?.action == .ship)
    #expect(
      verdict?.reason.text
        == "conversion is better: +33 % [+15.1, +54], p = 0.00012,"
        + " and every guardrail held: margin.")
  }

  @Test func `A worse primary metric does not ship`() throws {
    let verdict = try TestPlans.verdict(successes: (400, 300), margins: (5, 5.1))
    #expect(verdict?.action == .doNotShip)
    #expect(verdict?.reason.text.hasPrefix("conversion is worse: -25 % [") == true)
  }

  @Test func `A breached guardrail forbids whatever the primary metric gained`() throws {
    let verdict = try TestPlans.verdict(successes: (300, 400), margins: (5, 4.5))
    #expect(verdict?.action == .doNotShip)
    #expect(
      verdict?.reason.text.hasPrefix("guardrail margin breached (-10.0 % [-10.5, -9.5]") == true)
  }

  @Test func `A guardrail that is not settled asks for more units and is named`() throws {
    let verdict = try TestPlans.verdict(successes: (300, 400), margins: (5, 4.95), variance: 25)
    #expect(verdict?.action == .keepTesting)
    #expect(verdict?.reason.text.contains("but not settled: guardrail margin (-1.00 % [") == true)
  }

  @Test func `An unclear primary metric asks for more units`() throws {
    let verdict = try TestPlans.verdict(successes: (300, 310), margins: (5, 5.1))
    #expect(verdict?.action == .keepTesting)
    #expect(verdict?.reason.text.hasPrefix("conversion shows no clear difference: +3.3 %") == true)
  }

  @Test func `A failed sample-ratio check overrides everything`() throws {
    let verdict = try TestPlans.verdict(
      successes: (300, 400), margins: (5, 5.1), counts: [10_000, 10_700])
    #expect(verdict?.action == .doNotTrust)
    #expect(verdict?.reason.text.contains("sample-ratio p < 0.0001") == true)
  }

  @Test func `A positive limit forbids a rise`() throws {
    let held = try TestPlans.verdict(successes: (300, 400), margins: (5, 4.5), limit: 0.02)
    #expect(held?.action == .ship)
    let breached = try TestPlans.verdict(successes: (300, 400), margins: (5, 5.5), limit: 0.02)
    #expect(breached?.action == .doNotShip)
  }

  @Test func `A guarded metric that never moved in either arm is held`() throws {
    let verdict = try TestPlans.verdict(successes: (300, 400), margins: (0, 0), variance: 0)
    #expect(verdict?.action == .ship)
  }

  @Test func `A guardrail with a negative baseline is judged on the difference`() throws {
    let held = try TestPlans.verdict(successes: (300, 400), margins: (-1, 1))
    #expect(held?.action == .ship)
    let breached = try TestPlans.verdict(successes: (300, 400), margins: (-1, -1.1))
    #expect(breached?.action == .doNotShip)
    #expect(
      breached?.reason.text.hasPrefix("guardrail margin breached (-0.10 EUR [-0.13, -0.07]") == true
    )
    // Within the limit's 2 % of 1, but not shown to be.
    let open = try TestPlans.verdict(successes: (300, 400), margins: (-1, -1.01))
    #expect(open?.action == .keepTesting)
  }

  @Test(arguments: [(0.025, GuardrailResult.State.held), (0.03, .unsettled)])
  func `A guardrail is held at half of alpha on its side`(
    p: Double, state: GuardrailResult.State
  ) throws {
    // m1 - 0.98 m0 lies so many standard errors above zero that its one-sided p is just below.
    let z = StandardNormal.upperQuantile(p) + 0.02
    let error = (1 + 0.98 * 0.98).squareRoot() / 100
    let data = TestPlans.data(successes: (300, 400), margins: (5, 4.9 + z * error))
    let analysis = try Analysis(plan: TestPlans.guarded(), data: data)
    #expect(analysis.guardrails[0].state == state)
  }

  @Test func `A primary metric that cannot be tested keeps testing and says why`() throws {
    let verdict = try TestPlans.verdict(successes: (0, 0), margins: (5, 5.1))
    #expect(verdict?.action == .keepTesting)
    #expect(verdict?.reason.text.contains("no unit differs from another") == true)
  }

  @Test func `Where less is better a fall is better`() throws {
    let plan = try AnalysisPlan(
      arms: [.init(name: "control", share: 1), .init(name: "quick", share: 1)],
      metrics: [PlannedMetric(name: "returned", kind: .proportion, higherIsBetter: false)])
    let data = ExperimentData(
      counts: [10_000, 10_000],
      samples: [
        [.proportion(successes: 400, count: 10_000)], [.proportion(successes: 300, count: 10_000)],
      ])
    let analysis = try Analysis(plan: plan, data: data)
    #expect(analysis.comparisons.first?.decision == .better)
    #expect(analysis.verdicts.first?.action == .ship)
  }
}
