import Support
import Testing

@testable import Experiments

@Suite struct AnalysisTests {
  @Test func `The family is treatments by metrics over all units and segments stay out`() throws {
    let analysis = try Analysis(
      plan: ReferencePlan.plan(shares: [2, 1, 1]), data: ReferencePlan.unequalData())
    #expect(analysis.family.count == 12)
    #expect(analysis.comparisons.count == 12 * 4)
    #expect(analysis.arms.count == 18 * 4)
    #expect(analysis.segmentNames == ["loyal", "new", "returning"])
    #expect(
      analysis.familyDescription.text
        == "Holm over 2 treatments × 6 metrics (all units);"
        + " segments are exploratory and uncorrected.")
    for comparison in analysis.comparisons {
      #expect((comparison.adjustedPValue == nil) == (comparison.segment != nil))
    }
    let segment = try #require(analysis.comparison(treatment: 1, metric: 0, segment: 1))
    #expect(segment.segmentName == "new")
    #expect(segment.decisionText.hasSuffix("(uncorrected)"))
  }

  @Test func `Tests that cannot be made leave the family and its description says so`() throws {
    let data = TestPlans.data(successes: (0, 0), margins: (5, 5.1))
    let analysis = try Analysis(plan: TestPlans.guarded(tests: .all), data: data)
    #expect(analysis.family.map { $0.adjustedPValue == nil } == [true, false])
    #expect(analysis.familyDescription.text.contains("of which 1 could be tested"))
    #expect(
      analysis.family[0].decisionText
        == "no test: no unit differs from another, so chance cannot be measured")
    #expect(analysis.family[0].difference == 0)
  }

  @Test func `The control may stand anywhere among the arms`() throws {
    let plan = try AnalysisPlan(
      arms: [.init(name: "new", share: 1), .init(name: "old", share: 1)], control: 1,
      metrics: [PlannedMetric(name: "bought", kind: .proportion)])
    let data = ExperimentData(
      counts: [100, 100],
      samples: [
        [.proportion(successes: 30, count: 100)], [.proportion(successes: 20, count: 100)],
      ])
    let comparison = try #require(Analysis(plan: plan, data: data).comparisons.first)
    #expect(comparison.treatmentName == "new")
    #expect(abs((comparison.difference ?? 0) - 0.1) < 1e-15)
  }

  @Test func `Data of another shape or kind are refused`() throws {
    let plan = try TestPlans.guarded()
    var data = TestPlans.data(successes: (1, 2), margins: (5, 5))
    data.samples[1][0] = .mean(Moments(count: 3, mean: 1, variance: 1))
    #expect(
      throws: ArgumentError(
        "metrics of arm \"from 35\" of data", found: "mean and mean",
        allowed: "proportion and mean as in the plan")
    ) { try Analysis(plan: plan, data: data) }
    data.samples.removeLast()
    #expect(throws: ArgumentError.self) { try Analysis(plan: plan, data: data) }
  }

  static let arms = [
    AnalysisPlan.Arm(name: "a", share: 1), AnalysisPlan.Arm(name: "b", share: 1),
  ]
  static let metrics = [PlannedMetric(name: "m", kind: .mean)]

  @Test func `A plan names the argument that is wrong`() throws {
    func fault(_ make: () throws -> AnalysisPlan) -> String {
      do {
        _ = try make()
        return "accepted"
      } catch {
        return "\(error)"
      }
    }
    let arms = Self.arms
    let metrics = Self.metrics
    #expect(
      fault { try AnalysisPlan(arms: [arms[0]], metrics: metrics) }
        == "arms: found 1; allowed: a control and at least one treatment")
    #expect(
      fault { try AnalysisPlan(arms: [arms[0], arms[0]], metrics: metrics) }
        == "arms: found \"a\" twice; allowed: different names")
    #expect(
      fault { try AnalysisPlan(arms: [arms[0], .init(name: "c", share: 0)], metrics: metrics) }
        == "share of arm \"c\": found 0.0; allowed: a positive number")
    #expect(
      fault { try AnalysisPlan(arms: arms, control: 2, metrics: metrics) }
        == "control: found 2; allowed: 0 to 1")
    #expect(
      fault { try AnalysisPlan(arms: arms, metrics: []) }
        == "metrics: found none; allowed: at least one metric")
    #expect(
      fault { try AnalysisPlan(arms: arms, metrics: metrics, primary: 1) }
        == "primary: found 1; allowed: 0 to 0")
    #expect(
      fault { try AnalysisPlan(arms: arms, metrics: metrics, alpha: .nan) }
        == "alpha: found nan; allowed: a number between 0 and 1")
    #expect(
      fault {
        try AnalysisPlan(arms: arms, metrics: metrics, guardrails: [.init(metric: 0, limit: 0)])
      }.hasPrefix("limit of guardrail \"m\": found 0.0; allowed: a relative change above -1"))
  }

}
