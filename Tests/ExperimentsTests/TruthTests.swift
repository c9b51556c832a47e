import Support
import Testing

@testable import Experiments

@Suite struct TruthTests {
  /// Two arms; margin in cents per customer and average order value.
  static func plan() throws -> AnalysisPlan {
    try AnalysisPlan(
      arms: [.init(name: "control", share: 1), .init(name: "big", share: 1)],
      metrics: [
        PlannedMetric(
          name: "margin", kind: .mean, unit: .money(currency: "EUR", decimals: 2)),
        PlannedMetric(name: "order value", kind: .ratio),
      ])
  }

  static func batch(
    _ control: (Int64, Int64), _ treated: (Int64, Int64)
  ) -> [[RollOutSums]] {
    [control, treated].map { margin, orders in
      [
        RollOutSums(numerator: margin, denominator: 100),
        RollOutSums(numerator: margin * 10, denominator: orders),
      ]
    }
  }

  static let scales = [RollOutScale(numerator: 100), RollOutScale(numerator: 100)]

  @Test func `Batches are pooled and their spread gives the Monte-Carlo error`() throws {
    let truth = try Truth(
      plan: Self.plan(),
      batches: [
        Self.batch((10_000, 10), (11_000, 11)), Self.batch((12_000, 10), (13_200, 10)),
        Self.batch((14_000, 10), (14_800, 10)),
      ], scales: Self.scales)
    #expect(truth.values[0][0] == 1.2)
    #expect(truth.values[1][0] == 1.3)
    #expect(truth.effects[0] == [nil, nil])
    let effect = try #require(truth.effects[1][0])
    #expect(abs(effect.difference - 0.1) < 1e-12)
    #expect(abs((effect.relative ?? 0) - 1.0 / 12) < 1e-12)
    // Differences 0.10, 0.12, 0.08: sd 0.02, over the root of 3; t(2) at 97.5 % is 4.302652730.
    let error = 0.02 / 3.0.squareRoot()
    #expect(abs((effect.standardError ?? 0) - error) < 1e-12)
    #expect(abs((effect.interval?.upper ?? 0) - (0.1 + 4.302_652_730 * error)) < 1e-9)
    let ratio = try #require(truth.effects[1][1])
    #expect(abs(ratio.treatmentValue - 3_900.0 / 31) < 1e-9)
  }

  @Test func `One batch gives an effect without an error`() throws {
    let truth = try Truth(
      plan: Self.plan(), batches: [Self.batch((10_000, 0), (11_000, 11))], scales: Self.scales)
    let effect = try #require(truth.effects[1][0])
    #expect(effect.standardError == nil && effect.interval == nil)
    #expect(truth.values[0][1] == nil)
    #expect(truth.effects[1][1] == nil)
  }

  @Test func `Batches of another shape are refused`() throws {
    let plan = try Self.plan()
    #expect(
      throws: ArgumentError("batches", found: "none", allowed: "at least one batch")
    ) { try Truth(plan: plan, batches: []) }
    #expect(
      throws: ArgumentError("batches[1]", found: "another shape", allowed: "2 arms of 2 metrics")
    ) { try Truth(plan: plan, batches: [Self.batch((1, 1), (1, 1)), []]) }
  }

  static func analysis(treatedMargin: Double) throws -> Analysis {
    let samples: [[MetricSample]] = [1.2, treatedMargin].map { margin in
      let moments = Moments(count: 10_000, mean: margin, variance: 4)
      let orders = Moments(count: 10_000, mean: 0.1, variance: 0.09)
      return [
        .mean(moments),
        .ratio(JointMoments(numerator: moments, denominator: orders, covariance: 0.3)),
      ]
    }
    let truth = try Truth(
      plan: plan(),
      batches: [batch((12_000, 10), (13_000, 10)), batch((12_000, 10), (13_000, 10))],
      scales: [RollOutScale(numerator: 100), RollOutScale(numerator: 1_000)])
    let data = ExperimentData(counts: [10_000, 10_000], samples: samples)
    return try Analysis(plan: plan(), data: data).attaching(truth)
  }

  @Test func `An estimate near the truth speaks for the split`() throws {
    let analysis = try Self.analysis(treatedMargin: 1.31)
    let truth = try #require(analysis.comparisons[0].truth)
    #expect(abs((truth.bias ?? 0) - 0.01) < 1e-9)
    #expect(truth.isCovered == true)
    #expect(!truth.exceedsChance)
    let validity = SplitValidity(analysis: analysis, sharedState: [])
    #expect(validity.isValid)
    #expect(validity.warning == nil)
  }

  @Test func `An estimate far from the truth is a warning that names both`() throws {
    let analysis = try Self.analysis(treatedMargin: 1.75)
    #expect(analysis.comparisons[0].truth?.isCovered == false)
    let validity = SplitValidity(analysis: analysis, sharedState: ["stock"])
    #expect(!validity.isValid)
    let warning = try #require(validity.warning?.text)
    #expect(warning.hasPrefix("Units share stock, so one arm's units change"))
    #expect(
      warning.contains(
        "On margin the test reports +46 % for big where the roll-out gives +8.3 %"))
    #expect(
      SplitValidity(analysis: analysis, sharedState: []).warning?.text
        .contains("look for a fault in the assignment") == true)
  }

  @Test func `Shared state alone is a warning`() throws {
    let validity = SplitValidity(
      analysis: try Self.analysis(treatedMargin: 1.31), sharedState: ["stock", "reviews"])
    #expect(validity.warning?.text.hasPrefix("Units share stock and reviews, so") == true)
    #expect(validity.biased.isEmpty)
  }
}
