import Simulation
import SimulationSupport
import Studies
import Support
import TestSupport
import Testing

@testable import Experiments

/// A shop whose revenue hangs on a few large orders.
@Suite struct `Heavy tails` {
  private static let shop = """
    journeylab: 1
    title: Heavy tail shop
    market:
      horizon: 30 days
      currency: EUR
      arrivals: {rate: 500 / day}
      channels:
        search: {share: 60 %, cost: 0.10}
        direct: {share: 40 %, cost: 0}
    population:
      segments:
        a: {share: 70 %}
        b: {share: 30 %}
      traits:
        price_sensitivity: {a: "lognormal(mean: 1.2, sd: 0.6)", b: "lognormal(mean: 0.6, sd: 0.3)"}
    catalogue:
      sticker: {price: 3.00, cost: 1.00, popularity: 50}
      shirt: {price: 30.00, cost: 12.00, popularity: 30}
      jacket: {price: 180.00, cost: 90.00, popularity: 8}
      sofa: {price: 1500.00, cost: 900.00, popularity: 1}
    shipping:
      parcel: {fee: 0, cost: 4.00, return_cost: 4.50, promised: 3 days, actual: "gamma(mean: 2.5 days, sd: 0.8 days)"}
    levers:
      banner: {sets: "journey.stages.page.next.basket.constant", actions: {weak: -2.75, strong: -2.45}}
    journey:
      start: page
      stages:
        page:
          choose: product
          dwell: "gamma(mean: 2 min, sd: 2 min)"
          next:
            basket: {constant: -2.8, price_sensitivity: -0.1}
            leave: 0.6
        basket:
          effect: add item
          dwell: "gamma(mean: 5 min, sd: 5 min)"
          next: {order: 1.0, leave: 0.0}
        order:
          effect: order
          dwell: delivery time
          next: {page: -0.5, leave: 0}
        leave: end
    experiment:
      arms:
        control: {}
        weak: {banner: weak}
        strong: {banner: strong}
      primary: revenue per customer
      metrics: [conversion, margin per customer, average order value]
      guardrails:
        conversion: {no worse than: -5 %}
    """

  private static func experiment(
    _ compiled: CompiledScenario, seed: UInt64, replications: Int? = nil
  ) throws -> ExperimentResult {
    try ExperimentStudy(
      compiled: compiled,
      input: RunInput(
        scenario: "test", canonical: "", seed: seed, replications: replications,
        origin: Origin(program: "test"))
    ).run()
  }

  /// Share of experiments in which an arm is shipped, and the share that assess says.
  private static func shipped(
    _ compiled: CompiledScenario, arm: Int, runs: Int
  ) throws -> (run: Double, assessed: MonteCarloEstimate) {
    let found = try AssessmentStudy(
      compiled: compiled,
      options: AssessmentOptions(replications: 200, looks: 1, threads: 2, decisions: 200),
      withQuantile: false
    ).run().assessment.characteristics
    let planned = try #require(found.regrets.first)
    let shipped = try (1...runs).count { seed in
      try experiment(compiled, seed: UInt64(seed), replications: 1).analysis?.verdicts
        .contains { $0.treatment == arm && $0.action == .ship } == true
    }
    return (Double(shipped) / Double(runs), planned.chosen[arm])
  }

  @Test func `assess ships what run ships`() throws {
    // A difference that about every second experiment finds.
    let clear = try Self.shipped(
      try SampleScenario.compile(
        SampleScenario.halfAnswer.text.replacing("\": 2}", with: "\": 1}"), customers: 400),
      arm: 1, runs: 60)
    let share = try #require(clear.assessed.value)
    let error = try #require(clear.assessed.standardError)
    #expect(share > 0.2 && share < 0.8)
    let spread = (share * (1 - share) / 60 + error * error).squareRoot()
    #expect(abs(clear.run - share) < 4 * spread, "\(clear)")
    // Nothing is found where a few sofas hide it, under a correction over twelve tests or three.
    let hidden = try Self.shipped(
      try SampleScenario.compile(Self.shop, customers: 1000), arm: 2, runs: 40)
    #expect(try #require(hidden.assessed.value) < 0.08)
    #expect(hidden.run < 0.08)
  }

  @Test func `the truth covers or says that its error is not to be relied on`() throws {
    let compiled = try SampleScenario.compile(Self.shop, customers: 300)
    var covered = 0
    var doubted = 0
    for seed in 1...30 {
      let effect = try #require(
        try RollOutStudy(
          compiled: compiled, options: RollOutOptions(seed: UInt64(seed), replications: 10)
        ).run().truth.effects[2][compiled.plan.primary])
      // Twelve million customers give +0.400 ± 0.002.
      if try #require(effect.interval).contains(0.4) { covered += 1 }
      if try !#require(effect.error).isReliable { doubted += 1 }
    }
    // 95 % of 30, with P = 0.003 for fewer than 25.
    #expect(covered + doubted >= 25, "\(covered) covered, \(doubted) doubted")
  }
}
