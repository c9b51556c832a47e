import Foundation
import Support
import TestSupport
import Testing

@testable import Experiments

@Suite struct FigureCatalogueTests {
  @Test(arguments: ["ref_small.csv", "figures_small.csv", "sequential_small.csv"])
  func `The small table's figures are those of the independent reference`(file: String) throws {
    let catalogue = try StatisticCatalogue(path: GoldenFile.path("ab_small.csv"))
    try Self.check(catalogue, against: GoldenFile.figures(file), atLeast: 300)
  }

  @Test(
    .enabled(
      if: PackageFolder.shared("reference/ab/data/ref_small.csv") != nil,
      "needs reference/ab/data in the folder shared beside the package"),
    arguments: [("small", 2_500), ("aa_unequal", 2_550)])
  func `All figures of the reference data agree`(name: String, count: Int) throws {
    let table = try #require(PackageFolder.shared("reference/ab/data/ab_\(name).csv"))
    let reference = try #require(PackageFolder.shared("reference/ab/data/ref_\(name).csv"))
    var options = StatisticOptions()
    if name == "aa_unequal" { options.weights = ["control": 2] }
    let catalogue = try StatisticCatalogue(path: table, options: options)
    let golden = try Self.figures(reference)
    let known = Set(golden.map(\.key))
    #expect(catalogue.figures.allSatisfy { known.contains($0.key) })
    let computed = Set(catalogue.figures.map(\.key))
    try Self.check(
      catalogue, against: golden.filter { computed.contains($0.key) }, atLeast: count)
  }

  @Test func `The list of figures reads back as it was written`() throws {
    let catalogue = try StatisticCatalogue(path: GoldenFile.path("ab_small.csv"))
    var reader = try CSVReader(bytes: Array(catalogue.csv.utf8), file: "figures.csv")
    #expect(reader.header == ["key", "value"])
    var count = 0
    while try reader.next() {
      #expect(Double(reader.text(at: 1)) == catalogue.figures[count].value)
      count += 1
    }
    #expect(count == catalogue.figures.count)
  }

  @Test(arguments: [
    ("group,revenue\na,1\n", "column \"arm\": found no such column"),
    ("arm,revenue\na,1\na,2\n", "found only one arm, \"a\""),
    ("arm,revenue\na,1\na,2\nb,x\n", "row 4, column \"revenue\": found \"x\""),
    ("arm,converted\na,1\na,2\n", "row 3, column \"converted\": found \"2\""),
    ("arm,revenue\na,1\na,2\nb,3\n", "one unit only in arm \"b\""),
  ])
  func `A table at fault gets one message with its place`(text: String, message: String) throws {
    let reader = try CSVReader(bytes: Array(text.utf8), file: "t.csv")
    let error = try #require(throws: ArgumentError.self) { try StatisticCatalogue(reader: reader) }
    #expect(error.description.contains(message))
  }

  private static func figures(_ path: String) throws -> [(key: String, value: Double)] {
    var reader = try CSVReader(path: path)
    var figures: [(key: String, value: Double)] = []
    while try reader.next() {
      if let value = Double(reader.text(at: 1)) { figures.append((reader.text(at: 0), value)) }
    }
    return figures
  }

  private static func check(
    _ catalogue: StatisticCatalogue, against golden: [(key: String, value: Double)],
    atLeast count: Int
  ) throws {
    let values = Dictionary(
      catalogue.figures.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
    #expect(golden.count >= count)
    for (key, expected) in golden {
      guard let value = values[key] else {
        Issue.record("\(key) is not computed")
        continue
      }
      let last = key.split(separator: "/").last ?? ""
      let isPValue = last == "p" || last.hasPrefix("p_")
      #expect(
        GoldenFile.agrees(value, expected, isPValue: isPValue),
        "\(key): \(value) instead of \(expected)")
    }
  }
}
