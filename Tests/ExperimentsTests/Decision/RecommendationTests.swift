import Support
import Testing

@testable import Experiments

@Suite struct RecommendationTests {
  /// A control at 10 % and treatments with so many successes of 10,000.
  private func analysis(_ successes: [Int], higherIsBetter: Bool = true) throws -> Analysis {
    let plan = try AnalysisPlan(
      arms: [.init(name: "control", share: 1)]
        + successes.indices.map { .init(name: "arm \($0)", share: 1) },
      metrics: [PlannedMetric(name: "share", kind: .proportion, higherIsBetter: higherIsBetter)])
    let samples = ([1_000] + successes).map {
      [MetricSample.proportion(successes: $0, count: 10_000)]
    }
    return try Analysis(
      plan: plan, data: ExperimentData(counts: samples.map { _ in 10_000 }, samples: samples))
  }

  @Test func `Of several that beat the control one is shipped`() throws {
    let found = try analysis([1_400, 1_200, 1_380, 1_010])
    #expect(found.verdicts.map(\.action) == [.ship, .doNotShip, .keepTesting, .keepTesting])
    let recommendation = try #require(found.recommendation)
    #expect(recommendation.name == "arm 0")
    #expect(recommendation.rivals.map(\.isBehind) == [true, false])
    #expect(
      recommendation.sentence.text.hasPrefix(
        """
        3 treatments beat the control; of these ship "arm 0", which is ahead of "arm 1" (+2.00 \
        points [
        """))
    #expect(
      recommendation.sentence.text.contains(#"but not told apart from "arm 2" (+0.20 points ["#))
    #expect(
      found.verdicts[1].reason.text.hasPrefix(#"behind "arm 0", which is recommended (-2.00"#))
    for rival in recommendation.rivals {
      #expect(rival.interval?.contains(0) == !rival.isBehind)
    }
  }

  @Test func `Where less is better the least is recommended`() throws {
    let found = try analysis([600, 800], higherIsBetter: false)
    #expect(found.recommendation?.name == "arm 0")
    #expect(found.verdicts.map(\.action) == [.ship, .doNotShip])
  }

  @Test func `A single winner needs no comparison`() throws {
    #expect(try analysis([1_400, 1_010]).recommendation == nil)
  }
}
