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
      alpha: 0.05,
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

  @Test func `The error's degrees of freedom fall where a few batches carry it`() throws {
    // 200 batches of which one stands out: κ = 199.0 and 2·200/198 degrees of freedom.
    let error = try #require(BatchError([1] + [Double](repeating: 0, count: 199)))
    #expect(abs(error.freedom - 2 * 200 / (198.005_025_125_628_15 - 1)) < 1e-6)
    #expect(!error.isReliable)
    // Two values in equal number have the least kurtosis, 1, and all the freedom there is.
    let even = try #require(BatchError([1, -1, 1, -1, 1, -1]))
    #expect(even.freedom == 5)
    #expect(even.isReliable)
    #expect(abs(even.standardError - (6.0 / 5 / 6).squareRoot()) < 1e-15)
    #expect(BatchError([1]) == nil)
  }

  @Test func `A sign is told beyond three standard errors only`() throws {
    func effect(_ level: Int64) throws -> TrueEffect {
      // Forty batches that differ by ±10 around a level.
      let batches = (0..<40).map { batch in
        [(Int64(0)), level + (batch % 2 == 0 ? 10 : -10)].map {
          [RollOutSums(numerator: $0, denominator: 1)]
        }
      }
      return try #require(try Truth(alpha: 0.05, batches: batches).effects[1][0])
    }
    // SE = 10 √(40/39)/√40 = 1.60; t(39) at 0.99865 is 3.21, so that the border is at 5.13.
    #expect(try effect(5).sign == nil)
    #expect(try effect(6).sign == 1)
    #expect(try effect(-6).sign == -1)
    let same = try Truth(
      alpha: 0.05,
      batches: Array(
        repeating: [
          [RollOutSums(numerator: 3, denominator: 1)], [.init(numerator: 3, denominator: 1)],
        ],
        count: 4))
    #expect(same.effects[1][0]?.sign == 0)
  }

  @Test func `One batch gives an effect without an error`() throws {
    let truth = try Truth(
      alpha: 0.05, batches: [Self.batch((10_000, 0), (11_000, 11))], scales: Self.scales)
    let effect = try #require(truth.effects[1][0])
    #expect(effect.standardError == nil && effect.interval == nil)
    #expect(truth.values[0][1] == nil)
    #expect(truth.effects[1][1] == nil)
  }

  @Test func `Batches of another shape are refused`() throws {
    #expect(
      throws: ArgumentError("batches", found: "none", allowed: "at least one batch of one arm")
    ) { try Truth(alpha: 0.05, batches: []) }
    #expect(
      throws: ArgumentError("batches[1]", found: "another shape", allowed: "2 arms of 2 metrics")
    ) { try Truth(alpha: 0.05, batches: [Self.batch((1, 1), (1, 1)), []]) }
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
      alpha: 0.05,
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
