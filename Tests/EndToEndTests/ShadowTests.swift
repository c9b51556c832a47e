import Foundation
import TestSupport
import Testing

@Suite struct `A candidate beside the running policy` {
  private struct Shadow: Decodable {
    struct Difference: Decodable {
      var mean: Double
      var lower: Double?
      var upper: Double?
    }
    struct Calibration: Decodable {
      var decisions: Int
      var predicted: Double
      var observed: Double
    }
    struct Canary: Decodable {
      struct Stage: Decodable {
        var share: Double
        var candidate: Int
      }
      var verdict: String
      var stages: [Stage]
      var markets: [String: Int]
    }
    struct Card: Decodable {
      struct Point: Decodable {
        struct Action: Decodable {
          var name: String
          var decisions: Int
          var width: Double?
        }
        var actions: [Action]
      }
      var policy: String
      var markets: Int
      var decisions: Int
      var points: [Point]
      var notTrainedOn: [String]
    }
    var decisions: Int
    var agreement: Double
    var overlap: Double
    var difference: Difference
    var trueDifferencePerCustomer: Difference
    var bias: Difference?
    var calibration: [Calibration]
    var violations: Int
    var canary: Canary
    var card: Card
  }

  private func shadow(
    _ tool: Tool, _ running: String, _ candidate: String, _ more: [String] = []
  ) throws -> Shadow {
    let ending = try tool.finish(
      tool.start(
        [
          "shadow", SampleScenario.vouchers.name, "--running", running, "--candidate", candidate,
          "--format", "json", "-q",
        ] + more))
    #expect(ending.status == 0, "\(ending.complaint)")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Shadow.self, from: Data(ending.output.utf8))
  }

  @Test func `agrees with itself, and differs in nothing`() throws {
    try withTool { tool in
      try tool.write(.vouchers)
      let found = try shadow(tool, "as usual", "as usual")
      #expect(found.decisions > 50)
      #expect(found.agreement == 1 && found.overlap == 1)
      #expect(found.difference.mean == 0 && found.trueDifferencePerCustomer.mean == 0)
      #expect(found.bias == nil && found.calibration.isEmpty)
      #expect(found.canary.verdict == "unclear")
    }
  }

  @Test func `is judged by what the running one tried, with a card of what it knows`() throws {
    try withTool { tool in
      let text = SampleScenario.vouchers.text.replacing(
        "as usual: status quo", with: "as usual: status quo\n    even: uniform")
      try tool.write(text, to: SampleScenario.vouchers.name)
      let found = try shadow(
        tool, "even", "core", ["--customers", "200", "--replications", "3", "--card", "card.json"])
      #expect(found.agreement < 1 && found.overlap < 1 && found.overlap > 0.2)
      let lower = try #require(found.difference.lower)
      let upper = try #require(found.difference.upper)
      // One market's customers decide once each here, so that both are the same quantity.
      let truth = found.trueDifferencePerCustomer.mean
      #expect(lower < truth && truth < upper, "\(lower) \(truth) \(upper)")
      #expect(found.calibration.reduce(0) { $0 + $1.decisions } == found.decisions)
      #expect(found.bias != nil && found.violations == 0)
      #expect(found.canary.markets.values.reduce(0, +) == 3)
      #expect(found.card.policy == "core" && found.card.markets == 2)
      let actions = try #require(found.card.points.first?.actions)
      #expect(actions.map(\.name) == ["none", "small", "large"])
      #expect(actions.reduce(0) { $0 + $1.decisions } == found.card.decisions)
      #expect(actions.allSatisfy { ($0.width ?? 0) > 0 })
      #expect(tool.names(in: ".").contains("card.json"))
      let again = try tool.run(
        "shadow", SampleScenario.vouchers.name, "--running", "even", "--candidate", "core",
        "--card", "card.json", "-q")
      #expect(again.status == 2, "an old card is not overwritten unasked")
    }
  }

  @Test func `is taken back when it does harm, and text says so`() throws {
    try withTool { tool in
      // A gift of twice the margin to everybody is harm that few customers show.
      let text = SampleScenario.vouchers.text
        .replacing("large: 5.00", with: "large: 14.00")
        .replacing("voucher: 0.4", with: "voucher: 0.02")
        .replacing("pooled: pooled", with: "pooled: pooled\n    even: uniform")
      try tool.write(text, to: SampleScenario.vouchers.name)
      let arguments = [
        "shadow", SampleScenario.vouchers.name, "--running", "as usual", "--candidate", "even",
        "--customers", "3000", "--replications", "1", "-q", "--shares", "10 %, 30 %, 0.5",
      ]
      let ending = try tool.finish(tool.start(arguments))
      #expect(ending.status == 0, "\(ending.complaint)")
      for part in [
        "How far they agree", "from 2026-01-05", "A release by stages", "The release ends here",
        "Model card of even",
        "predicts no rewards", "Latency on this machine",
      ] { #expect(ending.output.contains(part), "\(part) in \(ending.output)") }
      for line in ending.output.split(separator: "\n") { #expect(line.count < 100, "\(line)") }
    }
  }

  @Test(arguments: [
    (["--running", "core", "--candidate", "cor"], "found \"cor\""),
    (["--running", "oracle", "--candidate", "core"], "which knows the truth"),
    (["--running", "core", "--candidate", "pooled", "--shares", "50 %,10 %"], "growing shares"),
    (["--running", "core", "--candidate", "pooled", "--shares", "x"], "shares such as"),
    (["--running", "core", "--candidate", "pooled", "--harm", "1"], "a number up to 0"),
  ])
  func `is refused with one message where it cannot be`(arguments: [String], part: String) throws {
    try withTool { tool in
      try tool.write(.vouchers)
      let ending = try tool.finish(
        tool.start(["shadow", SampleScenario.vouchers.name, "-q"] + arguments))
      #expect(ending.status == 2 && ending.output == "")
      #expect(ending.complaint.contains(part), "\(ending.complaint)")
    }
  }
}
