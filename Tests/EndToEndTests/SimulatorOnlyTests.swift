import Foundation
import TestSupport
import Testing

/// What only a simulator can do: sensitivity of the truth, and designs beside it.
@Suite struct SimulatorOnlyTests {
  /// One price, one cost, and a journey that always buys: revenue is the price, whatever is drawn.
  private static let linear = """
    journeylab: 1
    title: Is the dear offer better?
    market: {horizon: 10 days, currency: EUR, arrivals: {customers: 50}}
    catalogue: {thing: {price: 10, cost: 4}}
    shipping:
      post: {fee: 2, cost: 1, promised: 1 day, actual: "uniform(1 h, 2 h)"}
      van: {fee: 2, cost: 5, promised: 1 day, actual: "uniform(1 h, 2 h)"}
    journey:
      start: visit
      stages:
        visit: {effect: add item, dwell: 1 min, next: order}
        order: {effect: order, dwell: 1 min, next: leave}
        leave: end
    experiment:
      arms:
        control: {}
        dear: {catalogue.thing.price: 13}
      primary: margin per customer

    """

  @Test func `an effect that is linear in a price flips where arithmetic says`() throws {
    try withTool { tool in
      try tool.write(Self.linear, to: "linear.yaml")
      let ending = try tool.run(
        "sensitivity", "linear.yaml", "--customers", "20", "--range", "20,50", "--only",
        "catalogue", "--quiet", "--format", "json", "--out", "found")
      #expect(ending.complaint == "")
      #expect(ending.status == 0)
      let data = try #require(ending.output.data(using: .utf8))
      let found = try Self.decoder.decode(Found.self, from: data)
      #expect(found.best == "dear")
      let price = try #require(found.assumptions.first { $0.path == "catalogue.thing.price" })
      // The treatment sets its own price: its effect is 13 - price, and turns at 13.
      for step in price.steps {
        let effect = try #require(step.result.effects["dear"]?.effect)
        #expect(abs(effect - (13 - step.value)) < 1e-9)
      }
      #expect(price.steps.map(\.value) == [5, 8, 10, 12, 15])
      let flip = try #require(price.flips.first)
      #expect(price.flips.count == 1)
      #expect(abs(flip.value - 13) < 1e-9)
      #expect(abs(flip.move - 0.3) < 1e-9)
      // The cost is paid in both arms: no effect, no flip.
      let cost = try #require(found.assumptions.first { $0.path == "catalogue.thing.cost" })
      #expect(cost.flips.isEmpty)
      #expect(cost.steps.allSatisfy { abs(($0.result.effects["dear"]?.effect ?? 0) - 3) < 1e-9 })
      let table = try String(
        contentsOf: tool.folder.appending(path: "found/sensitivity.csv"), encoding: .utf8)
      #expect(table.hasPrefix("assumption,unit,base,value,move,treatment,effect,se,best\n"))
      #expect(table.contains("catalogue.thing.price,,10,15,0.5,dear,-2,0,false\n"))
      let again = try tool.run(
        "sensitivity", "linear.yaml", "--customers", "20", "--quiet", "--out", "found")
      #expect(again.status == 2)
    }
  }

  @Test func `Morris screening of a linear effect finds its slope and no interaction`() throws {
    try withTool { tool in
      try tool.write(Self.linear, to: "linear.yaml")
      let ending = try tool.run(
        "sensitivity", "linear.yaml", "--customers", "20", "--range", "24", "--only", "catalogue",
        "--morris", "3", "--quiet", "--format", "json")
      let data = try #require(ending.output.data(using: .utf8))
      let found = try Self.decoder.decode(Found.self, from: data)
      let effects = try #require(found.morris?.effects)
      let price = try #require(effects.first { $0.assumption == "catalogue.thing.price" })
      // Over the range 7.60 to 12.40 the effect 13 - price falls by 4.80.
      #expect(abs(price.mu + 4.8) < 1e-9)
      #expect(abs(price.muStar - 4.8) < 1e-9)
      #expect(abs(price.sigma) < 1e-9)
      #expect(price.steps == 3)
      let cost = try #require(effects.first { $0.assumption == "catalogue.thing.cost" })
      #expect(abs(cost.muStar) < 1e-9)
    }
  }

  @Test func `designs tell an interfering split from one with divided stock`() throws {
    try withTool { tool in
      try tool.write(Self.scarce, to: "scarce.yaml")
      let ending = try tool.run(
        "designs", "scarce.yaml", "--replications", "24", "--markets", "4", "--quiet", "--format",
        "json")
      #expect(ending.complaint == "")
      let data = try #require(ending.output.data(using: .utf8))
      let found = try Self.decoder.decode(Designs.self, from: data)
      let treatment = try #require(found.treatments.first)
      let designs = Dictionary(
        uniqueKeysWithValues: treatment.designs.map { ($0.design, $0) })
      // All stock is sold in every roll-out: 60 orders of about 1,000 customers, and no effect.
      #expect(abs(treatment.truth) < 1e-12)
      // In the split the arms share 60 units by their demand, 4 to 1: 48 and 12 of 500 customers.
      let split = try #require(designs["customers"])
      #expect(split.isBiased)
      #expect(abs(split.bias.value - 0.072) < 0.01)
      #expect(split.coverage.value < 0.5)
      let stock = try #require(designs["stock"])
      #expect(abs(stock.bias.value) < 0.003)
      #expect(stock.coverage.value > 0.85)
      let markets = try #require(designs["markets"])
      #expect(abs(markets.bias.value) < 0.003)
      // Markets and divided stock both keep apart what is shared; markets tell more per customer.
      #expect(found.recommended == "markets")
      #expect(found.shared == ["stock"])
    }
  }

  /// A shelf of 60 units for 1,000 customers: demand is 125 in the control, and 500 when eager.
  private static let scarce = """
    journeylab: 1
    title: Who gets the last one?
    market: {horizon: 20 days, currency: EUR, arrivals: {rate: 50 / day}}
    catalogue: {thing: {price: 10, cost: 4, stock: {initial: 60}}}
    shipping:
      post: {fee: 0, cost: 1, promised: 1 day, actual: "uniform(1 h, 2 h)"}
    journey:
      start: visit
      stages:
        visit: {dwell: 1 min, next: {shelf: -1.945910149, leave: 0}}
        shelf: {effect: add item, dwell: 1 min, next: {order: 20, leave: 0}}
        order: {effect: order, dwell: 1 min, next: leave}
        leave: end
    experiment:
      arms:
        control: {}
        eager: {journey.stages.visit.next.shelf: 0}
      primary: orders per customer

    """

  @Test(arguments: [
    ["sensitivity"], ["sensitivity", "missing.yaml"], ["sensitivity", "a.yaml", "--range", "x"],
    ["sensitivity", "a.yaml", "--range", "0"], ["sensitivity", "a.yaml", "--range", "10,"],
    ["sensitivity", "a.yaml", "--morris", "-1"], ["designs"], ["designs", "missing.yaml"],
    ["designs", "a.yaml", "--replications", "1"], ["designs", "a.yaml", "--block", "0"],
    ["designs", "a.yaml", "--block", "3", "--wash-out", "3"],
    ["designs", "a.yaml", "--markets", "1"],
  ])
  func `a fault in what is asked ends with status 2`(arguments: [String]) throws {
    try withTool { tool in
      let ending = try tool.finish(tool.start(arguments))
      #expect(ending.status == 2)
      #expect(ending.output == "")
      #expect(!ending.complaint.isEmpty)
    }
  }

  @Test func `a part of the scenario without numbers is refused`() throws {
    try withTool { tool in
      try tool.write(Self.linear, to: "linear.yaml")
      let ending = try tool.run("sensitivity", "linear.yaml", "--only", "nowhere", "--quiet")
      #expect(ending.status == 2)
      #expect(ending.complaint.contains("--only: no assumption begins with nowhere"))
    }
  }

  private static var decoder: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return decoder
  }

  private struct Found: Decodable {
    struct Effect: Decodable { var effect: Double? }
    struct Result: Decodable { var effects: [String: Effect] }
    struct Step: Decodable {
      var value: Double
      var result: Result
    }
    struct Flip: Decodable {
      var value: Double
      var move: Double
    }
    struct Line: Decodable {
      var path: String
      var steps: [Step]
      var flips: [Flip]
    }
    struct Elementary: Decodable {
      var assumption: String
      var muStar: Double
      var mu: Double
      var sigma: Double
      var steps: Int
    }
    struct Morris: Decodable { var effects: [Elementary] }
    var best: String
    var assumptions: [Line]
    var morris: Morris?
  }

  private struct Designs: Decodable {
    struct Figure: Decodable { var value: Double }
    struct Design: Decodable {
      var design: String
      var bias: Figure
      var coverage: Figure
      var isBiased: Bool
    }
    struct Treatment: Decodable {
      var truth: Double
      var designs: [Design]
    }
    var recommended: String?
    var shared: [String]
    var treatments: [Treatment]
  }
}
