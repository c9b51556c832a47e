import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite struct `Words of the scenario file` {
  private func read(_ text: String) throws -> LoadedScenario {
    try ScenarioReader().read(text: text, name: "words.yaml")
  }

  private static let words = """
    journeylab: 1
    title: Words
    market: {horizon: 2 months, arrivals: {rate: 10 / day, until: 1 month}}
    population: {states: {mood: {start: 0.5, fades: 10 days}}}
    catalogue: {mug 0.3 l: {price: 14.90}, cup: {price: 3, heat: 2}}
    shop: {return_days: 30}
    journey:
      stages:
        look: {effect: add item, dwell: 1 h, next: {buy: {peak(mood): 1, logit(mood): 2, heat: 1, plus(return_days): 1}, leave: 0}}
        buy: {effect: order, moves: {mood: {log1p(paid): 0.1}}, next: leave}
        leave: end
    levers:
      price: {sets: catalogue.mug 0.3 l.price, actions: {14.90: 14.90, 16.50: 16.50}}
    experiment:
      arms: {control: {}, twin: {alike: yes}, 16.50: {price: 16.50}, cheap cup: {catalogue.cup.price: 2, catalogue.cup.heat: 3}, longer: {shop.return_days: 60}}

    """

  @Test func `months, fading states, the shop's numbers and the end of enrolment are read`() throws
  {
    let scenario = try read(Self.words).scenario
    #expect(scenario.market.horizonHours == 1461)
    #expect(scenario.market.arrivals.untilHours == 730.5)
    #expect(scenario.market.enrolmentHours == 730.5)
    #expect(scenario.population.states[0].halfLifeHours == 240)
    #expect(scenario.shop == [ShopNumber(name: "return_days", value: 30)])
    let terms = scenario.journey.stages[0].edges[0].utility.terms
    #expect(terms.map(\.factors[0].transform) == [.identity, .logit, .identity, .plus])
    #expect(terms.flatMap(\.quantities) == [.peak(0), .state(0), .productNumber(0), .shop(0)])
  }

  @Test func `names may hold points, and paths find them`() throws {
    let loaded = try read(Self.words)
    #expect(loaded.arms.map { $0.products[0].price.minorUnits } == [1490, 1490, 1650, 1490, 1490])
    #expect(loaded.scenario.experiment.arms[2].name == "16.50")
    #expect(loaded.arms.map { $0.products[1].numbers } == [[2], [2], [2], [3], [2]])
    #expect(loaded.arms[4].shop[0].value == 60)
    let set = try ScenarioReader().read(
      text: Self.words, name: "words.yaml", changes: ["catalogue.mug 0.3 l.price=12"])
    #expect(set.scenario.products[0].price.minorUnits == 1200)
  }

  @Test func `arms that are alike on purpose are the same scenario`() throws {
    let loaded = try read(Self.words)
    #expect(loaded.arms[1] == loaded.arms[0])
    #expect(throws: ScenarioFaults.self) {
      try read(Self.words.replacing("alike: yes", with: "alike: no"))
    }
  }

  @Test(arguments: [
    ("revenue per customer within 30 days", Measure.within(.revenue, hours: 720)),
    ("conversion within 12 h", Measure.within(.converted, hours: 12)),
    ("average order value within 1 month", Measure.within(.orderValue, hours: 730.5)),
    ("churned within 30 days", Measure.ended(hours: 720)),
    ("retained after 2 weeks", Measure.goesOn(hours: 336)),
    ("repeat rate", Measure.tally(.repeated)), ("basket value", Measure.tally(.goodsValue)),
  ])
  func `a metric of a time is read`(name: String, measure: Measure) throws {
    let loaded = try read(Self.words + "  primary: \(name)\n")
    #expect(loaded.scenario.experiment.primary.numerator == measure)
  }

  @Test(arguments: [
    ("arms: {dear: remove}", ["control"]),
    ("arms: {dear: remove, new: {catalogue.mug.price: 9}}", ["control", "new"]),
  ])
  func `a file may remove what the one that it extends has`(own: String, arms: [String]) throws {
    let base =
      SampleScenario.small.text
      + "experiment: {arms: {control: {}, dear: {catalogue.mug.price: 16}}}\n"
    try withTemporaryFolder { folder in
      try Data(base.utf8).write(to: folder.appending(path: "base.yaml"))
      func read(_ text: String) throws -> LoadedScenario {
        let file = folder.appending(path: "upper.yaml")
        try Data("extends: base.yaml\n\(text)\n".utf8).write(to: file)
        return try ScenarioReader().read(file: file)
      }
      #expect(try read("experiment: {\(own)}").scenario.experiment.arms.map(\.name) == arms)
      let fault = try #require(throws: ScenarioFaults.self) {
        try read("experiment: {arms: {daer: remove}}")
      }
      #expect(fault.description.contains("there is no arm `daer` to remove; did you mean `dear`?"))
    }
  }
}
