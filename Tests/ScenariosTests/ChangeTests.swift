import TestSupport
import Testing

@testable import Scenarios

@Suite struct `A change` {
  private func read(_ changes: String...) throws -> LoadedScenario {
    try ScenarioReader().read(text: SampleScenario.small.text, name: "small.yaml", changes: changes)
  }

  private func message(_ changes: String...) throws -> String {
    let faults = try #require(throws: ScenarioFaults.self) {
      try ScenarioReader().read(
        text: SampleScenario.small.text, name: "small.yaml", changes: changes)
    }
    return faults.description
  }

  @Test func `replaces a value`() throws {
    #expect(try read("catalogue.mug.price=12.50").scenario.products[0].price.minorUnits == 1250)
  }

  @Test func `sets a key that the file leaves out`() throws {
    let option = try read("shipping.standard.free_from=50").scenario.shipping[0]
    #expect(option.freeFrom == Money(minorUnits: 5000))
  }

  @Test func `sets a key in a part that the file leaves out`() throws {
    #expect(try read("experiment.alpha=1 %").scenario.experiment.alpha == 0.01)
    #expect(try read("recording.events=yes").scenario.recording.events)
  }

  @Test func `takes the place of a key that excludes it`() throws {
    let arrivals = try read("market.arrivals.customers=500").scenario.market.arrivals
    #expect(arrivals.size == .customers(500))
  }

  @Test func `turns a number that stands for a formula into a table`() throws {
    let edge = try read("journey.stages.look.next.buy.price=-0.1").scenario.journey.stages[0]
      .edges[0]
    #expect(edge.utility.terms.map(\.text) == ["constant", "price"])
    #expect(edge.utility.terms.map(\.coefficient) == [0, -0.1])
  }

  @Test func `adds an arm, whose name and path follow each other`() throws {
    let loaded = try read(
      "experiment={arms: {control: {}}}", "experiment.arms.control.shipping.standard.fee=3.95")
    #expect(loaded.scenario.experiment.arms.count == 1)
    #expect(
      try message(
        "experiment={arms: {control: {}}}", "experiment.arms.other.shipping.standard.fee=3.95"
      ).contains("there is no arm `other`"))
    #expect(loaded.arms[0].shipping[0].fee == Money(minorUnits: 395))
  }

  @Test func `comes after the ones before it`() throws {
    let loaded = try read("catalogue.mug.price=12", "catalogue.mug.price=13")
    #expect(loaded.scenario.products[0].price.minorUnits == 1300)
  }

  @Test func `of a missing entry names the part and the nearest name`() throws {
    #expect(
      try message("catalogue.mgu.price=12") == """
        --set:1:11: no such path `catalogue.mgu.price`: there is no product `mgu`; \
        did you mean `mug`?
            1 | catalogue.mgu.price=12
              |           ^~~
        """)
  }

  @Test func `of a missing key names the part and the nearest name`() throws {
    #expect(
      try message("recording.events=no", "catalogue.mug.pirce=12") == """
        --set:2:15: no such path `catalogue.mug.pirce`: product `mug` has no `pirce`; \
        did you mean `price`?
            2 | catalogue.mug.pirce=12
              |               ^~~~~
        """)
  }

  @Test func `with a wrong value points into itself`() throws {
    #expect(
      try message("catalogue.mug.price=12.505") == """
        --set:1:21: `price` has 3 decimals; found `12.505`; EUR has 2
            1 | catalogue.mug.price=12.505
              |                     ^~~~~~
        """)
  }

  @Test(arguments: [
    ("catalogue.mug.price", "a change has the form `path=value`"),
    ("catalogue.mug.price=", "has no value"),
    ("=5", "the scenario has no ``"),
    ("catalogue..price=5", "there is no product ``"),
    ("journey.stages.leave.next=look", "stage `leave` is `end` here, not a map"),
    ("catalogue.mug.price={a: [", "not valid YAML"),
    ("catalogue=", "has no value"),
    ("title.words=5", "`title` has no parts"),
  ])
  func `that makes no sense is refused`(change: String, expected: String) throws {
    #expect(try message(change).contains(expected))
  }

  @Test func `of an arm leaves the base and the other arms as they are`() throws {
    let text =
      SampleScenario.small.text + """
        experiment:
          arms:
            control: {}
            cheap: {shipping.standard.fee: 2.95}
            dear: {catalogue.mug.price: 19.90}

        """
    let loaded = try ScenarioReader().read(text: text, name: "arms.yaml")
    let fees: [Int64] = loaded.arms.map { $0.shipping[0].fee.minorUnits }
    let prices: [Int64] = loaded.arms.map { $0.products[0].price.minorUnits }
    let rivals: [Int64] = loaded.arms.map { $0.products[0].rivalPrice.minorUnits }
    #expect(fees == [495, 295, 495])
    #expect(prices == [1490, 1490, 1990])
    // The rival does not follow an arm's price.
    #expect(rivals == [1490, 1490, 1490])
    let third: Double = 1 / 3
    #expect(loaded.scenario.experiment.arms.allSatisfy { $0.share == third })
    #expect(loaded.scenario.experiment.arms[1].changes.map(\.path) == ["shipping.standard.fee"])
    #expect(loaded.scenario.experiment.arms[1].changes.map(\.value) == ["2.95"])
    #expect(loaded.arms[0] == loaded.scenario)
  }
}
