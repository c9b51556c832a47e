import Scenarios
import SimulationSupport
import TestSupport
import Testing

@testable import Simulation

/// Part returns and quantities, by hand and beside the oracle.
@Suite struct ReturnsTests {
  /// One customer buys twice three mugs with a voucher and sends something back.
  private static func text(_ refund: String, quantity: String = "3") -> String {
    """
    journeylab: 1
    title: returns
    market: {horizon: 30 days, arrivals: {customers: 1, until: 1 day}}
    catalogue: {mug: {price: 10.00, cost: 4.00}}
    shipping: {post: {fee: 2.00, cost: 1.00, return_cost: 0.75, return_fee: 0.50, promised: 1 day}}
    journey:
      stages:
        look: {effect: add item, quantity: \(quantity), voucher: 6.01, dwell: 1 h, next: buy}
        buy: {effect: order, dwell: 1 day, next: back}
        back: {\(refund), dwell: 1 day, next: again}
        again: {\(refund), next: leave}
        leave: end

    """
  }

  // Paid: 30.00 - 6.01 + 2.00 = 25.99, at a cost of 12.00 + 1.00. The last mug's share of the
  // voucher is 2.00 (rounded down), so that 8.00 were paid for it.
  @Test(arguments: [
    ("effect: refund", 2549, -1200), ("refund: order", 2549, -1200),
    ("refund: half", 1149, -600), ("refund: last item", 750, -400),
    ("effect: refund, refund: half", 1149, -600),
  ])
  func `a return gives back what was paid for it, once, less the fee`(
    refund: String, back: Int64, goods: Int64
  ) throws {
    let compiled = try SampleScenario.compile(Self.text(refund))
    let rows = RowCollector()
    _ = try ExperimentRun(
      compiled: compiled,
      options: RunOptions(seed: 1, worlds: .split, recordsEvents: true, recordsCustomers: true)
    ).run(sink: rows)
    let customer = try #require(rows.customers.first)
    func value(_ tally: Tally) throws -> Int64 {
      customer.measures[try compiled.plan.place(of: .tally(tally))]
    }
    #expect(try value(.items) == 3)
    #expect(try value(.returns) == 1)
    #expect(try value(.revenue) == 2599 - back)
    #expect(try value(.margin) == 2599 - 1300 - back - goods - 75)
    let refunds = rows.events.filter { $0.kind == .refund }
    #expect(refunds.map(\.amount) == [-back])
    #expect(refunds.map(\.cost) == [75 + goods])
    // One event for all three items.
    #expect(rows.events.filter { $0.kind == .addItem }.map(\.basketItems) == [3])
  }

  @Test(arguments: [("2.4", 2), ("2.5", 3), ("-7", 1), ("0", 1), ("5000", 1000)])
  func `a quantity is rounded and at least 1, as far as the basket has room`(
    quantity: String, items: Int64
  ) throws {
    let compiled = try SampleScenario.compile(Self.text("effect: refund", quantity: quantity))
    let rows = RowCollector()
    _ = try ExperimentRun(
      compiled: compiled, options: RunOptions(seed: 1, worlds: .split, recordsCustomers: true)
    ).run(sink: rows)
    let place = try compiled.plan.place(of: .tally(.items))
    #expect(rows.customers.map { $0.measures[place] } == [items])
  }

  @Test(arguments: ["half", "last item", "order"])
  func `returns and quantities are what the oracle finds`(part: String) throws {
    let text = """
      journeylab: 1
      title: seats
      market: {horizon: 60 days, arrivals: {customers: 300}}
      population: {traits: {seats: "lognormal(mean: 6, sd: 9)", fit: "normal(0, 1)"}}
      catalogue: {seat: {price: 19.99, cost: 3.01}, desk: {price: 70.07, cost: 31, stock: {initial: 900}}}
      shipping: {post: {fee: 4.95, free_from: 60, cost: 4, return_cost: 3, return_fee: 2.49, promised: 2 days, actual: "gamma(mean: 2 days, sd: 1 day)"}}
      journey:
        stages:
          look: {choose: product, effect: add item, quantity: {seats: 1, product(desk) * seats: -0.8}, dwell: 2 h, next: {buy: 1, look: 0, leave: 0}}
          buy: {effect: order, voucher: 7.77, dwell: delivery time, next: {keeps: 1, back: {fit: -1}}}
          back: {refund: \(part), dwell: 1 h, next: {look: 0, leave: 0}}
          keeps: {dwell: 9 days, next: {look: 0.5, back: 0, leave: 0}}
          leave: end
      experiment:
        arms: {control: {}, free: {shipping.post.return_fee: 0}}
        warm_up: 7 days
        metrics: [margin per customer, basket value, average order value]

      """
    let comparison = try PlainComparison(
      SampleScenario.compile(text), seed: 9, worlds: .experiment)
    #expect(comparison.differences == [])
  }
}
