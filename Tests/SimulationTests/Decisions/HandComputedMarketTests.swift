import Testing

@testable import Scenarios
@testable import Simulation

/// A market so simple that every amount follows by hand.
struct HandComputedMarketTests {
  /// Look for an hour, put a mug into the basket for two, pay at the price shown then, come back
  /// for another after three hours.
  private static let text = """
    journeylab: 1
    title: kiosk
    market:
      horizon: 365 days
      arrivals: {customers: 6}
      channels: {search: {share: 100 %, cost: 0.45}}
    catalogue:
      mug: {price: 10.00, cost: 3.00}
    journey:
      start: look
      stages:
        look: {dwell: 1 h, next: basket}
        basket: {effect: add item, dwell: 2 h, next: pay}
        pay: {effect: order, dwell: 3 h, next: again}
        again: {effect: add item, dwell: 1 h, next: pay 2}
        pay 2: {effect: order, dwell: 1 h, next: leave}
        leave: end
    experiment:
      arms:
        control: {}
        low: {catalogue.mug.price: 8.00}
      primary: conversion
    """

  private func market(_ points: [DecisionPoint], cost: Int64 = 0) throws -> DecisionMarket {
    var variants = try ScenarioReader().read(text: Self.text, name: "kiosk").arms
    for index in variants.indices {
      variants[index].levers = [TestMarket.lever("price", actions: 2)]
      variants[index].journey.stages[3].cost = Money(minorUnits: cost)
    }
    var learning = TestMarket.learning()
    learning.decisions = points
    return try DecisionMarket(variants: variants, learning: learning, customers: nil)
  }

  private func price(at stage: Int) -> DecisionPoint {
    TestMarket.decision(
      "price", lever: 0, stage: stage, statusQuo: 0,
      context: [.attribute(.basketValue), .attribute(.visits), .attribute(.price)])
  }

  @Test(arguments: [false, true])
  func `a price shown midway holds from there on`(oneByOne: Bool) throws {
    let market = try market([price(at: 2)], cost: 20)
    var maker = SteadyMaker([1])
    let outcome = try market.run(maker: &maker, seed: 1, oneByOne: oneByOne)
    for row in outcome.customers {
      // Both orders at the low price: the basket is priced anew by what the customer is shown.
      #expect(row.orders == 2 && row.revenue == 1600 && row.decisions == 1)
      #expect(row.margin == 1600 - 600 - 45 - 20)
      let moments = maker.moments.filter { $0.customer == row.customer }
      #expect(moments.count == 1)
      #expect(moments[0].time == row.arrival + 1 + 2 && moments[0].visit == 1)
      // What is seen is the present variant's: the basket before the new price.
      #expect(moments[0].context == [10, 1, 10])
      let notices = maker.notices.filter { $0.customer == row.customer }
      #expect(notices.map(\.orders) == [1, 0, 1, 0])
      #expect(notices.map(\.revenue) == [800, 0, 800, 0])
      #expect(notices.map(\.margin) == [500, -20, 500, 0])
      let times = [3.0, 6, 7, 8].map { row.arrival + $0 }
      #expect(zip(notices.map(\.time), times).allSatisfy { abs($0 - $1) < 1e-9 })
      #expect(notices.map(\.isLast) == [false, false, false, true])
    }
  }

  @Test func `a later price changes no order before it`() throws {
    let market = try market([price(at: 4)])
    var maker = SteadyMaker([1])
    let outcome = try market.run(maker: &maker, seed: 1, isCancelled: { false })
    #expect(outcome.customers.allSatisfy { $0.revenue == 1800 && $0.margin == 1800 - 645 })
    // Of the first order, which was before any decision, nothing is told.
    #expect(maker.notices.count == 12 && maker.notices.allSatisfy { $0.orders < 2 })
    #expect(maker.notices.reduce(0) { $0 + $1.revenue } == 6 * 800)
  }
}
