import SimulationSupport
import Studies
import Support
import TestSupport
import Testing

@testable import Experiments

@Suite struct UpliftTests {
  static func uplift(metric: String? = nil, threads: Int = 1) throws -> UpliftResult {
    try UpliftStudy(
      compiled: SampleScenario.halfAnswer.compile(customers: 4000), metric: metric, seed: 3,
      threads: threads
    ).run()
  }

  @Test func `The learner finds the segment that answers, and treating it earns all`() throws {
    let found = try #require(try Self.uplift().treatments.first)
    // Only eager customers have an effect, so their mean effect is twice the average.
    let eager = try #require(found.segments.first { $0.estimate.name == "eager" })
    let deaf = try #require(found.segments.first { $0.estimate.name == "deaf" })
    #expect(deaf.truth?.sign == 0)
    #expect(try #require(eager.truth).difference > 1)
    #expect(try #require(found.interaction?.pValue) < 1e-6)
    #expect(try #require(found.groupCorrelation) > 0.95)
    // Half of the customers bring nearly the whole gain; drawn by lot they bring half of it.
    let half = try #require(found.points.first { $0.share == 0.5 })
    let whole = try #require(found.points.last)
    #expect(half.money.byEstimate > 0.95 * whole.money.byEstimate)
    #expect(abs(half.money.atRandom - 0.5 * whole.money.byEstimate) < 1e-12)
    #expect(half.money.byTruth >= half.money.byTrueGroups - 1e-12)
    let average = try #require(found.averageEffect)
    let truth = try #require(found.trueAverage)
    #expect(abs(average.effect - truth.difference) < 5 * average.standardError)
    // The gain of treating all is the effect on these customers alone, near that of the roll-out.
    #expect(abs(whole.metric.byEstimate - truth.difference) < 0.1 * truth.difference)
  }

  @Test func `Another metric may be named, and threads change nothing`() throws {
    let one = try Self.uplift(metric: "conversion")
    let two = try Self.uplift(metric: "conversion", threads: 2)
    #expect(try UpliftStudy.encoded(one) == UpliftStudy.encoded(two))
    #expect(one.metric.name == "conversion")
    let error = #expect(throws: ArgumentError.self) { try Self.uplift(metric: "joy") }
    #expect(
      error?.description
        == "metric: found \"joy\"; allowed: \"conversion\", \"margin per customer\"")
  }
}
