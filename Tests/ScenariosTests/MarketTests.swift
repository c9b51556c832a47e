import TestSupport
import Testing

@testable import Scenarios

@Suite struct `A market of a family` {
  private let loaded: LoadedScenario
  private let values = [12.348, 2.5, 0.9, -0.2, 0.15, 0.7, 30, 0.9, 4.5]

  init() throws {
    loaded = try ScenarioReader().read(
      text: ScenarioFiles.text("Valid/learning.yaml"), name: "learning.yaml")
  }

  @Test func `has a variant for each combination of actions, the first point slowest`() throws {
    let variants = try loaded.market(values: values)
    #expect(
      variants.map { $0.journey.stages[1].voucher?.minorUnits } == [0, 0, 200, 200, 500, 500])
    #expect(variants.map { $0.shipping[0].fee.minorUnits } == [495, 295, 495, 295, 495, 295])
  }

  @Test func `has the values drawn in the file's units`() throws {
    let variants = try loaded.market(values: values)
    for variant in variants {
      #expect(variant.products[0].rivalPrice == Money(minorUnits: 1235))
      let patience = variant.population.traits[0].distributions
      #expect(patience.map { $0["mean"] } == [2.5, 2.5])
      #expect(patience.map { $0["sd"] } == [0.6, 0.6])
      let thrift = variant.population.traits[1].distributions
      #expect(thrift.map { $0["sd"] } == [1, 0.9])
      #expect(thrift.map { $0["mean"] } == [0, 0.5])
      let stages = variant.journey.stages
      #expect(stages[1].edges[0].utility.terms.map(\.coefficient) == [-0.2, 0.15])
      #expect(stages[0].edges[1].utility.terms.map(\.coefficient) == [0.7])
      #expect(stages[0].edges[1].utility.terms.map(\.text) == ["constant"])
      #expect(variant.shipping[0].promisedHours == 108)
    }
  }

  @Test(arguments: [(0.9, 30.0), (0.0, 100.0), (1e-7, 1e-9), (123.456, 77.7)])
  func `has shares that sum to 1 in the proportions drawn`(bargain: Double, search: Double) throws {
    var values = values
    values[2] = bargain
    values[6] = search
    for variant in try loaded.market(values: values) {
      let segments = variant.population.segments.map(\.share)
      #expect(abs(segments.reduce(0, +) - 1) < 1e-12)
      #expect(abs(segments[1] * 0.6 - segments[0] * bargain) < 1e-12)
      let channels = variant.market.channels.map(\.share)
      #expect(abs(channels.reduce(0, +) - 1) < 1e-12)
      #expect(abs(channels[0] * 0.3 - channels[1] * search / 100) < 1e-12)
    }
  }

  @Test func `differs from the file in nothing else`() throws {
    let asWritten = [15, 2, 0.4, 0.4, 0.1, 0, 70, 1, 3]
    let status = try loaded.market(values: asWritten)[0]
    var expected = loaded.scenario
    expected.journey.stages[1].voucher = .zero
    // A number that stands for a formula is its constant.
    #expect(status.journey == expected.journey)
    #expect(status.products == expected.products)
    #expect(status.shipping == expected.shipping)
    #expect(status.population.traits == expected.population.traits)
    #expect(status.experiment == expected.experiment)
    #expect(status.learning == expected.learning)
    #expect(status.family == expected.family)
  }

  @Test func `is the same whenever it is made`() throws {
    let first = try loaded.market(values: values)
    _ = try loaded.market(values: [13, 3, 0.1, 0, 0, 0, 50, 1, 2])
    #expect(try loaded.market(values: values) == first)
  }

  @Test func `that is impossible is told at the variation`() throws {
    var values = values
    values[0] = -3.2
    let faults = try #require(throws: ScenarioFaults.self) { try loaded.market(values: values) }
    #expect(
      faults.description == """
        learning.yaml:57:5: a market cannot have -3.2 for `catalogue.mug.rival`: `rival` must not \
        be negative
           57 |     catalogue.mug.rival: uniform(12, 18)
              |     ^~~~~~~~~~~~~~~~~~~
        """)
  }

  @Test(arguments: [
    (1, 0.0, "`patience` has a wrong `mean`: it must be greater than 0"),
    (2, -0.1, "a share must not be negative"), (3, .infinity, "it must be finite"),
    (4, .nan, "it must be finite"), (7, -1.0, "`bargain` has a wrong `sd`"),
    (8, -1.0, "`promised` must be at least 0 h"),
  ])
  func `with an impossible value names it`(index: Int, value: Double, expected: String) throws {
    var values = values
    values[index] = value
    let faults = try #require(throws: ScenarioFaults.self) { try loaded.market(values: values) }
    #expect(faults.faults.count == 1)
    #expect(faults.faults[0].message.contains(expected))
    #expect(faults.faults[0].message.contains("a market cannot have"))
  }

  @Test func `needs a value for each variation`() throws {
    let faults = try #require(throws: ScenarioFaults.self) { try loaded.market(values: [1]) }
    #expect(faults.description.contains("varies 9 numbers; found 1 values"))
  }

  @Test func `rounds counts and lets a rival follow the price that is drawn`() throws {
    let text =
      SampleScenario.small.text.replacing("rate: 10 / day", with: "customers: 500")
      .replacing("cost: 5.10", with: "cost: 5.10, stock: {initial: 40}") + """
        levers:
          fee: {sets: shipping.standard.fee, actions: {usual: 4.95, lower: 2.95}}
        family:
          tasks: {train: 0, test: 1}
          vary:
            market.arrivals.customers: uniform(300, 700)
            catalogue.mug.stock.initial: uniform(10, 90)
            catalogue.mug.price: uniform(10, 20)
        learning:
          decisions: {fee: {lever: fee, at: look}}

        """
    let loaded = try ScenarioReader().read(text: text, name: "counts.yaml")
    let variants = try loaded.market(values: [444.6, 12.4, 17.004])
    for variant in variants {
      #expect(variant.market.arrivals.size == .customers(445))
      #expect(variant.products[0].stock?.initial == .units(12))
      #expect(variant.products[0].price == Money(minorUnits: 1700))
      #expect(variant.products[0].rivalPrice == Money(minorUnits: 1700))
    }
    #expect(
      loaded.scenario.learning?.policies.map(\.name) == [
        "status quo", "uniform", "best action", "oracle", "agnostic", "pooled", "core",
        "epsilon greedy", "linucb",
      ])
    #expect(loaded.scenario.learning?.update == .every(hours: 24))
    #expect(loaded.scenario.learning?.reward == .conversion)
  }

  @Test func `is the file's own without a family`() throws {
    let text =
      SampleScenario.small.text + """
        levers:
          fee: {sets: shipping.standard.fee, actions: {usual: 4.95, lower: 2.95}}
        learning:
          decisions: {fee: {lever: fee, at: look}}

        """
    let loaded = try ScenarioReader().read(text: text, name: "one.yaml")
    #expect(loaded.scenario.family == nil)
    let variants = try loaded.market(values: [])
    #expect(variants.map { $0.shipping[0].fee.minorUnits } == [495, 295])
    #expect(variants[0] == loaded.scenario)
  }

  @Test func `is the scenario itself without learning`() throws {
    let loaded = try ScenarioReader().read(text: SampleScenario.small.text, name: "small.yaml")
    #expect(try loaded.market(values: []) == [loaded.scenario])
  }
}
