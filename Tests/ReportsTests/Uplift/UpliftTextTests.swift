import Reports
import SimulationSupport
import Studies
import TestSupport
import Testing

@Suite struct UpliftTextTests {
  @Test func `Text stays under 100 columns`() throws {
    let compiled = try SampleScenario.halfAnswer.compile(customers: 4000)
    let uplift = try ScenarioUplift(compiled: compiled, seed: 3, threads: 1)
    for line in UpliftText(uplift).text.split(separator: "\n") { #expect(line.count < 100) }
  }
}
