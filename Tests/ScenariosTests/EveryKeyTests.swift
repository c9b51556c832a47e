import Testing

@testable import Scenarios

@Suite struct `The file with every key` {
  private let loaded: LoadedScenario

  init() throws {
    loaded = try ScenarioReader().read(
      text: ScenarioFiles.text("Valid/every-key.yaml"), name: "every-key.yaml")
  }

  @Test func `has the market as written`() {
    let market = loaded.scenario.market
    #expect(market.horizonHours == 1344)
    #expect(market.start.weekday == 0)
    #expect(market.arrivals.size == .customers(30_000))
    #expect(market.arrivals.untilHours == 1176)
    #expect(market.channels.map(\.name) == ["search", "Gruß"])
    #expect(market.channels.map(\.cost.minorUnits) == [45, 0])
  }

  @Test func `has the population as written`() {
    let population = loaded.scenario.population
    #expect(population.traits.map(\.name).prefix(3) == ["trust", "budget", "urgency"])
    #expect(population.traits[2].distributions.map(\.family) == ["beta", "truncated"])
    #expect(population.traits[0].distributions.count == 2)
    #expect(
      population.correlations == [Correlation(first: "trust", second: "budget", value: -0.2)])
    #expect(population.states.map(\.maximum) == [1, 1e9])
    #expect(population.states.map(\.halfLifeHours) == [504, nil])
    #expect(population.traits.filter(\.isObserved).map(\.name) == ["household"])
  }

  @Test func `has the offer as written`() {
    let products = loaded.scenario.products
    #expect(products[0].rivalPrice.minorUnits == 1550)
    #expect(products.map(\.numbers) == [[0.4], [0]])
    #expect(loaded.scenario.shop == [ShopNumber(name: "return_days", value: 30)])
    #expect(products[0].stock?.rule == .every(hours: 168))
    #expect(
      products[0].stock?.leadTime
        == DistributionSpec(family: "constant", parameters: [("value", 48)]))
    #expect(products[1].rivalPrice == products[1].price)
    #expect(products[1].stock?.initial == .perCustomer(0.035))
    #expect(products[1].stock?.rule == .atOrBelow(.units(40)))
    let shipping = loaded.scenario.shipping
    #expect(shipping[0].freeFrom == nil)
    #expect(shipping[1].fee == shipping[0].fee)
    #expect(shipping[2].isCollected)
    #expect(
      shipping[2].actual == DistributionSpec(family: "constant", parameters: [("value", 24)]))
  }

  @Test func `has the journey as written`() {
    let stages = loaded.scenario.journey.stages
    #expect(stages.filter(\.isEnd).map(\.name) == ["happy end", "leave"])
    #expect(stages[0].choices.map(\.subject) == [.product])
    #expect(stages[0].choices[0].utility.terms.map(\.coefficient) == [-1, 0.1])
    #expect(stages[1].voucher == Money(minorUnits: 500))
    #expect(stages[1].edges.map(\.target) == [2, 3, 4])
    #expect(stages[1].moves.map(\.state) == ["satisfaction", "annoyance"])
    #expect(stages[4].dwell == .deliveryTime)
    #expect(stages[5].effects == [.refund])
    #expect(stages[6].touchpoint == "thank-you page")
  }

  @Test func `has the experiment as written`() {
    let experiment = loaded.scenario.experiment
    #expect(experiment.arms.map(\.share) == [0.5, 0.25, 0.25])
    #expect(
      experiment.metrics.map(\.name) == [
        "conversion", "abandonment at basket", "reached bought", "margin per customer",
        "returns per order",
      ])
    #expect(experiment.guardrails.map(\.limit) == [-0.02, 0.05])
    #expect(experiment.warmUpHours == 336)
    #expect(experiment.analysis.correction == .hommel)
    #expect(experiment.analysis.covariates == [.revenue, .orders])
    #expect(experiment.analysis.spending == .hwangShihDeCani(-4))
    #expect(loaded.arms[1].shipping[0].freeFrom == Money(minorUnits: 5000))
    #expect(loaded.arms[2].market.channels[0].cost == Money(minorUnits: 60))
    #expect(
      loaded.arms[2].journey.stages[0].edges[1].utility.terms.map(\.text) == ["constant", "trust"])
    #expect(loaded.scenario.levers.map(\.actions) == [["from 50", "from 35"]])
    #expect(loaded.scenario.recording == Recording(events: true, tables: true))
  }
}
