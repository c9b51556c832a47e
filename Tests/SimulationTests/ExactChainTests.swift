import Scenarios
import SimulationSupport
import TestSupport
import Testing

@testable import Simulation

/// The engine against exact answers for chains whose probabilities are constants.
struct ExactChainTests {
  static let text = """
    journeylab: 1
    title: chain
    market: {horizon: 5000 days, arrivals: {customers: 40000}}
    journey:
      stages:
        first:
          dwell: exponential(mean: 2 h)
          next: {second: 0.4, first: -0.5, lost: -0.2}
        second:
          effect: [empty basket, add item]
          dwell: gamma(shape: 1.7, scale: 3 h)
          next: {bought: 0.3, first: 0.1, lost: 0}
        bought:
          effect: order
          dwell: {time: uniform(1 h, 5 h), scale: 0.7}
          next: {second: -1, happy: 1}
        lost: end
        happy: end
    experiment:
      primary: orders per customer
      metrics: [reached happy, reached lost]
    """

  let chain: AbsorbingChain = {
    let first = logitShares([0.4, -0.5, -0.2])
    let second = logitShares([0.3, 0.1, 0])
    let bought = logitShares([-1, 1])
    return AbsorbingChain(
      steps: [[first[1], first[0], 0], [second[1], 0, second[0]], [0, bought[0], 0]],
      exits: [[first[2], 0], [second[2], 0], [0, bought[1]]],
      dwell: [2, 1.7 * 3, 3 * 2.0137527074704766])
  }()

  @Test func `absorption, visits and time agree with the fundamental matrix`() throws {
    let compiled = try SampleScenario.compile(Self.text)
    let rows = RowCollector()
    let outcome = try ExperimentRun(
      compiled: compiled, options: RunOptions(seed: 11, replications: 1, recordsEvents: true)
    ).run(sink: rows)
    let count = Double(outcome.customers)
    let absorption = try chain.absorption()
    for (stage, expected) in [(4, absorption[1]), (3, absorption[0])] {
      let entered = Double(outcome.funnel.entered(arm: 0, segment: 0, stage: stage))
      #expect(
        abs(entered / count - expected) < 4 * (expected * (1 - expected) / count).squareRoot())
    }
    let visits = try chain.expectedVisits()
    for stage in 0..<3 {
      let seen = Double(outcome.funnel.entered(arm: 0, segment: 0, stage: stage)) / count
      // The number of visits is geometric beyond the first, so its variance is at most m(2m - 1).
      let bound = (visits[stage] * (2 * visits[stage] + 1) / count).squareRoot()
      #expect(abs(seen - visits[stage]) < 4 * bound)
    }
    #expect(
      outcome.observed.sum(cell: 0, measure: 1)
        == outcome.funnel.entered(
          arm: 0, segment: 0, stage: 2))
    var total = 0.0
    var squares = 0.0
    var start = 0.0
    for event in rows.events {
      if event.kind == .enter, event.stage == 0, start == 0 { start = event.time }
      if event.kind == .enter, event.stage >= 3 {
        total += event.time - start
        squares += (event.time - start) * (event.time - start)
        start = 0
      }
    }
    let mean = total / count
    let error = ((squares / count - mean * mean) / count).squareRoot()
    #expect(abs(mean - (try chain.meanTime())) < 4 * error)
  }

  @Test func `edges and products are taken with logit shares`() throws {
    let compiled = try SampleScenario.compile(
      """
      journeylab: 1
      title: shares
      market: {horizon: 10 days, arrivals: {customers: 30000}}
      population: {traits: {taste: constant(1.5)}}
      catalogue: {a: {price: 10, popularity: 3}, b: {price: 20, popularity: 1}, c: {price: 5}}
      journey:
        stages:
          look:
            choose: {product: {taste * price: -0.05}}
            dwell: 1 h
            next: {one: {taste: 1}, two: {taste^2: -0.2}, three: 0.3}
          one: end
          two: end
          three: end
      """)
    let rows = RowCollector()
    let outcome = try ExperimentRun(
      compiled: compiled, options: RunOptions(seed: 5, replications: 1, recordsEvents: true)
    ).run(sink: rows)
    let count = Double(outcome.customers)
    for (stage, share) in zip(1..., logitShares([1.5, -0.45, 0.3])) {
      let seen = Double(outcome.funnel.entered(arm: 0, segment: 0, stage: stage)) / count
      #expect(abs(seen - share) < 4 * (share * (1 - share) / count).squareRoot())
    }
    let logs = [1.0986122886681098, 0, 0]
    let products = logitShares([logs[0] - 0.75, -1.5, -0.375])
    let looks = rows.events.filter { $0.kind == .enter && $0.stage > 0 }
    for (product, share) in products.enumerated() {
      let seen = Double(looks.count { Int($0.product) == product }) / count
      #expect(abs(seen - share) < 4 * (share * (1 - share) / count).squareRoot())
    }
  }

  @Test func `utilities beyond the range of exp still choose by their differences`() throws {
    let compiled = try SampleScenario.compile(
      """
      journeylab: 1
      title: extreme
      market: {horizon: 10 days, arrivals: {customers: 20000}}
      population: {traits: {size: constant(1000)}}
      journey:
        stages:
          look:
            dwell: 1 h
            next: {one: {size: 1}, two: {size: 1, constant: -1}, three: {size: -1}}
          one: end
          two: end
          three: end
      """)
    let outcome = try ExperimentRun(
      compiled: compiled, options: RunOptions(seed: 5, replications: 1)
    )
    .run(sink: NoSink())
    let share = logitShares([0, -1])[0]
    let seen = Double(outcome.funnel.entered(arm: 0, segment: 0, stage: 1)) / 20000
    #expect(abs(seen - share) < 4 * (share * (1 - share) / 20000).squareRoot())
    #expect(outcome.funnel.entered(arm: 0, segment: 0, stage: 3) == 0)
  }
}
