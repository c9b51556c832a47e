import Experiments
import Foundation
import Reports
import Results
import Scenarios
import Simulation
import Studies
import Support
import Testing

@Suite struct UpliftTests {
  /// Half of the customers answer the arm, the other half do not; both are told apart by segment.
  static let scenario = """
    journeylab: 1
    title: Who answers?
    market:
      horizon: 20 days
      currency: EUR
      arrivals: {rate: 200 / day}
    population:
      segments: {eager: {share: 50 %}, deaf: {share: 50 %}}
    catalogue: {thing: {price: 10, cost: 4}}
    shipping:
      post: {fee: 0, cost: 1, promised: 1 day, actual: "uniform(1 h, 2 h)"}
    journey:
      start: visit
      stages:
        visit:
          dwell: 1 min
          next: {basket: {constant: -1, segment(eager): 0}, leave: 0}
        basket: {effect: add item, dwell: 1 min, next: {order: 30, leave: 0}}
        order: {effect: order, dwell: 1 min, next: leave}
        leave: end
    experiment:
      arms:
        control: {}
        louder: {"journey.stages.visit.next.basket.segment(eager)": 2}
      primary: margin per customer
      metrics: [conversion]

    """

  static func uplift(metric: String? = nil, threads: Int = 1) throws -> ScenarioUplift {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(scenario.utf8).write(to: file)
    let loaded = try ScenarioReader().read(file: file, changes: [])
    let compiled = try CompiledScenario(
      scenario: loaded.scenario, arms: loaded.arms, customers: 4000)
    return try ScenarioUplift(compiled: compiled, metric: metric, seed: 3, threads: threads)
  }

  @Test func `The learner finds the segment that answers, and treating it earns all`() throws {
    let found = try #require(try Self.uplift().results.first)
    // Only eager customers have an effect, so their mean effect is twice the average.
    let eager = try #require(found.segments.first { $0.estimate.name == "eager" })
    let deaf = try #require(found.segments.first { $0.estimate.name == "deaf" })
    #expect(deaf.truth == 0)
    #expect(eager.truth > 1)
    #expect(try #require(found.interaction?.pValue) < 1e-6)
    #expect(try #require(found.groupCorrelation) > 0.95)
    // Half of the customers bring nearly the whole gain; drawn by lot they bring half of it.
    let half = try #require(found.points.first { $0.share == 0.5 })
    let whole = try #require(found.points.last)
    #expect(half.money.byEstimate > 0.95 * whole.money.byEstimate)
    #expect(abs(half.money.atRandom - 0.5 * whole.money.byEstimate) < 1e-12)
    #expect(half.money.byTruth >= half.money.byTrueGroups - 1e-12)
    #expect(abs(whole.metric.byEstimate - found.trueAverage) < 1e-9)
    let average = try #require(found.averageEffect)
    #expect(abs(average.effect - found.trueAverage) < 5 * average.standardError)
  }

  @Test func `Another metric may be named, and threads change nothing`() throws {
    let one = try Self.uplift(metric: "conversion")
    let two = try Self.uplift(metric: "conversion", threads: 2)
    #expect(UpliftTable.make(one).bytes == UpliftTable.make(two).bytes)
    #expect(one.planned.plan.metrics[one.metric].name == "conversion")
    let error = #expect(throws: ArgumentError.self) { try Self.uplift(metric: "joy") }
    #expect(
      error?.description
        == "metric: found \"joy\"; allowed: \"conversion\", \"margin per customer\"")
  }

  @Test func `Text stays under 100 columns`() throws {
    for line in UpliftText(try Self.uplift()).text.split(separator: "\n") {
      #expect(line.count < 100)
    }
  }
}
