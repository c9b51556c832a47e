import Foundation
import TestSupport
import Testing

/// The event log and the business's own tables beside the figures of the same run.
@Suite struct BusinessTablesTests {
  private typealias Row = [String: String]

  /// The files of one run, by their names.
  private struct Books {
    let files: [String: [Row]]
    let headers: [String: [String]]

    init(_ arguments: [String]) throws {
      var found: [String: Data] = [:]
      try withTool { tool in
        try tool.write(.books)
        let ending = try tool.finish(
          tool.start(["run", SampleScenario.books.name, "-q", "--replications", "1"] + arguments))
        try #require(ending.status == 0, "\(ending.complaint)")
        found = try tool.files(below: "results")
      }
      var files: [String: [Row]] = [:]
      var headers: [String: [String]] = [:]
      for (path, data) in found where path.hasSuffix(".csv") {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let table = try PlainCSV(String(decoding: data, as: UTF8.self))
        (files[name], headers[name]) = (table.records, table.header)
      }
      (self.files, self.headers) = (files, headers)
    }

    subscript(name: String) -> [Row] {
      get throws { try #require(files[name]) }
    }
  }

  private static let warmUp = ["--set", "experiment.warm_up=8 days"]
  private static let all = Result { try Books(["--events", "--customers-file"]) }
  private static let warm = Result { try Books(["--events", "--customers-file"] + warmUp) }
  private static let tables = Result { try Books(["--events", "--tables"]) }
  private static let warmTables = Result { try Books(["--events", "--tables"] + warmUp) }

  private static func cents(_ cell: String?) throws -> Int {
    guard let cell, !cell.isEmpty else { return 0 }
    return Int((try #require(Double(cell)) * 100).rounded())
  }

  /// Revenue and margin of each customer from the log alone, in cents.
  private static func money(_ events: [Row]) throws -> [String: (revenue: Int, margin: Int)] {
    var money: [String: (revenue: Int, margin: Int)] = [:]
    for event in events {
      let (amount, cost) = (try cents(event["amount"]), try cents(event["cost"]))
      money[event["case_id"] ?? "", default: (0, 0)].revenue += amount
      money[event["case_id"] ?? "", default: (0, 0)].margin += amount - cost
    }
    return money
  }

  @Test(arguments: [false, true])
  func `revenue and margin of each customer, arm and day follow from the log`(
    isWarm: Bool
  ) throws {
    let books = try (isWarm ? Self.warm : Self.all).get()
    let events = try books["events.csv"]
    let money = try Self.money(events)
    for customer in try books["customers.csv"] {
      let (revenue, margin) = money[customer["case_id"] ?? ""] ?? (0, 0)
      #expect(try Self.cents(customer["revenue"]) == revenue)
      #expect(try Self.cents(customer["margin"]) == margin)
    }
    // By arm and day of arrival: the first event, or what the log says where it begins later.
    var sums: [[String]: (revenue: Int, margin: Int)] = [:]
    var seen: Set<String> = []
    for event in events where seen.insert(event["case_id"] ?? "").inserted {
      let arrival = (isWarm ? event["arrival"] : event["timestamp"]) ?? ""
      let (revenue, margin) = money[event["case_id"] ?? ""] ?? (0, 0)
      sums[[event["arm"] ?? "", String(arrival.prefix(10))], default: (0, 0)].revenue += revenue
      sums[[event["arm"] ?? "", String(arrival.prefix(10))], default: (0, 0)].margin += margin
    }
    var compared = 0
    for row in try books["daily.csv"] {
      let (revenue, margin) = sums[[row["arm"] ?? "", row["date"] ?? ""]] ?? (0, 0)
      let right =
        ["revenue per customer": revenue, "margin per customer": margin][row["metric"] ?? ""]
      guard let right, let mean = row["value"].flatMap({ Double($0) }) else { continue }
      let customers = try #require(row["customers"].flatMap { Double($0) })
      #expect(abs(mean * customers * 100 - Double(right)) < 1e-6, "\(row)")
      compared += right == 0 ? 0 : 1
    }
    #expect(compared > 60)
    for row in try books["arms.csv"] where row["segment"] == "all" {
      let arm = sums.filter { $0.key[0] == row["arm"] }.values
      let right =
        row["metric"] == "revenue per customer"
        ? arm.reduce(0) { $0 + $1.revenue } : arm.reduce(0) { $0 + $1.margin }
      let mean = try #require(row["value"].flatMap { Double($0) })
      let customers = try #require(row["customers"].flatMap { Double($0) })
      #expect(abs(mean * customers * 100 - Double(right)) < 1e-6)
    }
    #expect(Set(events.compactMap { $0["event"] }).count == 10, "everything happens")
  }

  @Test func `a page view has the product that is looked at then, and none before`() throws {
    let events = try Self.all.get()["events.csv"]
    var looked: String?
    var customer: String?
    var views = 0
    for event in events {
      if event["case_id"] != customer { (customer, looked) = (event["case_id"], nil) }
      if event["stage"] == "look", event["event"] == "enter" {
        looked = event["product"]
        #expect(looked != "")
        views += 1
      } else if event["event"] == "add_item" {
        #expect(event["product"] == looked)
      } else if event["event"] == "enter" {
        #expect(event["product"] == looked ?? "")
      }
    }
    #expect(views > 300)
  }

  @Test func `columns are there where what they tell of is`() throws {
    let books = try Self.all.get()
    let header = try #require(books.headers["events.csv"])
    #expect(header.suffix(5) == ["cost", "segment", "shipping", "shipping_fee", "voucher"])
    #expect(try Self.warm.get().headers["events.csv"]?.last == "arrival")
    try withTool { tool in
      try tool.write(.till)
      let ending = try tool.run(
        "simulate", SampleScenario.till.name, "-q", "--out", "log", "--set",
        "journey.stages.checkout.voucher=0")
      try #require(ending.status == 0, "\(ending.complaint)")
      let log = try #require(try tool.files(below: "log").first?.value)
      // One arm still gives a voucher.
      #expect(
        try PlainCSV(String(decoding: log, as: UTF8.self)).header.suffix(4) == [
          "cost", "shipping", "shipping_fee", "voucher",
        ])
    }
  }

  @Test(arguments: [false, true])
  func `orders and sessions add up to the customers' figures`(isWarm: Bool) throws {
    let books = try (isWarm ? Self.warmTables : Self.tables).get()
    var money: [String: (revenue: Int, orders: Int, items: Int, returns: Int)] = [:]
    let known = ["sticker": "2.00", "mug": "14.90", "teapot": "38.00"]
    for order in try books["orders.csv"] {
      let goods = try (order["lines"] ?? "").split(separator: ";").reduce((0, 0)) { sum, line in
        let parts = line.split(separator: ":").map(String.init)
        #expect(parts[2] == known[parts[0]])
        let count = try #require(Int(parts[1]))
        return (sum.0 + count, sum.1 + count * (try Self.cents(parts[2])))
      }
      #expect(order["items"] == "\(goods.0)")
      #expect(try Self.cents(order["goods_value"]) == goods.1)
      let paid = try goods.1 - Self.cents(order["voucher"]) + Self.cents(order["shipping_fee"])
      #expect(try Self.cents(order["paid"]) == paid)
      var sums = money[order["case_id"] ?? ""] ?? (0, 0, 0, 0)
      sums.revenue += paid - (try Self.cents(order["refunded"]))
      sums.orders += 1
      sums.items += goods.0
      sums.returns += order["refund_time"] == "" ? 0 : 1
      money[order["case_id"] ?? ""] = sums
      #expect(order["order"] == "\(order["case_id"] ?? "")-\(sums.orders)")
      let (time, delivered) = (order["timestamp"] ?? "", order["delivered"] ?? "")
      #expect(delivered.isEmpty || delivered > time)
      #expect((order["promised"] ?? "") > time)
    }
    let customers = try books["customers.csv"]
    #expect(customers.first?.keys.contains { $0.hasPrefix("true_") } == false)
    var sessions: [String: (revenue: Int, orders: Int)] = [:]
    for session in try books["sessions.csv"] {
      sessions[session["case_id"] ?? "", default: (0, 0)].revenue +=
        try Self.cents(session["revenue"])
      sessions[session["case_id"] ?? "", default: (0, 0)].orders +=
        Int(session["orders"] ?? "") ?? 0
    }
    for customer in customers {
      let name = customer["case_id"] ?? ""
      let own = money[name] ?? (0, 0, 0, 0)
      #expect(customer["orders"] == "\(own.orders)")
      #expect(customer["items"] == "\(own.items)")
      #expect(try Self.cents(customer["revenue"]) == sessions[name]?.revenue ?? 0)
      #expect(own.orders == sessions[name]?.orders ?? 0)
      // Orders from before the log are given back within it, and have no row.
      guard !isWarm else { continue }
      #expect(customer["returns"] == "\(own.returns)")
      #expect(try Self.cents(customer["revenue"]) == own.revenue)
    }
  }

  @Test func `a gap of over half an hour begins a session`() throws {
    let books = try Self.tables.get()
    var starts: [[String]: Int] = [:]
    var last: (customer: String, time: Date)?
    let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    for event in try books["events.csv"] where event["event"] != "censored" {
      let (customer, time) = (
        event["case_id"] ?? "", try format.parse(event["timestamp"] ?? "")
      )
      let isNew =
        last?.customer != customer || time.timeIntervalSince(last?.time ?? time) > 1800
      if isNew { starts[[customer], default: 0] += 1 }
      last = (customer, time)
    }
    let found = Dictionary(
      grouping: try books["sessions.csv"], by: { [$0["case_id"] ?? ""] }
    ).mapValues(\.count)
    #expect(found == starts)
    #expect(found.values.contains { $0 > 2 })
  }

  @Test func `tables beside the truth keep it in columns of their own`() throws {
    let observed = ["--set", "population.observed=[thrift]"]
    let own = try #require(try Books(["--tables"] + observed).headers["customers.csv"])
    #expect(own.last == "thrift")
    let header = try #require(try Books(["--tables", "--customers-file"]).headers["customers.csv"])
    #expect(header.contains("true_thrift"))
    #expect(header.contains("revenue"))
  }
}
