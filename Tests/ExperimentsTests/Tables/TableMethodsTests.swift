import Support
import TestSupport
import Testing

@testable import Experiments

@Suite struct TableMethodsTests {
  static func methods(
    _ change: (inout MethodOptions) -> Void
  ) throws -> [TableMethods.Row] {
    var options = MethodOptions()
    change(&options)
    let input = try TableInput(
      path: GoldenFile.path("ab_small.csv"), options: ReferencePlan.options(metrics: 3))
    return try TableMethods(
      input, table: TableAnalysis(input), options: options
    ).rows.filter { $0.treatmentName == "free_ship" }
  }

  static func golden() throws -> [String: Double] {
    var figures: [String: Double] = [:]
    for name in ["figures_small.csv", "ref_small.csv"] {
      for figure in try GoldenFile.figures(name) { figures[figure.key] = figure.value }
    }
    return figures
  }

  /// Checks the figures of a row against those of the independent reference.
  static func check(_ row: TableMethods.Row?, _ keys: [String: Double?]) throws {
    let golden = try golden()
    for (key, value) in keys {
      let reference = try #require(golden["comparisons/free_ship/\(key)"], "\(key)")
      let found = try #require(value, "\(key)")
      #expect(GoldenFile.agrees(found, reference, isPValue: key.contains("/p")), "\(key)")
    }
    #expect(row != nil)
  }

  @Test func `tests agree with the reference`() throws {
    let rows = try Self.methods { $0.tests = [.z, .welch, .student, .mannWhitney] }
    func row(_ metric: String, _ method: String) -> TableMethods.Row? {
      rows.first { $0.metricName == metric && $0.method == method }
    }
    let z = row("conversion", "z")
    try Self.check(
      z,
      [
        "conversion/diff": z?.estimate, "conversion/p_pooled": z?.pValue,
        "conversion/ci_wald_lo": z?.interval?.lower,
      ])
    let welch = row("aov", "welch")
    try Self.check(
      welch, ["aov/welch/diff": welch?.estimate, "aov/welch/p": welch?.pValue])
    let student = row("revenue", "student")
    try Self.check(
      student,
      ["revenue/student/p": student?.pValue, "revenue/student/ci_lo": student?.interval?.lower])
    let ranks = row("revenue", "mann-whitney")
    try Self.check(ranks, ["revenue/mwu/p_nocc": ranks?.pValue])
    #expect(
      row("aov", "mann-whitney")?.note?.text
        == "not made of a ratio of sums, which no unit has by itself"
    )
  }

  @Test func `one-sided tests, margins and posteriors agree with the reference`() throws {
    let rows = try Self.methods {
      $0.tests = [.welch]
      $0.alternative = .greater
      $0.margin = 0.02
      $0.isBayesian = true
    }
    func row(_ metric: String, _ method: String) -> TableMethods.Row? {
      rows.first { $0.metricName == metric && $0.method == method }
    }
    let welch = row("revenue", "welch")
    try Self.check(welch, ["revenue/welch/p_greater": welch?.pValue])
    #expect(welch?.interval?.upper == .infinity)
    let margin = row("revenue", "non-inferiority")
    try Self.check(margin, ["revenue/noninf/p_greater": margin?.pValue])
    #expect(
      margin?.note?.text
        == "not shown to be no worse than the control by 2 %, at 2.5 % on one side as a guardrail")
    // Reference: chance to beat 0.05599, expected loss 0.034811.
    #expect(
      row("conversion", "Bayes, beta(1, 1)")?.note?.text
        == "chance to beat 5.6 %, expected loss 0.03481")
  }

  @Test func `a covariate adjusts means as in the reference`() throws {
    let rows = try Self.methods { $0.covariates = ["pre_revenue"] }
    let row = rows.first { $0.metricName == "revenue" && $0.method == "CUPED" }
    let key = "revenue_cuped/pair_pooled/welch"
    try Self.check(
      row,
      [
        "\(key)/diff": row?.estimate, "\(key)/p": row?.pValue, "\(key)/ci_lo": row?.interval?.lower,
        "\(key)/ci_hi": row?.interval?.upper,
      ])
    #expect(row?.note?.text.hasPrefix("removes ") == true)
  }

  @Test func `quantiles and capped means agree with the reference`() throws {
    let texts = [
      "p95=quantile(0.95):revenue", "all=capped(0.99):revenue",
      "some=capped(0.99,non-zero):revenue",
    ]
    let metrics = try texts.map { try #require(try MethodOptions.Metric(parsing: $0)) }
    let rows = try Self.methods { $0.metrics = metrics }
    let quantile = rows.first { $0.metricName == "p95" }
    try Self.check(
      quantile,
      [
        "revenue_quantiles_all/p95/diff": quantile?.estimate,
        "revenue_quantiles_all/p95/ci_lo": quantile?.interval?.lower,
      ])
    let capped = rows.first { $0.metricName == "all" }
    try Self.check(
      capped,
      [
        "revenue_capped_all/welch/diff": capped?.estimate,
        "revenue_capped_all/welch/p": capped?.pValue,
      ])
    // Reference: caps 80.1256 over all units and 188.091 over those above zero.
    #expect(capped?.note?.text.hasPrefix("capped at 80.13,") == true)
    #expect(
      rows.first { $0.metricName == "some" }?.note?.text.hasPrefix("capped at 188.1,") == true)
  }

  @Test func `resampling is the same for the same seed`() throws {
    func rows(_ seed: UInt64) throws -> [TableMethods.Row] {
      try Self.methods {
        $0.tests = [.permutation, .bootstrap]
        $0.resamples = 50
        $0.seed = seed
      }
    }
    #expect(try rows(1) == rows(1))
    #expect(try rows(1) != rows(2))
  }

  @Test(arguments: [
    "x=quantile(1):y", "x=quantile(a):y", "x=capped(0):y", "x=capped(value x):y",
    "x=quantile(0.5):",
  ])
  func `a quantile or cap out of range is refused with the forms`(text: String) {
    let error = #expect(throws: ArgumentError.self) { try MethodOptions.Metric(parsing: text) }
    #expect(error?.allowed.contains("NAME=quantile(Q):COLUMN") == true)
  }

  @Test(arguments: ["x=mean:y", "x=mean:y(1):z", "x", "=quantile(0.5):y"])
  func `other metrics are left to the plan`(text: String) throws {
    #expect(try MethodOptions.Metric(parsing: text) == nil)
  }
}
