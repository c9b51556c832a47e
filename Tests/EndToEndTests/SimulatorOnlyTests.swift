import Foundation
import TestSupport
import Testing

/// What only a simulator can do: sensitivity of the truth, and designs beside it.
@Suite struct SimulatorOnlyTests {
  /// One price, one cost, and a journey that always buys, one thing or two: whatever is drawn, the
  /// treatment gains the price less the cost.
  private static let linear = """
    journeylab: 1
    title: Is a pair better?
    market: {horizon: 10 days, currency: EUR, arrivals: {customers: 50}}
    catalogue: {thing: {price: 10, cost: 4}}
    shipping:
      post: {fee: 2, cost: 1, promised: 1 day, actual: "uniform(1 h, 2 h)"}
      van: {fee: 2, cost: 5, promised: 1 day, actual: "uniform(1 h, 2 h)"}
    journey:
      start: visit
      stages:
        visit: {effect: add item, dwell: 1 min, next: {order: 0, second: -500}}
        second: {effect: add item, dwell: 1 min, next: order}
        order: {effect: order, dwell: 1 min, next: leave}
        leave: end
    experiment:
      arms:
        control: {}
        pair: {journey.stages.visit.next.second: 500}
      primary: margin per customer

    """

  @Test func `an effect that is linear in a price flips where arithmetic says`() throws {
    try withTool { tool in
      try tool.write(Self.linear, to: "linear.yaml")
      let ending = try tool.run(
        "sensitivity", "linear.yaml", "--customers", "20", "--range", "20,50,80", "--only",
        "catalogue", "--quiet", "--format", "json", "--out", "found")
      #expect(ending.complaint == "")
      #expect(ending.status == 0)
      let data = try #require(ending.output.data(using: .utf8))
      let found = try Self.decoder.decode(Found.self, from: data)
      #expect(found.best == "pair")
      #expect(found.setByArms == [])
      let price = try #require(found.assumptions.first { $0.path == "catalogue.thing.price" })
      // The effect is the price less the cost of 4, and turns there.
      for step in price.steps {
        let effect = try #require(step.result.effects["pair"])
        #expect(abs((effect.effect ?? 0) - (step.value - 4)) < 1e-9)
        #expect(effect.se == 0)
      }
      #expect(price.steps.map(\.value) == [2, 5, 8, 10, 12, 15, 18])
      let flip = try #require(price.flips.first)
      #expect(price.flips.count == 1)
      #expect(abs(flip.value - 4) < 1e-9)
      #expect(abs(flip.move + 0.6) < 1e-9)
      // The cost stays below the price: no flip.
      let cost = try #require(found.assumptions.first { $0.path == "catalogue.thing.cost" })
      #expect(cost.flips.isEmpty)
      for step in cost.steps {
        #expect(abs((step.result.effects["pair"]?.effect ?? 0) - (10 - step.value)) < 1e-9)
      }
      let table = try String(
        contentsOf: tool.folder.appending(path: "found/sensitivity.csv"), encoding: .utf8)
      #expect(table.hasPrefix("assumption,unit,base,value,move,treatment,effect,se,best\n"))
      #expect(table.contains("catalogue.thing.price,,10,15,0.5,pair,11,0,true\n"))
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
      // Over the range 7.60 to 12.40 the effect price - 4 rises by 4.80.
      #expect(abs(price.mu - 4.8) < 1e-9)
      #expect(abs(price.muStar - 4.8) < 1e-9)
      #expect(abs(price.sigma) < 1e-9)
      #expect(price.steps == 3)
      let cost = try #require(effects.first { $0.assumption == "catalogue.thing.cost" })
      #expect(abs(cost.muStar - 1.92) < 1e-9)
      #expect(abs(cost.mu + 1.92) < 1e-9)
    }
  }

  @Test func `a number that an arm sets itself is not moved`() throws {
    try withTool { tool in
      try tool.write(
        Self.linear.replacing(
          "pair: {journey.stages.visit.next.second: 500}", with: "dear: {catalogue.thing.price: 13}"
        ),
        to: "linear.yaml")
      let ending = try tool.run(
        "sensitivity", "linear.yaml", "--customers", "20", "--range", "20,50", "--only",
        "catalogue", "--quiet", "--format", "json")
      let data = try #require(ending.output.data(using: .utf8))
      let found = try Self.decoder.decode(Found.self, from: data)
      #expect(found.setByArms == ["catalogue.thing.price"])
      #expect(found.assumptions.map(\.path) == ["catalogue.thing.cost"])
    }
  }

  @Test func `designs answers at once where nothing is shared`() throws {
    try withTool { tool in
      try tool.write(Self.linear, to: "linear.yaml")
      // Nothing is run: a thousand replications of so many customers would take days.
      let ending = try tool.run(
        "designs", "linear.yaml", "--customers", "4000000000", "--replications", "1000", "--quiet")
      #expect(ending.status == 0)
      #expect(ending.output.contains("the split by customer is valid"))
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
      // Markets and divided stock both keep apart what is shared, and tell about as much per
      // customer: 200 replications give 0.0125 and 0.0115 for variance times customers.
      let taken = [found.recommended ?? ""] + found.alternatives
      #expect(Set(taken) == ["markets", "stock"])
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
    struct Effect: Decodable {
      var effect: Double?
      var se: Double?
    }
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
    var setByArms: [String]
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
    var alternatives: [String]
    var shared: [String]
    var treatments: [Treatment]
  }
}
