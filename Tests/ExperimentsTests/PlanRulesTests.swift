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

  /// Two looks at shares of 10 %, the first with this many and the second with that many successes
  /// of the treatment.
  private func looks(
    _ first: Int, _ second: Int, boundary: GroupSequentialBoundary = .pocock
  ) throws -> (analysis: Analysis, looks: FollowedLooks) {
    let plan = try plan(tests: .all)
    let pairs = [(5_000, 500, first), (10_000, 1_000, second)].map { count, control, treated in
      [
        nil,
        SamplePair(
          treatment: .proportion(successes: treated, count: count),
          control: .proportion(successes: control, count: count)),
      ]
    }
    let looks = try FollowedLooks(plan: plan, pairs: pairs, planned: 2, boundary: boundary)
    return (try Analysis(plan: plan, data: data()).deciding(by: looks), looks)
  }

  @Test func `The looks decide and are reported with the look that did`() throws {
    let (analysis, looks) = try looks(620, 1_010)
    let primary = try #require(analysis.comparison(treatment: 1, metric: 0))
    #expect(primary.decision == .better)
    #expect(primary.look == DecisiveLook(number: 1, planned: 2, stops: true))
    // The estimate is that of the first look, 2.4 points, and not of the end.
    #expect(abs((primary.difference ?? 0) - 0.024) < 1e-12)
    #expect(primary.interval?.contains(0) == false)
    #expect(primary.lift.value?.interval?.contains(0) == false)
    #expect(primary.adjustedPValue == looks.paths[1]?.stopped?.pValue)
    #expect(analysis.verdicts[0].reason.text.contains("stopped at look 1 of 2"))
  }

  @Test func `A path without a crossing ends with the interval of its last boundary`() throws {
    // z = 2.04 at the end is beyond 1.96 and within Pocock's 2.18.
    let (analysis, looks) = try looks(500, 1_088)
    let primary = try #require(analysis.comparison(treatment: 1, metric: 0))
    #expect((primary.pValue ?? 1) < 0.05)
    #expect(primary.decision == .inconclusive)
    #expect(primary.interval?.contains(0) == true)
    #expect(primary.adjustedPValue.map { $0 > 0.05 } == true)
    #expect(looks.paths[1]?.stop == nil)
  }

  @Test func `A path that is to go on says no more than that`() throws {
    let plan = try plan(tests: .all)
    let pair = SamplePair(
      treatment: .proportion(successes: 590, count: 5_000),
      control: .proportion(successes: 500, count: 5_000))
    let looks = try FollowedLooks(
      plan: plan, pairs: [[nil, pair]], planned: 5, share: 0.2, boundary: .obrienFleming)
    let path = try #require(looks.paths[1])
    // O'Brien and Fleming's first of five critical values (1979): 4.56.
    #expect(abs(path.looks[0].criticalValue - 4.56) < 0.01)
    let analysis = try Analysis(plan: plan, data: data()).deciding(by: looks)
    let primary = try #require(analysis.comparison(treatment: 1, metric: 0))
    #expect(primary.adjustedPValue == nil && primary.interval?.contains(0) == true)
    #expect(analysis.verdicts[0].action == .keepTesting)
    #expect(analysis.verdicts[0].reason.text.contains("no boundary crossed by look 1 of 5"))
  }

  @Test func `An always-valid p-value is the least so far`() throws {
    let (analysis, looks) = try looks(560, 1_010, boundary: .alwaysValid)
    let path = try #require(looks.paths[1])
    let values = path.looks.compactMap { $0.confidenceSequence?.pValue }
    #expect(values[0] < values[1])
    #expect(path.pValue == values[0])
    #expect(analysis.comparison(treatment: 1, metric: 0)?.adjustedPValue == values[0])
  }

  /// Armitage, McPherson and Rowe (1969) for 5 %; 1.67 % by the same recursion.
  @Test func `Peeking has the error that it has`() throws {
    let arms = (0..<4).map { AnalysisPlan.Arm(name: "arm \($0)", share: 1) }
    let plan = try AnalysisPlan(
      arms: arms, metrics: [PlannedMetric(name: "conversion", kind: .proportion)])
    let pairs = (1...5).map { look -> [SamplePair?] in
      let sample = MetricSample.proportion(successes: 10 * look, count: 100 * look)
      return [nil] + (1...3).map { _ in SamplePair(treatment: sample, control: sample) }
    }
    let looks = try FollowedLooks(plan: plan, pairs: pairs, planned: 5, boundary: .peeking)
    #expect(looks.alpha == 0.05 / 3)
    #expect(abs(looks.errorRate - 0.0525) < 5e-5)
    #expect(abs(looks.peekingErrorRate - 0.1417) < 5e-5)
  }

  @Test func `A one-sided test of looks is crossed on its side alone`() throws {
    let observations = [
      SequentialPath.Observation(units: 500, estimate: -4, standardError: 1),
      SequentialPath.Observation(units: 1_000, estimate: 1.8, standardError: 1),
    ]
    let path = try SequentialPath(
      observations: observations, plannedUnits: 1_000, boundary: .peeking, alternative: .greater)
    #expect(path.stop == 1)
    #expect(abs(path.decisiveLevel - 0.05) < 1e-12)
    #expect(path.looks[1].repeatedInterval.upper == .infinity)
    #expect(path.looks[1].repeatedInterval.lower > 0)
  }
}
