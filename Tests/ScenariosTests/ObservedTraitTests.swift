import TestSupport
import Testing

@testable import Scenarios

@Suite struct `Traits that the business observes` {
  private func text(_ observed: String) throws -> String {
    let file = try ScenarioFiles.text("Broken/learning-context-trait.yaml")
    let text = file.replacing("\"log(patience)\"", with: "log(patience)")
      .replacing("  traits:", with: "  \(observed)\n  traits:")
    try #require(text.contains(observed) && text.contains("  traits:"))
    return text
  }

  @Test func `may stand in the context of decisions`() throws {
    let loaded = try ScenarioReader().read(text: text("observed: [patience]"), name: "t.yaml")
    let trait = try #require(loaded.scenario.population.traits.first { $0.name == "patience" })
    #expect(trait.isObserved)
    #expect(loaded.scenario.learning?.decisions[0].context.count == 2)
  }

  @Test func `must be traits of the population`() throws {
    let fault = try #require(throws: ScenarioFaults.self) {
      try ScenarioReader().read(text: text("observed: [patiense]"), name: "t.yaml")
    }
    #expect(fault.description.contains("unknown trait `patiense`; did you mean `patience`?"))
  }
}
