import Scenarios
import SimulationSupport
import TestSupport
import Testing

@testable import Simulation

@Suite struct `Calendar quantities` {
  /// Customers think for two days and order by a utility of the calendar alone.
  private static func text(_ utility: String) -> String {
    """
    journeylab: 1
    title: calendar
    market: {horizon: 40 days, arrivals: {customers: 2000}}
    journey:
      stages:
        look: {effect: add item, dwell: 2 days, next: {order: {\(utility)}, leave: 0}}
        order: {effect: order, next: leave}
        leave: end
    """
  }

  @Test(arguments: [
    ("after(10 days): 200, constant: -100", 10.0), ("day: 1000, constant: -25000", 25.0),
  ])
  func `tell early choices from late ones`(utility: String, turn: Double) throws {
    let compiled = try SampleScenario.compile(Self.text(utility))
    let collector = RowCollector()
    _ = try ExperimentRun(
      compiled: compiled,
      options: RunOptions(seed: 5, threads: 1, replications: 1, recordsCustomers: true)
    ).run(sink: collector)
    let converted = try #require(compiled.plan.measures.firstIndex(of: .tally(.converted)))
    var orders = 0
    for customer in collector.customers {
      // The choice falls two days after the arrival; none falls after the horizon.
      let choice = customer.arrival / 24 + 2
      guard abs(choice - turn) > 0.1 else { continue }
      let isBuyer = choice > turn && choice <= 40
      #expect(customer.measures[converted] == (isBuyer ? 1 : 0))
      orders += isBuyer ? 1 : 0
    }
    #expect(orders > 300)
  }
}
