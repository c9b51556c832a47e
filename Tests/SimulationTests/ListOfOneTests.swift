import SimulationSupport
import TestSupport
import Testing

@testable import Simulation

/// A customer alone goes through the same passes as a block of thousands.
struct ListOfOneTests {
  @Test(arguments: ["", "  warm_up: 10 days\n"])
  func `a replayed customer does what the customer did in the crowd`(warmUp: String) throws {
    let text = SampleScenario.shop.text.replacing("experiment:\n", with: "experiment:\n\(warmUp)")
    let compiled = try SampleScenario.compile(text, customers: 400)
    #expect(compiled.warmUpHours == (warmUp.isEmpty ? 0 : 240))
    let rows = RowCollector()
    let run = ExperimentRun(
      compiled: compiled, options: RunOptions(seed: 7, replications: 1, recordsCustomers: true))
    _ = try run.run(sink: rows)
    let width = compiled.plan.measures.count
    for row in rows.customers.prefix(60) {
      let replay = try #require(try run.replay(customer: Int(row.customer)))
      #expect(replay.arrival == row.arrival && replay.traits == row.traits)
      for journey in replay.journeys {
        let first = journey.arm * width
        #expect(journey.measures == Array(row.potentialMeasures[first..<first + width]))
      }
    }
  }

  @Test func `a replayed customer of a shared market does what the roll-out says`() throws {
    let compiled = try SampleScenario.compile(SharedStateTests.stocked, customers: 300)
    for arm in compiled.arms.indices {
      let rows = RowCollector()
      _ = try ExperimentRun(
        compiled: compiled,
        options: RunOptions(seed: 7, worlds: .rollOut(arm: arm), recordsCustomers: true)
      ).run(sink: rows)
      let run = ExperimentRun(compiled: compiled, options: RunOptions(seed: 7))
      for row in rows.customers.prefix(5) {
        let replay = try #require(try run.replay(customer: Int(row.customer)))
        #expect(replay.journeys[arm].measures == row.measures)
        #expect(replay.journeys[arm].isCensored == row.isCensored)
      }
    }
  }
}
