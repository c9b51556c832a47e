import Foundation
import TestSupport
import Testing

@testable import Scenarios

@Suite struct `A loaded scenario` {
  private func read(_ text: String) throws -> LoadedScenario {
    try ScenarioReader().read(text: text, name: "folder/some.name.yaml")
  }

  @Test func `has the file's name without folder and extension`() throws {
    #expect(try read(SampleScenario.small.text).name == "some.name")
  }

  @Test func `is the same with other line ends and a byte order mark`() throws {
    let plain = try read(SampleScenario.small.text)
    let windows = try read("\u{FEFF}" + SampleScenario.small.text.replacing("\n", with: "\r\n"))
    #expect(windows.scenario == plain.scenario)
    #expect(windows.canonical == plain.canonical)
    let faults = try #require(throws: ScenarioFaults.self) {
      try read(
        "\u{FEFF}"
          + SampleScenario.small.text.replacing("14.90", with: "x").replacing("\n", with: "\r\n"))
    }
    #expect(faults.faults.map(\.line) == [5])
    #expect(faults.faults.map(\.sourceLine) == ["  mug: {price: x, cost: 5.10}"])
  }

  @Test func `has a canonical text without comments, spacing and the order of known keys`() throws {
    let other = SampleScenario.small.text
      .replacing("{price: 14.90, cost: 5.10}", with: "{cost:    5.10, 'price': 14.90}  # why")
      .replacing("title: A small market", with: "title: \"A small market\"")
    #expect(try read(other).canonical == read(SampleScenario.small.text).canonical)
  }

  @Test(arguments: [
    ("14.90", "14.91"), ("title: A small", "title: A smaller"),
    ("buy: 0, leave: 0", "leave: 0, buy: 0"),
    ("dwell: 1 h", "dwell: 2 h"),
  ])
  func `has a canonical text that differs with the content`(old: String, new: String) throws {
    let changed = try read(SampleScenario.small.text.replacing(old, with: new))
    #expect(try changed.canonical != read(SampleScenario.small.text).canonical)
  }

  @Test func `keeps names in any script`() throws {
    let loaded = try read(
      SampleScenario.small.text.replacing("mug:", with: "茶碗 für Größe 😀:").replacing(
        "buy", with: "acheter é"))
    #expect(loaded.scenario.products.map(\.name) == ["茶碗 für Größe 😀"])
    #expect(loaded.scenario.journey.stages.map(\.name) == ["look", "acheter é", "leave"])
  }

  @Test func `counts columns in characters behind names in any script`() throws {
    let faults = try #require(throws: ScenarioFaults.self) {
      try read(SampleScenario.small.text.replacing("mug: {price: 14.90", with: "茶碗: {price: x"))
    }
    #expect(
      faults.description.hasSuffix(
        "\n    5 |   茶碗: {price: x, cost: 5.10}\n      |               ^"))
  }

  @Test func `locates errors that are found later`() throws {
    let loaded = try read(SampleScenario.small.text)
    #expect(
      loaded.faults(at: ["catalogue", "mug", "price"], message: "too dear").description == """
        folder/some.name.yaml:5:16: too dear
            5 |   mug: {price: 14.90, cost: 5.10}
              |                ^~~~~
        """)
    #expect(
      loaded.faults(at: ["catalogue", "mug", "stock", "x"], message: "m").faults[0].column == 3)
    #expect(
      loaded.faults(at: ["journey", "stages", "buy", "effect", "1"], message: "m").faults[0].column
        == 30)
    #expect(loaded.faults(at: [], message: "m").faults[0].line == 1)
    #expect(loaded.faults(at: ["nothing"], message: "m").faults[0].line == 1)
  }

  @Test func `fills in the defaults`() throws {
    let scenario = try read(
      """
      journeylab: 1
      title: As little as possible
      market: {horizon: 1 day, arrivals: {rate: 1 / h}}
      journey: {stages: {look: {next: leave}, leave: end}}
      """
    ).scenario
    #expect(scenario.market.currency == Currency(code: "EUR", decimals: 2))
    #expect(scenario.market.start.daysSinceEpoch == 20_458)
    #expect(scenario.market.channels == [Channel(name: "direct", share: 1, cost: .zero)])
    #expect(scenario.market.arrivals.daily == [Double](repeating: 1, count: 24))
    #expect(scenario.population.segments.map(\.name) == ["everyone"])
    #expect(scenario.products.map(\.name) == ["item"])
    #expect(scenario.shipping.isEmpty)
    #expect(scenario.journey.start == 0)
    #expect(scenario.journey.stages[0].touchpoint == "look")
    #expect(scenario.journey.stages[0].dwell == .none)
    #expect(scenario.experiment.arms == [Arm(name: "control", share: 1, changes: [])])
    #expect(scenario.experiment.primary == .conversion)
    #expect(scenario.experiment.metrics.count == 8)
    #expect(scenario.experiment.alpha == 0.05)
    #expect(scenario.experiment.replications == nil)
    #expect(scenario.recording == Recording())
  }

  @Test func `has patterns of mean 1`() throws {
    for pattern in [
      "evening", "office hours", "[" + (1...24).map(String.init).joined(separator: ",") + "]",
    ] {
      let loaded = try read(
        SampleScenario.small.text.replacing(
          "rate: 10 / day", with: "rate: 10 / day, weekly: {sun: 3}, daily: \(pattern)"))
      let arrivals = loaded.scenario.market.arrivals
      #expect(abs(arrivals.daily.reduce(0, +) - 24) < 1e-12)
      #expect(abs(arrivals.weekly.reduce(0, +) - 7) < 1e-12)
      #expect(abs(arrivals.weekly[6] / arrivals.weekly[0] - 3) < 1e-12)
      #expect(arrivals.daily[3] < arrivals.daily[20])
    }
  }
}
