import Scenarios
import SimulationSupport
import TestSupport
import Testing

@testable import Simulation

/// What changes for a customer when the market changes, and what does not.
struct CommonDrawTests {
  private func rows(_ text: String, seed: UInt64 = 3) throws -> RowCollector {
    let rows = RowCollector()
    _ = try ExperimentRun(
      compiled: SampleScenario.compile(text),
      options: RunOptions(
        seed: seed, worlds: .split, recordsEvents: true, recordsCustomers: true)
    ).run(sink: rows)
    return rows
  }

  private static func market(_ size: String, horizon: String) -> String {
    """
    journeylab: 1
    title: arrivals
    market:
      horizon: \(horizon)
      arrivals: {\(size), weekly: {sat: 3, sun: 0}, daily: office hours}
    population: {traits: {taste: "gamma(2, 3)"}}
    journey:
      stages:
        here: {dwell: exponential(mean: 3 h), next: {there: 0.5, gone: 0}}
        there: {dwell: exponential(mean: 9 h), next: {here: 0.2, gone: 0}}
        gone: end
    """
  }

  @Test(arguments: ["9 days", "250 h", "13 days", "40 days"])
  func `a longer horizon moves nobody`(horizon: String) throws {
    let short = try rows(Self.market("rate: 60 / day", horizon: "9 days"))
    let long = try rows(Self.market("rate: 60 / day", horizon: horizon))
    #expect(short.customers.count > 300)
    #expect(long.customers.count >= short.customers.count)
    for (one, other) in zip(short.customers, long.customers) {
      #expect(one.customer == other.customer && one.arrival == other.arrival)
      #expect(one.traits == other.traits)
      if !one.isCensored { #expect(one.measures == other.measures) }
    }
    #expect(short.customers.allSatisfy { $0.arrival < 216 })
    #expect(long.customers.dropFirst(short.customers.count).allSatisfy { $0.arrival >= 216 })
  }

  @Test func `a horizon within a day cuts that day`() throws {
    let whole = try rows(Self.market("rate: 60 / day", horizon: "11 days")).customers
    let part = try rows(Self.market("rate: 60 / day", horizon: "251 h")).customers
    let early = whole.filter { $0.arrival < 251 }
    #expect(early.map(\.arrival) == part.map(\.arrival))
    #expect(early.map(\.traits) == part.map(\.traits))
    #expect(part.contains { $0.arrival > 240 })
  }

  @Test func `a higher rate adds customers and moves nobody`() throws {
    let few = try rows(Self.market("rate: 60 / day", horizon: "20 days")).customers
    let many = try rows(Self.market("rate: 90 / day", horizon: "20 days")).customers
    let found = Dictionary(uniqueKeysWithValues: many.map { ($0.arrival, $0) })
    #expect(many.count > few.count + 300)
    for customer in few {
      let same = try #require(found[customer.arrival])
      #expect(same.traits == customer.traits && same.measures == customer.measures)
    }
  }

  private static func shop(_ products: String) -> String {
    """
    journeylab: 1
    title: race
    market: {horizon: 10 days, arrivals: {customers: 3000}}
    population: {traits: {taste: "normal(0, 1)"}}
    catalogue: {\(products)}
    journey:
      stages:
        look:
          choose: {product: {price: -0.1, taste * price: 0.05}}
          effect: add item
          dwell: 1 h
          next: gone
        gone: end
    """
  }

  @Test func `a product added in front moves those alone who take it`() throws {
    let old = "a: {price: 10}, b: {price: 12, popularity: 3}, c: {price: 15}"
    func picks(_ text: String) throws -> [Int] {
      try rows(Self.shop(text)).events.filter { $0.kind == .addItem }.map { Int($0.product) }
    }
    let (before, after) = (try picks(old), try picks("new: {price: 11}, " + old))
    #expect(before.count == 3000 && after.count == 3000)
    #expect(Set(before) == [0, 1, 2])
    #expect(zip(before, after).allSatisfy { $1 == 0 || $1 == $0 + 1 })
    #expect(after.count { $0 == 0 } > 300)
  }

  private static func shelf(_ stock: String, _ next: String) -> String {
    """
    journeylab: 1
    title: shelf
    market: {horizon: 30 days, arrivals: {customers: 4000}}
    catalogue: {mug: {price: 10\(stock)}}
    journey:
      stages:
        look: {effect: add item, dwell: 1 h, next: \(next)}
        buy: {effect: order, dwell: 1 h, next: leave}
        think: {dwell: 2 h, next: leave}
        leave: end
    """
  }

  /// The second stage that each customer enters; -1 for who came too late to enter one.
  private func seconds(_ text: String) throws -> [Int] {
    let events = try rows(text).events.filter { $0.kind == .enter }
    return Dictionary(grouping: events, by: \.customer).sorted { $0.key < $1.key }
      .map { $0.value.count > 1 ? Int($0.value[1].stage) : -1 }
  }

  @Test func `an empty shelf moves those alone who wished for what it lacks`() throws {
    let next = "{think: 0.4, buy: 0.3, leave: 0}"
    let (open, closed) = (
      try seconds(Self.shelf("", next)), try seconds(Self.shelf(", stock: {initial: 0}", next))
    )
    #expect(open.count > 3900 && open.count == closed.count)
    var thinking = 0.0
    var refused = 0.0
    for (wish, way) in zip(open, closed) {
      if wish != 1 {
        #expect(way == wish)
      } else {
        #expect(way != 1)
        refused += 1
        thinking += way == 2 ? 1 : 0
      }
    }
    // The rest of the word decides as another word would.
    let share = ElementaryMath.exp(0.4) / (1 + ElementaryMath.exp(0.4))
    #expect(abs(thinking / refused - share) < 4 * 0.5 / refused.squareRoot())
  }

  @Test func `who has no other way enters and orders nothing`() throws {
    let rows = try rows(Self.shelf(", stock: {initial: 3}", "{buy: 0, leave: -2000, think: -2000}"))
    #expect(rows.events.count { $0.kind == .order } == 3)
    let entries = rows.events.filter { $0.kind == .enter && $0.stage == 1 }.count
    #expect(entries > 3900)
    #expect(rows.events.count { $0.kind == .stockOut && $0.stage == 1 } == entries - 3)
  }
}
