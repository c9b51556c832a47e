import SimulationSupport
import TestSupport
import Testing

@testable import GSL
@testable import Scenarios
@testable import Simulation

struct ArrivalTests {
  static let text = """
    journeylab: 1
    title: arrivals
    market:
      horizon: 28 days
      arrivals: {rate: 40 / day, weekly: {sat: 3, sun: 0}, daily: office hours}
    journey: {stages: {here: {dwell: 1 h, next: gone}, gone: end}}
    """

  @Test func `the number of customers is Poisson over replications`() throws {
    let compiled = try SampleScenario.compile(Self.text)
    let counts = (0..<400).map { Double(compiled.customers(seed: 3, replication: $0)) }
    let expected = compiled.expectedCustomers
    #expect(abs(expected - 40 * 28) < 1e-6)
    let mean = counts.reduce(0, +) / 400
    #expect(abs(mean - expected) < 4 * (expected / 400).squareRoot())
    // Index of dispersion times degrees of freedom is chi-squared.
    let dispersion = counts.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / mean
    let tail = ChiSquared.upperTail(dispersion, degreesOfFreedom: 399)
    #expect(tail > 1e-4 && tail < 1 - 1e-4)
  }

  @Test func `arrivals follow the weekly and daily pattern`() throws {
    let compiled = try SampleScenario.compile(Self.text, customers: 40000)
    let factory = compiled.factory(seed: 9, replication: 0)
    let arrivals = compiled.scenario.market.arrivals
    var counts = [Double](repeating: 0, count: 168)
    for number in 0..<40000 {
      let time = factory.arrival(of: UInt64(number))
      #expect(time >= 0 && time < 28 * 24)
      counts[Int(time) % 168] += 1
    }
    let weights = (0..<168).map { arrivals.weekly[$0 / 24] * arrivals.daily[$0 % 24] }
    let total = weights.reduce(0, +)
    var statistic = 0.0
    var cells = 0
    for (count, weight) in zip(counts, weights) {
      guard weight > 0 else {
        #expect(count == 0)
        continue
      }
      let expected = 40000 * weight / total
      statistic += (count - expected) * (count - expected) / expected
      cells += 1
    }
    #expect(ChiSquared.upperTail(statistic, degreesOfFreedom: Double(cells - 1)) > 1e-4)
  }
}
