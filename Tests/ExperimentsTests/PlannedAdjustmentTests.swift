import TestSupport
import Testing

@testable import Experiments

/// Adjustments from moments, as simulated experiments keep them, against columns and the reference.
@Suite struct PlannedAdjustmentTests {
  private let arms: [String: [(revenue: Double, before: Double)]]
  private let golden: [String: Double]

  init() throws {
    var arms: [String: [(revenue: Double, before: Double)]] = [:]
    for row in try PlainCSV(GoldenFile.text("ab_small.csv")).records {
      let figures = try ["revenue", "pre_revenue"].map { name in
        try #require(row[name].flatMap(Double.init))
      }
      arms[try #require(row["arm"]), default: []].append((figures[0], figures[1]))
    }
    self.arms = arms
    golden = Dictionary(
      try GoldenFile.figures("figures_small.csv") + GoldenFile.figures("ref_small.csv"),
      uniquingKeysWith: { first, _ in first })
  }

  private func moments(_ arm: String) throws -> CovariateMoments {
    let rows = arms[arm] ?? []
    let joint = try JointMoments(
      numerator: rows.map(\.revenue), denominator: rows.map(\.before))
    return CovariateMoments(
      outcome: joint.numerator, means: [joint.denominator.mean],
      covariances: [[joint.denominator.variance]], products: [joint.covariance])
  }

  private func close(_ value: Double, _ key: String) throws {
    let golden = try #require(golden[key], "\(key)")
    #expect(abs(value - golden) <= 1e-9 * abs(golden), "\(key): \(value) and \(golden)")
  }

  @Test(arguments: ["free_ship", "price_cut"])
  func `CUPED from moments gives the reference's figures`(treatment: String) throws {
    let found = try #require(
      PairAdjustment(treatment: moments(treatment), control: moments("control")))
    guard case .mean(let control) = found.control, case .mean(let treated) = found.treatment else {
      Issue.record("adjusted figures are no means")
      return
    }
    let test = try #require(
      DifferenceTest.compare(
        treatment: found.treatment, control: found.control, alpha: 0.05
      ).value)
    let key = "comparisons/\(treatment)/revenue_cuped/pair_pooled"
    let figures = [
      ("mean0", control.mean), ("mean1", treated.mean), ("var0", control.variance),
      ("var1", treated.variance), ("welch/diff", test.difference),
      ("welch/se", test.standardError), ("var_reduction", found.varianceReduction),
    ]
    var checked = 0
    for (name, value) in figures where golden["\(key)/\(name)"] != nil {
      try close(value, "\(key)/\(name)")
      checked += 1
    }
    // Where the small file lacks them, the columns themselves are the reference.
    let columns = try #require(
      try MultipleCUPED.adjust(
        treatment: sample(treatment), control: sample("control")
      ).value)
    #expect(abs(columns.treatment.mean - treated.mean) < 1e-12 * abs(treated.mean))
    #expect(abs(columns.control.variance - control.variance) < 1e-12 * control.variance)
    #expect(treatment == "price_cut" || checked == figures.count)
  }

  private func sample(_ arm: String) throws -> CovariateSample {
    let rows = arms[arm] ?? []
    return try CovariateSample(
      outcome: rows.map(\.revenue), covariates: [rows.map(\.before)])
  }

  @Test(arguments: [0.0, 0.3, 0.8, 0.99])
  func `Arms alike lose the squared correlation of their variance`(correlation: Double) throws {
    let arm = CovariateMoments(
      outcome: Moments(count: 1000, mean: 5, variance: 9), means: [2], covariances: [[4]],
      products: [correlation * 6])
    let found = try #require(PairAdjustment(treatment: arm, control: arm))
    #expect(abs(found.varianceReduction - correlation * correlation) < 1e-12)
  }

  @Test func `A covariate without variance adjusts nothing`() {
    let arm = CovariateMoments(
      outcome: Moments(count: 1000, mean: 5, variance: 9), means: [0], covariances: [[0]],
      products: [0])
    #expect(PairAdjustment(treatment: arm, control: arm) == nil)
  }

  @Test func `Strata of equal mix and effect leave the difference and take their own variance`() {
    // Two halves at 0 and 10 with variance 1 within: 26.25 or so over all, 1 within.
    func stratum(_ mean: Double) -> MetricSample {
      .mean(Moments(count: 500, mean: mean, variance: 1))
    }
    let spread = (999 * 1.0 - 1 + 1000 * 25) / 999
    let found = PairAdjustment(
      treatment: [stratum(1), stratum(11)], control: [stratum(0), stratum(10)],
      whole: (
        .mean(Moments(count: 1000, mean: 6, variance: spread)),
        .mean(Moments(count: 1000, mean: 5, variance: spread))
      ))
    #expect(found?.treatment.value == 6)
    #expect(found?.control.value == 5)
    #expect(abs((found?.varianceReduction ?? 0) - (1 - 1 / spread)) < 1e-12)
  }
}
