import Foundation
import GSL
import Scenarios
import SimulationSupport
import TestSupport
import Testing

@testable import Simulation

/// Fading states, peaks, transforms, numbers of the shop, enrolment and metrics of a time.
@Suite struct VocabularyTests {
  private static let text = """
    journeylab: 1
    title: words
    market: {horizon: 60 days, arrivals: {customers: 400, until: 40 days}}
    population:
      traits: {thrift: "normal(0, 1)", share: "beta(2, 3)"}
      states: {mood: {start: 0.2, min: -1, max: 1, fades: 4 days}, load: 0}
    catalogue: {mug: {price: 14.90, cost: 5, stock: {initial: 9000}, quality: 0.4}, cup: {price: 3, cost: 1, quality: -0.5, heat: 2}}
    shop: {seal: 1, return_days: 30}
    shipping: {post: {fee: 4.95, return_cost: 3, promised: 2 days}}
    journey:
      stages:
        look:
          choose: {product: {quality: 0.7, seal * heat: 0.1}}
          effect: add item
          moves: {mood: {thrift: 0.3, constant: 0.1}, load: 0.4}
          dwell: "exponential(mean: 3 days)"
          next:
            buy: {peak(mood): 1, logit(share): 0.5, plus(thrift): -1, seal: 0.4, after(20 days): 0.5}
            look: {mood: 1.5, quality * thrift: 0.2, log1p(paid): -0.1}
            leave: {peak(load): 0.2}
        buy: {effect: order, moves: {mood: -0.6}, dwell: 1 day, next: {look: {mood: 1}, back: 0, leave: 0}}
        back: {effect: refund, dwell: 2 h, next: {look: 0, leave: 0}}
        leave: end
    experiment:
      arms: {control: {}, seal: {shop.seal: -1, catalogue.mug.quality: 0.9}, twin: {alike: yes}}
      metrics:
        - conversion
        - revenue per customer within 7 days
        - average order value within 2 weeks
        - margin per customer within 7 days
        - time to purchase
        - repeat rate
        - repeat rate within 2 weeks
        - churned within 5 days
        - retained after 5 days

    """

  private static func compiled(_ changes: [String] = [], _ text: String = text) throws
    -> CompiledScenario
  {
    try SampleScenario.compile(text, changes: changes)
  }

  private static let plain = text.replacing(", stock: {initial: 9000}", with: "")

  @Test(arguments: [text, plain], [[], ["experiment.warm_up=9 days"]])
  func `everything is what the oracle finds`(text: String, changes: [String]) throws {
    let compiled = try Self.compiled(changes, text)
    #expect(compiled.sharesState == (text == Self.text))
    let comparison = try PlainComparison(compiled, seed: 3, worlds: .experiment)
    #expect(comparison.differences == [])
    // Each measure is more than zero for some and not for all.
    for (index, measure) in compiled.plan.measures.enumerated() where measure.kind == .flag {
      let count = comparison.rows.count { $0.measures[index] == 1 }
      #expect(count > 0 && count < comparison.rows.count, "\(measure.name)")
    }
  }

  @Test func `nobody comes after the end of enrolment, and all are followed`() throws {
    let rows = RowCollector()
    _ = try ExperimentRun(
      compiled: Self.compiled(),
      options: RunOptions(seed: 1, worlds: .split, recordsEvents: true, recordsCustomers: true)
    ).run(sink: rows)
    #expect(rows.customers.allSatisfy { $0.arrival <= 960 })
    #expect(rows.events.contains { $0.time > 1200 })
  }

  @Test func `a rate brings customers for as long as they enrol`() throws {
    let text = Self.text.replacing("customers: 400", with: "rate: 10 / day")
    let compiled = try SampleScenario.compile(text)
    #expect(abs(compiled.expectedCustomers - 400) < 1e-9)
  }

  @Test func `what fades is halved in each half-life, whatever the stays`() throws {
    func mean(fades: String) throws -> Double {
      let compiled = try SampleScenario.compile(
        """
        journeylab: 1
        title: fading
        market: {horizon: 90 days, arrivals: {customers: 5, until: 1 day}}
        population: {states: {mood: {start: 1\(fades)}}}
        journey:
          stages:
            here: {moves: {mood: 8}, dwell: 5 days, next: there}
            there: {dwell: 10 days, next: late}
            late: {dwell: 1 h, next: gone}
            gone: end
        """)
      let outcome = try ExperimentRun(
        compiled: compiled, options: RunOptions(seed: 1, worlds: .split)
      ).run(sink: NoSink())
      return try #require(outcome.funnel.meanState(arm: 0, segment: 0, stage: 2))
    }
    #expect(abs(try mean(fades: ", fades: 5 days") - 2) < 1e-5)
    #expect(try mean(fades: "") == 9)
  }

  @Test func `after counts from the start of the experiment`() throws {
    func share(_ warmUp: [String]) throws -> Double {
      let compiled = try SampleScenario.compile(
        """
        journeylab: 1
        title: later
        market: {horizon: 40 days, arrivals: {customers: 4000}}
        journey:
          stages:
            look: {dwell: 1 min, next: {late: {constant: -50, after(20 days): 100}, early: 0}}
            late: end
            early: end
        experiment: {metrics: [reached late]}
        """, changes: warmUp)
      let outcome = try ExperimentRun(
        compiled: compiled, options: RunOptions(seed: 1, worlds: .split)
      ).run(sink: NoSink())
      return Double(outcome.funnel.entered(arm: 0, segment: 0, stage: 1)) / 4000
    }
    #expect(abs(try share([]) - 0.5) < 0.04)
    #expect(abs(try share(["experiment.warm_up=10 days"]) - 0.25) < 0.04)
  }
}
