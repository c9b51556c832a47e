import Support
import Testing

@testable import Experiments

@Suite struct PlanRulesTests {
  private func plan(
    tests: CorrectedTests, correction: Correction = .bonferroni, side: Alternative = .twoSided
  ) throws -> AnalysisPlan {
    try AnalysisPlan(
      arms: [.init(name: "control", share: 1), .init(name: "from 35", share: 1)],
      metrics: [
        PlannedMetric(name: "conversion", kind: .proportion),
        PlannedMetric(name: "margin", kind: .mean), PlannedMetric(name: "items", kind: .mean),
      ],
      guardrails: [.init(metric: 1, limit: -0.1)], correction: correction, correctedTests: tests,
      alternative: side)
  }

  private func data(successes: (Int, Int) = (1000, 1090)) -> ExperimentData {
    ExperimentData(
      counts: [10_000, 10_000],
      samples: [(successes.0, 2.0), (successes.1, 2.02)].map { successes, mean in
        [
          .proportion(successes: successes, count: 10_000),
          .mean(Moments(count: 10_000, mean: mean, variance: 1)),
          .mean(Moments(count: 10_000, mean: mean, variance: 1)),
        ]
      })
  }

  @Test(arguments: [
    (CorrectedTests.all, [0, 1, 2]), (.primary, [0]), (.primaryAndGuardrails, [0, 1]),
  ])
  func `A correction covers the family that the plan names`(
    tests: CorrectedTests, metrics: [Int]
  ) throws {
    let analysis = try Analysis(plan: plan(tests: tests), data: data())
    for comparison in analysis.family {
      let p = try #require(comparison.pValue)
      if metrics.contains(comparison.metric) {
        #expect(comparison.adjustedPValue == min(1, p * Double(metrics.count)))
      } else {
        #expect(comparison.adjustedPValue == nil)
        #expect(comparison.decisionText.hasSuffix("(uncorrected)"))
      }
    }
    #expect(analysis.familyDescription.text.contains("1 treatment × \(metrics.count) metric"))
  }

  @Test func `No correction leaves p-values as they are`() throws {
    let analysis = try Analysis(
      plan: plan(tests: .all, correction: .uncorrected), data: data())
    #expect(analysis.family.allSatisfy { $0.adjustedPValue == $0.pValue })
  }

  @Test(arguments: [(1000, 1090), (1090, 1000)])
  func `One side of zero has half the p-value, the other the rest`(
    successes: (Int, Int)
  ) throws {
    func p(_ side: Alternative) throws -> Double {
      let analysis = try Analysis(
        plan: plan(tests: .primary, side: side), data: data(successes: successes))
      return try #require(analysis.comparison(treatment: 1, metric: 0)?.pValue)
    }
    let (both, greater, less) = (try p(.twoSided), try p(.greater), try p(.less))
    #expect(abs(greater + less - 1) < 1e-12)
    #expect(abs(min(greater, less) - both / 2) < 1e-12)
    #expect((greater < less) == (successes.0 < successes.1))
  }

  @Test(arguments: [1, 5, 20])
  func `The always-valid boundary is the confidence sequence's half-width`(looks: Int) throws {
    let observations = (1...looks).map {
      SequentialPath.Observation(
        units: $0 * 1000, estimate: 0.5, standardError: 1 / Double($0).squareRoot())
    }
    let path = try SequentialPath(
      observations: observations, plannedUnits: looks * 1000, boundary: .alwaysValid)
    for look in path.looks {
      let sequence = try #require(look.confidenceSequence)
      #expect(abs(look.criticalValue - sequence.criticalValue) < 1e-12 * look.criticalValue)
    }
  }

  @Test func `Peeking has the critical value of one look at each`() throws {
    let values = try GroupSequentialBoundary.peeking.criticalValues(
      information: GroupSequentialDesign.equalLooks(5), alpha: 0.05)
    #expect(values.allSatisfy { abs($0 - 1.959_963_984_540_054) < 1e-12 })
  }

  @Test(arguments: [2.5, -2.5, 0.5])
  func `The looks decide the primary metric`(statistic: Double) throws {
    let plan = try plan(tests: .all)
    let path = try SequentialPath(
      observations: [
        .init(units: 10_000, estimate: 0.001, standardError: 0.01),
        .init(units: 20_000, estimate: statistic * 0.005, standardError: 0.005),
      ], plannedUnits: 20_000)
    let analysis = try Analysis(plan: plan, data: data()).deciding(by: [nil, path])
    let primary = try #require(analysis.comparison(treatment: 1, metric: 0))
    let expected: Decision = statistic > 2 ? .better : statistic < -2 ? .worse : .inconclusive
    #expect(primary.decision == expected)
    #expect(primary.adjustedPValue == path.stopped?.pValue)
  }
}
