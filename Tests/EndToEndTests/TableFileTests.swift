import Foundation
import TestSupport
import Testing

@Suite struct TableFileTests {
  /// Rows of a file by the names in its header.
  private func rows(_ name: String, of tool: Tool) throws -> [[String: String]] {
    let files = try tool.files(below: "results")
    let file = try #require(files.first { $0.key.hasSuffix("/\(name)") })
    return try PlainCSV(String(decoding: file.value, as: UTF8.self)).records
  }

  private func number(_ cell: String?) throws -> Double {
    let text = try #require(cell)
    return try #require(Double(text))
  }

  @Test func `the tables agree with the customers they are made of`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let ending = try tool.run(
        "run", SampleScenario.freeShipping.name, "-q", "--events", "--customers-file")
      try #require(ending.status == 0, "\(ending.complaint)")
      let customers = try rows("customers.csv", of: tool)
      #expect(customers.count == 400)
      let arms = try rows("arms.csv", of: tool)
      let events = try rows("events.csv", of: tool)
      let funnel = try rows("funnel.csv", of: tool)
      for arm in ["control", "from 30"] {
        let mine = customers.filter { $0["arm"] == arm }
        func value(_ metric: String, _ column: String) throws -> Double {
          try number(
            arms.first {
              $0["arm"] == arm && $0["segment"] == "all" && $0["metric"] == metric
            }?[column])
        }
        let converted = try mine.reduce(0) { $0 + (try number($1["converted"])) }
        let revenue = try mine.reduce(0) { $0 + (try number($1["revenue"])) }
        let count = Double(mine.count)
        let reported = (
          customers: try value("conversion", "customers"), share: try value("conversion", "value"),
          revenue: try value("revenue per customer", "value")
        )
        #expect(reported.customers == count)
        #expect(abs(reported.share - converted / count) < 1e-12)
        #expect(abs(reported.revenue - revenue / count) < 1e-9)
        let orders = try mine.reduce(0) { $0 + (try number($1["orders"])) }
        let logged = events.count { $0["arm"] == arm && $0["event"] == "order" }
        #expect(Double(logged) == orders)
        let visits = events.count {
          $0["arm"] == arm && $0["event"] == "enter" && $0["stage"] == "visit"
        }
        let entered = funnel.first {
          $0["arm"] == arm && $0["segment"] == "all" && $0["stage"] == "visit"
        }?["entered"]
        let counted = try number(entered)
        #expect(counted == Double(visits))
        // The outcome under the assigned arm is one of the potential outcomes.
        let potential = "true_revenue_\(arm == "control" ? "control" : "from_30")"
        #expect(mine.allSatisfy { $0["revenue"] == $0[potential] })
      }
      #expect(events.contains { $0["channel"] == "'=email" })
    }
  }

  @Test func `the true values are those of the potential outcomes`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let ending = try tool.run(
        "run", SampleScenario.freeShipping.name, "-q", "--customers-file", "--replications", "1")
      try #require(ending.status == 0, "\(ending.complaint)")
      let customers = try rows("customers.csv", of: tool)
      let arms = try rows("arms.csv", of: tool)
      for (arm, column) in [("control", "control"), ("from 30", "from_30")] {
        for segment in ["all", "hunters", "regulars"] {
          let mine = customers.filter { segment == "all" || $0["segment"] == segment }
          let revenue = try mine.reduce(0) { $0 + (try number($1["true_revenue_\(column)"])) }
          let row = arms.first {
            $0["arm"] == arm && $0["segment"] == segment
              && $0["metric"] == "revenue per customer"
          }
          let difference = try number(row?["true_value"]) - revenue / Double(mine.count)
          #expect(abs(difference) < 1e-9)
        }
      }
    }
  }

  @Test func `days and steps add up to all customers and visits`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let ending = try tool.run("run", SampleScenario.freeShipping.name, "-q")
      try #require(ending.status == 0, "\(ending.complaint)")
      let daily = try rows("daily.csv", of: tool).filter { $0["metric"] == "conversion" }
      let arrived = try daily.reduce(0) { $0 + (try number($1["customers"])) }
      #expect(arrived == 400)
      #expect(Set(daily.compactMap { $0["date"] }).count == 30)
      let funnel = try rows("funnel.csv", of: tool).filter { $0["segment"] == "all" }
      for row in funnel where row["stage"] != "leave" {
        let steps = try (row["left_for"] ?? "").split(separator: ";").reduce(0.0) {
          $0 + (try number($1.split(separator: ":").last.map(String.init)))
        }
        let (entered, censored) = (try number(row["entered"]), try number(row["censored"]))
        #expect(entered == steps + censored)
      }
    }
  }
}
