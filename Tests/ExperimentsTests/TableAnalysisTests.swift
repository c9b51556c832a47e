import Foundation
import TestSupport
import Testing

@testable import Experiments

@Suite struct TableAnalysisTests {
  @Test(arguments: [97, 4_096])
  func `Chunks of any size give the same bytes of result`(chunk: Int) throws {
    let bytes = Array(try GoldenFile.text("ab_small.csv").utf8)
    let options = try ReferencePlan.options()
    let whole = try TableAnalysis(
      reader: CSVReader(bytes: bytes, file: "t.csv"), options: options)
    let parts = try TableAnalysis(
      reader: CSVReader(bytes: bytes, file: "t.csv", chunk: chunk), options: options)
    #expect(whole == parts)
  }

  @Test func `The order of rows does not matter`() throws {
    let text = try GoldenFile.text("ab_small.csv")
    var lines = text.split(separator: "\n")
    let head = lines.removeFirst()
    let reversed = ([head] + lines.reversed()).joined(separator: "\n")
    let options = try ReferencePlan.options()
    let forward = try TableAnalysis(path: GoldenFile.path("ab_small.csv"), options: options)
    let backward = try TableAnalysis(
      reader: CSVReader(bytes: Array(reversed.utf8), file: "t.csv"), options: options)
    #expect(forward.data.counts == backward.data.counts)
    #expect(forward.plan == backward.plan)
    #expect(forward.analysis.segmentNames == backward.analysis.segmentNames)
    for (left, right) in zip(forward.analysis.comparisons, backward.analysis.comparisons) {
      let p = try #require(left.pValue)
      #expect(abs(p - (right.pValue ?? -1)) <= 1e-9 * p)
    }
  }

  @Test func `Segments partition the units`() throws {
    let table = try TableAnalysis(
      path: GoldenFile.path("ab_small.csv"), options: ReferencePlan.options())
    for arm in 0..<3 {
      #expect(table.data.segments.reduce(0) { $0 + $1.counts[arm] } == table.data.counts[arm])
    }
  }

  @Test func `Quoted and long cells name arms like others`() throws {
    let long = "an arm with a rather long name"
    let text = "arm,y\n\"a \"\"b\"\"\",1\n\(long),2\n\"a \"\"b\"\"\",3\n\"\(long)\",5\n"
    let table = try TableAnalysis(
      reader: CSVReader(bytes: Array(text.utf8), file: "t.csv"),
      options: TableOptions(
        armColumn: "arm", metrics: [TableMetric(name: "y", source: .mean(column: "y"))],
        control: long))
    #expect(table.plan.arms.map(\.name) == [long, "a \"b\""])
    #expect(table.analysis.comparisons.first?.difference == -1.5)
  }

  @Test func `Arms that are numbers stand in the order of numbers`() throws {
    let rows = ["10", "9", "0", "x", "1e1x"].map { "\($0),1\n\($0),2\n" }.joined()
    let table = try TableAnalysis(
      reader: CSVReader(bytes: Array("arm,y\n\(rows)".utf8), file: "t.csv"),
      options: TableOptions(
        armColumn: "arm", metrics: [TableMetric(name: "y", source: .mean(column: "y"))]))
    #expect(table.plan.arms.map(\.name) == ["0", "9", "10", "1e1x", "x"])
  }

  @Test func `A table without any variance gives a defined result`() throws {
    let text = "arm,y,d\na,1,0\na,1,0\nb,1,0\nb,1,0\n"
    let table = try TableAnalysis(
      reader: CSVReader(bytes: Array(text.utf8), file: "t.csv"),
      options: TableOptions(
        armColumn: "arm",
        metrics: [
          TableMetric(name: "y", source: .mean(column: "y")),
          TableMetric(name: "r", source: .ratio(numerator: "y", denominator: "d")),
        ]))
    #expect(
      table.analysis.comparisons.map(\.test)
        == [.undefined(.zeroVariance), .undefined(.zeroDenominator)])
    #expect(table.analysis.comparisons.map(\.difference) == [0, nil])
  }

  /// Karlan and List's matching grants, as published with the data.
  @Test(
    .enabled(
      if: PackageFolder.shared("data/charitable_slim.csv") != nil,
      "needs charitable_slim.csv in the folder shared beside the package"))
  func `Real matching grants give their published figures`() throws {
    let path = try #require(PackageFolder.shared("data/charitable_slim.csv"))
    var options = TableOptions(
      armColumn: "treatment",
      metrics: [TableMetric(name: "gave", source: .proportion(column: "out_gavedum"))],
      allocation: ["0": 1, "1": 2])
    let table = try TableAnalysis(path: path, options: options)
    let comparison = try #require(table.analysis.comparisons.first)
    #expect(table.data.counts == [16_687, 33_396])
    #expect(round(comparison.controlValue, 4) == 0.0179)
    #expect(round(comparison.treatmentValue, 4) == 0.022)
    #expect(round(comparison.difference, 5) == 0.00418)
    #expect(round(comparison.statistic, 2) == 3.1)
    #expect(round(comparison.pValue, 4) == 0.0019)
    #expect(!table.analysis.sampleRatio.isFailed)
    options.armColumn = "arm"
    options.allocation = ["control": 3, "1:1": 2, "2:1": 2, "3:1": 2]
    let arms = try TableAnalysis(path: path, options: options)
    #expect(arms.analysis.arms.map { round($0.value, 4) } == [0.0179, 0.0207, 0.0226, 0.0227])
  }

  private func round(_ value: Double?, _ decimals: Int) -> Double? {
    value.map { ($0 * pow(10, Double(decimals))).rounded() / pow(10, Double(decimals)) }
  }
}
