import TestSupport
import Testing

@testable import Experiments

@Suite struct GoldenTests {
  @Test func `The small table agrees with the independent reference`() throws {
    let whole = try table(GoldenFile.path("ab_small.csv"), metrics: 6)
    let family = try table(GoldenFile.path("ab_small.csv"), metrics: 3)
    #expect(whole.rows == 900)
    try check(
      GoldenFigure(analysis: whole.analysis, data: whole.data, family: family.analysis),
      against: "ref_small.csv")
  }

  @Test func `Exact sums of the unequal A/A data agree with the independent reference`() throws {
    let data = try ReferencePlan.unequalData()
    let analysis = try Analysis(plan: ReferencePlan.plan(shares: [2, 1, 1]), data: data)
    let family = try Analysis(
      plan: ReferencePlan.plan(shares: [2, 1, 1], metrics: 3),
      data: ReferencePlan.unequalData(metrics: 3))
    try check(
      GoldenFigure(analysis: analysis, data: data, family: family), against: "ref_aa_unequal.csv")
  }

  @Test(
    .enabled(
      if: PackageFolder.shared("reference/ab/data/ab_aa_unequal.csv") != nil,
      "needs ab_aa_unequal.csv in the folder shared beside the package"))
  func `Rows of the unequal A/A data agree with the independent reference`() throws {
    let path = try #require(PackageFolder.shared("reference/ab/data/ab_aa_unequal.csv"))
    let weights = ["control": 0.5, "free_ship": 0.25, "price_cut": 0.25]
    let whole = try table(path, metrics: 6, allocation: weights)
    let family = try table(path, metrics: 3, allocation: weights)
    #expect(whole.rows == 30_000)
    try check(
      GoldenFigure(analysis: whole.analysis, data: whole.data, family: family.analysis),
      against: "ref_aa_unequal.csv")
  }

  private func table(
    _ path: String, metrics: Int, allocation: [String: Double] = [:]
  ) throws -> TableAnalysis {
    var options = try ReferencePlan.options(metrics: metrics)
    options.allocation = allocation
    return try TableAnalysis(path: path, options: options)
  }

  private func check(_ figure: GoldenFigure, against name: String) throws {
    let golden = try GoldenFile.figures(name)
    #expect(golden.count > 200)
    for (key, expected) in golden {
      guard let value = figure.value(key) else {
        Issue.record("\(key) is not computed")
        continue
      }
      let isPValue = key.hasSuffix("/p") || key.contains("p_pooled") || key.contains("multipl")
      #expect(
        GoldenFile.agrees(value, expected, isPValue: isPValue),
        "\(key): \(value) instead of \(expected)")
    }
  }
}
