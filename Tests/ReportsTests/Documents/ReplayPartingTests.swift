import Scenarios
import Testing

@testable import Reports
@testable import Simulation

/// A draw that leads another way under an arm: because a way is less likely, or only because the
/// slices of the ways moved.
@Suite struct `Where a customer's ways part` {
  private typealias Visit = JourneyTrace.Visit

  /// A visit with so likely ways on to stages 1, 2 and 3.
  private static func visit(_ chances: [Double], draw: Double) -> Visit {
    var sum = 0.0
    let next = chances.firstIndex { chance in
      sum += chance
      return draw < sum
    }
    return Visit(
      stage: 0, number: 1, entered: 0, left: 1,
      options: chances.enumerated().map {
        .init(target: $0.offset + 1, utility: 0, probability: $0.element)
      }, draw: draw, next: next.map { $0 + 1 }, notes: [])
  }

  private static func text(_ control: [Double], _ arm: [Double], draw: Double) throws -> String {
    let loaded = try ReplaySample.scenario()
    let compiled = try CompiledScenario(scenario: loaded.scenario, arms: loaded.arms)
    var replay = try #require(
      try ExperimentRun(compiled: compiled, options: RunOptions(seed: 1)).replay(customer: 0))
    for (index, chances) in [control, arm].enumerated() {
      replay.journeys[index].visits = [visit(chances, draw: draw)]
    }
    replay.journeys.removeLast(replay.journeys.count - 2)
    let document = ReplayDocument(
      scenario: loaded.scenario, plan: compiled.plan, replay: replay
    ).document
    return TextRenderer(width: 160).render(document).split { $0 == " " || $0 == "\n" }
      .joined(separator: " ")
  }

  @Test func `The way is less likely`() throws {
    let text = try Self.text([0.3, 0.6, 0.1], [0.4, 0.5, 0.1], draw: 0.35)
    #expect(text.contains("that is less likely here, 0.6000 to 0.5000."))
    #expect(!text.contains("slices"))
  }

  @Test func `The way is no less likely, its slice has only moved`() throws {
    let text = try Self.text([0.3, 0.3, 0.4], [0.32, 0.34, 0.34], draw: 0.31)
    #expect(text.contains("that is no less likely here, 0.3000 to 0.3400. Only the slices"))
  }

  @Test func `The same way needs no reason`() throws {
    let text = try Self.text([0.3, 0.6, 0.1], [0.31, 0.59, 0.1], draw: 0.35)
    #expect(!text.contains("The draw is the same"))
  }
}

/// A scenario for replays.
private enum ReplaySample {
  static func scenario() throws -> LoadedScenario {
    try ScenarioReader().read(file: DocumentSamples.file(of: "free-shipping-threshold"))
  }
}
