import Foundation
import TestSupport
import Testing

/// Orders, refunds, vouchers and fees of ``SampleScenario/till``, computed anew from the log of
/// events and the prices of the scenario, in cents.
@Suite struct LedgerTests {
  private static let prices = ["sticker": 200, "mug": 1490, "teapot": 3800]
  private static let costs = ["sticker": 40, "mug": 510, "teapot": 1750]
  private static let arrivals = ["search": 45, "email": 2]
  private static let freeFrom = ["control": 3500, "later": 5000, "gift": 3500]
  private static let vouchers = ["control": 300, "later": 300, "gift": 600]
  private static let (fee, parcel, parcelBack) = (495, 410, 300)

  /// What one customer did.
  private struct Ledger: Equatable {
    var (orders, items, revenue, margin, returns) = (0, 0, 0, 0, 0)
    /// What orders came to as placed, and their goods alone.
    var (placed, goods) = (0, 0)
  }

  private static func cents(_ cell: String?) throws -> Int {
    let value = try #require(cell.flatMap { Double($0) })
    return Int((value * 100).rounded())
  }

  private static func ledger(
    of events: [[String: String]], arm: String, channel: String
  ) throws -> Ledger {
    var ledger = Ledger()
    ledger.margin -= try #require(arrivals[channel])
    var basket: [String] = []
    var paid: [(amount: Int, cost: Int)] = []
    for event in events {
      let product = event["product"] ?? ""
      switch event["event"] {
      case "add_item": basket.append(product)
      case "remove_item":
        #expect(basket.last == product)
        _ = basket.popLast()
      case "order":
        let goods = basket.reduce(0) { $0 + (prices[$1] ?? 0) }
        let cost = basket.reduce(0) { $0 + (costs[$1] ?? 0) }
        let shipping = goods >= freeFrom[arm] ?? 0 ? 0 : fee
        let amount = goods - min(goods, vouchers[arm] ?? 0) + shipping
        #expect(try cents(event["amount"]) == amount)
        #expect(try cents(event["basket_value"]) == goods)
        ledger.orders += 1
        ledger.items += basket.count
        ledger.revenue += amount
        ledger.placed += amount
        ledger.goods += goods
        ledger.margin += amount - cost - parcel
        paid.append((amount, cost))
        basket = []
      case "refund":
        let last = try #require(paid.last)
        paid.removeLast()
        #expect(try cents(event["amount"]) == -last.amount)
        ledger.returns += 1
        ledger.revenue -= last.amount
        ledger.margin -= last.amount - last.cost + parcelBack
      default: break
      }
    }
    return ledger
  }

  private static func rows(_ files: [String: Data], _ name: String) throws -> [[String: String]] {
    let file = try #require(files.first { $0.key.hasSuffix("/\(name)") })
    return try PlainCSV(String(decoding: file.value, as: UTF8.self)).records
  }

  @Test(arguments: [1, 2])
  func `what customers paid and cost is what the log and the prices say`(seed: Int) throws {
    try withTool { tool in
      try tool.write(.till)
      let ending = try tool.run(
        "run", SampleScenario.till.name, "-q", "--events", "--customers-file", "--replications",
        "1", "--seed", "\(seed)")
      try #require(ending.status == 0, "\(ending.complaint)")
      let files = try tool.files(below: "results")
      let events = Dictionary(
        grouping: try Self.rows(files, "events.csv"), by: { $0["case_id"] ?? "" })
      var ledgers: [String: [Ledger]] = [:]
      var hasLargeVoucher = false
      for customer in try Self.rows(files, "customers.csv") {
        let arm = try #require(customer["arm"])
        let mine = events[customer["case_id"] ?? ""] ?? []
        let ledger = try Self.ledger(of: mine, arm: arm, channel: customer["channel"] ?? "")
        let found = Ledger(
          orders: try #require(customer["orders"].flatMap { Int($0) }),
          items: try #require(customer["items"].flatMap { Int($0) }),
          revenue: try Self.cents(customer["revenue"]), margin: try Self.cents(customer["margin"]),
          returns: try #require(customer["returns"].flatMap { Int($0) }),
          placed: try Self.cents(customer["order_value"]),
          goods: try Self.cents(customer["goods_value"]))
        #expect(found == ledger)
        #expect(customer["converted"] == (ledger.orders > 0 ? "1" : "0"))
        ledgers[arm, default: []].append(ledger)
        hasLargeVoucher =
          hasLargeVoucher || mine.contains { $0["event"] == "order" && $0["amount"] == "4.95" }
      }
      // A voucher above the goods leaves the fee to be paid.
      #expect(hasLargeVoucher)
      try check(try Self.rows(files, "arms.csv"), ledgers)
    }
  }

  private func check(_ arms: [[String: String]], _ ledgers: [String: [Ledger]]) throws {
    #expect(ledgers.count == 3)
    for (arm, mine) in ledgers {
      func sum(_ value: KeyPath<Ledger, Int>) -> Double {
        Double(mine.reduce(0) { $0 + $1[keyPath: value] })
      }
      let count = Double(mine.count)
      let expected = [
        "conversion": Double(mine.count { $0.orders > 0 }) / count,
        "average order value": sum(\.placed) / 100 / sum(\.orders),
        "basket value": sum(\.goods) / 100 / sum(\.orders),
        "returns per order": sum(\.returns) / sum(\.orders),
        "revenue per customer": sum(\.revenue) / 100 / count,
        "margin per customer": sum(\.margin) / 100 / count,
        "orders per customer": sum(\.orders) / count, "items per customer": sum(\.items) / count,
      ]
      for (metric, value) in expected {
        let row = try #require(
          arms.first { $0["arm"] == arm && $0["metric"] == metric && $0["segment"] == "all" })
        let found = try #require(row["value"].flatMap { Double($0) })
        #expect(abs(found - value) < 1e-9, "\(arm), \(metric)")
        #expect(row["customers"] == "\(mine.count)")
      }
    }
  }
}
