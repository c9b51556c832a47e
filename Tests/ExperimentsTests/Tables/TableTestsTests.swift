import Foundation
import Support
import TestSupport
import Testing

@testable import Experiments

@Suite struct TableTestsTests {
  static func options() throws -> TableOptions {
    TableOptions(
      armColumn: "arm", metrics: [try TableMetric(parsing: "ctr=proportion:clicks/impressions")])
  }

  static func tests(_ text: String) throws -> TableTests {
    try TableTests(
      reader: CSVReader(bytes: Array(text.utf8), file: "t.csv"), testColumn: "test",
      options: try options())
  }

  /// The tea-tasting counts of Fisher with n = 8: chi-square of 3/4 against 1/4 is 2.
  @Test func `each test stands for itself`() throws {
    let table = try Self.tests(
      "test,arm,impressions,clicks\nx,a,4,1\ny,a,100,7\nx,b,4,3\ny,b,300,21\nz,a,9,1\n")
    #expect(table.tests.map(\.name) == ["x", "y", "z"])
    #expect(table.tests.map(\.counts) == [[4, 4], [100, 300], [9]])
    let first = try #require(table.tests[0].results[0].statistic.value)
    #expect(abs(first.value - 2) < 1e-12)
    #expect(first.degreesOfFreedom == 1)
    let second = try #require(table.tests[1].results[0].statistic.value)
    #expect(abs(second.value) < 1e-12)
    // 100 and 300 of 400 against halves: (100² + 100²)/200 = 100.
    #expect(abs(table.tests[1].sampleRatio.statistic - 100) < 1e-9)
    #expect(table.tests[2].results[0].statistic == .undefined(.tooFewUnits))
    #expect(table.mismatched == 1)
    #expect(table.significant(metric: 0) == (2, 0, 0))
  }

  @Test(arguments: [
    ("test,arm,impressions,clicks\nx,a,4,5\n", "row 2, column \"clicks\": found \"5\""),
    ("test,arm,impressions,clicks\nx,a,4.5,1\n", "row 2, column \"impressions\": found \"4.5\""),
    ("test,arm,impressions,clicks\n,a,4,1\n", "row 2, column \"test\": found an empty cell"),
    ("test,arm,impressions,clicks\n", "found no rows below the header"),
  ])
  func `a fault is named with its place`(text: String, message: String) {
    let error = #expect(throws: ArgumentError.self) { try Self.tests(text) }
    #expect(error?.description.contains(message) == true)
  }

  /// The Upworthy archive (Matias and others 2021, doi:10.1038/s41597-021-00934-7).
  @Test(
    .enabled(
      if: PackageFolder.shared("data/upworthy_exploratory_slim.csv") != nil,
      "needs upworthy_exploratory_slim.csv in the folder shared beside the package"))
  func `the headlines of a real archive give their known shares`() throws {
    let path = try #require(PackageFolder.shared("data/upworthy_exploratory_slim.csv"))
    let table = try TableTests(
      TableInput(path: path, options: try Self.options()), testColumn: "test_id")
    #expect(table.tests.count == 4_873)
    // 45.2 % chi-square p < .05 and 15.5 % sample-ratio mismatch p < .001.
    #expect(table.significant(metric: 0).significant == 2_203)
    #expect(table.mismatched == 753)
  }
}
