import GSL
import Support
import Testing

@testable import Experiments

/// A decision and the interval printed beside it never contradict each other.
@Suite struct DualityTests {
  private static let sides: [Alternative] = [.twoSided, .greater, .less]

  /// Four arms with a share, a mean near zero, a ratio and a quantile, drawn by the seed.
  private static func data(seed: UInt64) -> ExperimentData {
    var stream = RandomStream(
      key: RandomKey(seed: seed), customer: 0, place: Place("test", "pair"), purpose: .bootstrap)
    let samples = (0..<4).map { arm -> [MetricSample] in
      let count = 40 + Int(stream.uniform() * 400)
      let share = 0.02 + 0.3 * stream.uniform() + 0.04 * Double(arm)
      let successes = (0..<count).count { _ in stream.uniform() < share }
      let mean = 0.4 * (stream.uniform() - 0.3) + 0.1 * Double(arm)
      let joint = JointMoments(
        numerator: Moments(count: count, mean: 12 + stream.uniform(), variance: 30),
        denominator: Moments(count: count, mean: 3, variance: 2), covariance: 3)
      return [
        .proportion(successes: successes, count: count),
        .mean(Moments(count: count, mean: mean, variance: 1 + stream.uniform())),
        .ratio(joint),
        .estimate(
          ArmEstimate(
            kind: .quantile, count: count, value: 5 + 0.5 * stream.uniform(),
            standardError: 0.1 + 0.1 * stream.uniform())),
      ]
    }
    return ExperimentData(counts: samples.map { $0[0].count }, samples: samples)
  }

  private static func plan(
    _ correction: Correction, _ tests: CorrectedTests, _ side: Alternative, primary: Int
  ) throws -> AnalysisPlan {
    try AnalysisPlan(
      arms: ["control", "a", "b", "c"].map { .init(name: $0, share: 1) },
      metrics: [
        PlannedMetric(name: "share", kind: .proportion), PlannedMetric(name: "mean", kind: .mean),
        PlannedMetric(name: "ratio", kind: .ratio),
        PlannedMetric(name: "quantile", kind: .estimate, higherIsBetter: false),
      ], primary: primary, correction: correction, correctedTests: tests, alternative: side)
  }

  @Test(arguments: Correction.allCases)
  func `An interval excludes no effect exactly where the decision says so`(
    correction: Correction
  ) throws {
    var found = (clear: 0, unclear: 0)
    for seed in 1...60 {
      let data = Self.data(seed: UInt64(seed))
      let plan = try Self.plan(
        correction, [.all, .primary][seed % 2], Self.sides[seed % 3], primary: seed % 4)
      for comparison in try Analysis(plan: plan, data: data).comparisons {
        let isClear = comparison.decision == .better || comparison.decision == .worse
        let test = try #require(comparison.test.value)
        #expect(test.interval.contains(0) != isClear, "\(correction) \(seed) \(comparison)")
        if let lift = comparison.lift.value?.interval {
          #expect(lift.contains(0) != isClear, "\(correction) \(seed) \(comparison)")
        }
        if let adjusted = comparison.adjustedPValue { #expect((adjusted < 0.05) == isClear) }
        #expect(
          comparison.lift.value?.interval.map { $0.lower >= -1 } ?? true
            || comparison.metric != 0)
        found = isClear ? (found.clear + 1, found.unclear) : (found.clear, found.unclear + 1)
      }
    }
    #expect(found.clear > 50 && found.unclear > 50)
  }

  /// Levels, and rejections, agree with the adjusted p-values on any family.
  @Test(arguments: Correction.allCases)
  func `A p-value is below its level where its adjusted value is below alpha`(
    correction: Correction
  ) {
    var stream = RandomStream(
      key: RandomKey(seed: 7), customer: 0, place: Place("test", "pair"), purpose: .bootstrap)
    for size in 1...12 {
      for _ in 0..<40 {
        let p = (0..<size).map { _ in 0.08 * stream.uniform() * stream.uniform() }
        let adjusted = correction.adjust(p)
        for (level, (p, adjusted)) in zip(correction.levels(p, alpha: 0.05), zip(p, adjusted)) {
          #expect((p < level) == (adjusted < 0.05), "\(correction) \(size) \(p) \(level)")
          #expect(level <= 0.05 + 1e-15)
        }
      }
    }
  }

  @Test func `Levels are those of the procedures' own steps`() {
    let p = [0.001, 0.02, 0.04, 0.5]
    #expect(Correction.bonferroni.levels(p, alpha: 0.05) == [0.0125, 0.0125, 0.0125, 0.0125])
    #expect(
      Correction.holm.levels(p, alpha: 0.05).map { ($0 * 1e6).rounded() } == [
        12_500, 16_667, 16_667, 16_667,
      ])
    // Two of four are rejected by Benjamini and Hochberg: intervals at 2/4 of alpha for both.
    #expect(
      Correction.benjaminiHochberg.levels(p, alpha: 0.05).map { ($0 * 1e6).rounded() } == [
        25_000, 25_000, 37_500, 50_000,
      ])
    #expect(Correction.hochberg.levels([0.04, 0.045], alpha: 0.05) == [0.05, 0.05])
  }

  /// Dunnett (1964, doi:10.2307/2528490), two-sided 5 % points for infinite degrees of freedom and
  /// equal arms: 2.21 for two treatments, 2.35 for three, 2.44 for four; one-sided 1.92, 2.06, 2.16.
  @Test(arguments: [
    (2, Alternative.twoSided, 2.21), (3, .twoSided, 2.35), (4, .twoSided, 2.44),
    (2, .greater, 1.92), (3, .greater, 2.06), (4, .less, 2.16),
  ])
  func `Several treatments are judged at Dunnett's critical values`(
    treatments: Int, side: Alternative, published: Double
  ) throws {
    let arms = (0...treatments).map { AnalysisPlan.Arm(name: "arm \($0)", share: 1) }
    let plan = try AnalysisPlan(
      arms: arms, metrics: [PlannedMetric(name: "revenue", kind: .mean)], alternative: side)
    let tests = (1...treatments).map { _ in FamilyTest(metric: 0, pValue: 0.02, controlShare: 0.5) }
    let judged = plan.judge(tests)
    let level = try #require(judged.first?.level)
    let critical = StandardNormal.upperQuantile(side == .twoSided ? level / 2 : level)
    #expect(abs(critical - published) < 0.006)
    #expect(judged.allSatisfy { $0.isRejected == (0.02 < level) })
  }

  @Test func `Dunnett's p-value is that of the reference`() throws {
    let arms = [
      Moments(count: 400, mean: 1, variance: 4), Moments(count: 200, mean: 1.3, variance: 4),
    ]
    let control = Moments(count: 400, mean: 1.1, variance: 4)
    let reference = try #require(
      Dunnett.compare(control: control, treatments: arms, alpha: 0.05).value)
    let distribution = MaximumDistribution(
      loadings: arms.map { (Double($0.count) / Double($0.count + control.count)).squareRoot() })
    for (statistic, expected) in zip(reference.statistics, reference.pValues) {
      let p = 2 * StandardNormal.upperTail(abs(statistic))
      #expect(abs(distribution.adjust(p) - expected) < 1e-12)
    }
  }
}
