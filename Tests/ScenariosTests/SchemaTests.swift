import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite struct `The JSON Schema` {
  private let validator: SchemaValidator

  init() throws {
    validator = SchemaValidator(
      try JSONDecoder().decode(AnyJSON.self, from: Data(ScenarioSchema.jsonSchema().utf8)))
  }

  private func problems(_ text: String) throws -> [String] {
    let log = FaultLog()
    let origin = Mark(file: "", line: 1, column: 1, length: 1)
    let tree = try #require(TreeReader.read(text, origin: origin, log: log))
    return validator.problems(AnyJSON(tree))
  }

  @Test func `is of draft 2020-12 and uses only keywords that the validator knows`() throws {
    #expect(ScenarioSchema.jsonSchema().contains("https://json-schema.org/draft/2020-12/schema"))
    #expect(validator.unknownKeywords == [])
  }

  @Test(arguments: ScenarioFiles.valid)
  func `accepts valid files`(file: URL) throws {
    #expect(try problems(String(contentsOf: file, encoding: .utf8)) == [])
  }

  @Test func `accepts the small file and one that extends it`() throws {
    #expect(try problems(SampleScenario.small.text) == [])
    #expect(try problems("extends: small.yaml\ntitle: Changed\n") == [])
  }

  /// Faults of a file as a whole, which no schema can express, by the beginnings of file names.
  private static let beyond = [
    "action", "allocation", "arm", "arms", "channel-shares", "choose-twice", "choose-without",
    "correlation-d", "correlation-t", "correlation-u", "correlation-w", "correlations",
    "daily-all", "decimals", "delivery", "distribution", "edge", "end-with", "extends", "formula",
    "guardrail", "lever", "loop", "metric", "move", "next", "no-end", "primary", "refund",
    "segment-shares", "self-loop", "stage-without", "start-missing", "start-not", "state",
    "stock-order",
    "too-many", "trait-and", "trait-missing", "trait-unknown", "unreachable", "rate-zero",
    "horizon-zero", "product-key", "share-out", "price-with-exponent", "alpha", "duplicate",
    "empty", "only",
    "yaml", "peak", "formula", "shop-number-unknown", "quantity-without", "quantity-of-unknown",
    "shop-number-called-as",
    "arrivals-until-after",
    "coefficient-nan", "popularity-not", "popularity-over", "family", "learning", "policy",
  ]

  @Test(
    arguments: ScenarioFiles.broken.filter { file in
      !beyond.contains { file.lastPathComponent.hasPrefix($0) }
    })
  func `refuses files whose form is broken`(file: URL) throws {
    #expect(try !problems(String(contentsOf: file, encoding: .utf8)).isEmpty)
  }

  @Test(arguments: [
    ("dwell: 1 h", "dwell: gama(1 h, 2 h)"), ("dwell: 1 h", "dwell: 5"),
    ("dwell: 1 h", "dwell: [1 h]"), ("14.90", "-1"), ("14.90", "'14.90'"), ("30 days", "30"),
    ("10 / day", "10 / moon"), ("leave: end", "leave: stop"), ("mug:", "mug.:"),
    ("{fee: 4.95", "{fe: 4.95"), ("effect: [add item, order]", "effect: [add]"),
    ("journeylab: 1", "journeylab: '1'"), ("promised: 3 days", "promised: soon"),
    ("rate: 10 / day", "rate: 10 / day, customers: 5"), ("next: leave", "next: []"),
  ])
  func `refuses what the reader refuses`(old: String, new: String) throws {
    let text = SampleScenario.small.text.replacing(old, with: new)
    #expect(try !problems(text).isEmpty)
    #expect(throws: ScenarioFaults.self) { try ScenarioReader().read(text: text, name: "t.yaml") }
  }

  @Test(arguments: [
    ("dwell: 1 h", "dwell: 90min"), ("dwell: 1 h", "dwell: 'gamma(mean: 9 min, sd: 8 min)'"),
    ("14.90", "0"), ("4.95", "4.95, free_from: never"), ("4.95", "4.95, free_from: 50"),
    ("leave: end", "leave: {end: true}"), ("A small market", "2024"), ("10 / day", ".5/h"),
    ("rate: 10 / day", "customers: 5"), ("effect: [add item, order]", "effect: order"),
    ("buy: 0", "buy: {price^2: -0.5}"), ("mug:", "a b-c's:"), ("mug:", "mug.blue:"),
  ])
  func `accepts what the reader accepts`(old: String, new: String) throws {
    let text = SampleScenario.small.text.replacing(old, with: new)
    #expect(try problems(text) == [])
    _ = try ScenarioReader().read(text: text, name: "t.yaml")
  }
}
