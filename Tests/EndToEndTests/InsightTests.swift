import Foundation
import TestSupport
import Testing

@Suite struct InsightTests {
  /// Runs the sample scenario with its events once; its folder, by name below the tool's.
  private func run(_ tool: Tool) throws -> String {
    try tool.write(SampleScenario.freeShipping)
    let ending = try tool.run(
      "run", SampleScenario.freeShipping.name, "--customers", "1500", "--events",
      "--customers-file", "-q", "--out", "r")
    #expect(ending.status == 0, "\(ending.complaint)")
    let scenario = try MissingValue.unwrap(tool.names(in: "r").first, "a folder of results")
    let digest = try MissingValue.unwrap(tool.names(in: "r/\(scenario)").first, "a run")
    return "r/\(scenario)/\(digest)"
  }

  @Test func `a run is told with its truth: map and funnel agree, tables and picture are written`()
    throws
  {
    try withTool { tool in
      let folder = try run(tool)
      let ending = try tool.run("insight", folder, "-q", "--out", "told")
      #expect(ending.status == 0, "\(ending.complaint)")
      #expect(ending.output.contains("funnel.csv of the run counts the same visits at all"))
      let names = Set(tool.names(in: "told"))
      let expected: Set<String> = [
        "map.csv", "map.svg", "dropoffs.csv", "segments.csv", "segments_customers.csv",
        "figures.csv", "columns.csv", "summary.txt", "summary.json",
      ]
      #expect(names.isSuperset(of: expected), "\(names)")
      let files = try tool.files(below: "told")
      let map = try PlainCSV(text(files, "map.csv"))
      let funnel = try PlainCSV(
        String(
          contentsOf: tool.folder.appending(path: folder).appending(path: "funnel.csv"),
          encoding: .utf8))
      for stage in ["visit", "leave"] {
        let visits = map.records.filter { $0["phase"] == stage && $0["segment"] == "all" }
          .compactMap { Int($0["visits"] ?? "") }
        let entered = funnel.records.filter { $0["stage"] == stage && $0["segment"] == "all" }
          .compactMap { Int($0["entered"] ?? "") }
        #expect(visits == [entered.reduce(0, +)], "\(stage)")
      }
      let json = try JSONSerialization.jsonObject(with: files["summary.json"] ?? Data())
      let parts = ((json as? [String: Any])?["parts"] as? [String: Any])?.keys
      #expect(parts?.contains("service") == true)
      // Written once more only where asked for.
      #expect(try tool.run("insight", folder, "-q", "--out", "told").status != 0)
      #expect(try tool.run("insight", folder, "-q", "--out", "told", "--force").status == 0)
    }
  }

  private func text(_ files: [String: Data], _ name: String) throws -> String {
    String(decoding: try MissingValue.unwrap(files[name], name), as: UTF8.self)
  }

  @Test func `a question that the log cannot answer ends with status 2 and the reason`() throws {
    try withTool { tool in
      try tool.write("user,event,time\na,look,2026-01-01\n", to: "log.csv")
      let alone = try tool.run("insight", "log.csv", "--only", "lifetime", "-q")
      #expect(alone.status == 2)
      #expect(alone.complaint.contains("--order"))
      let all = try tool.run("insight", "log.csv", "-q")
      #expect(all.status == 0)
      #expect(all.output.contains("No answer."))
      #expect(try tool.run("insight", "none.csv", "-q").status == 2)
      #expect(try tool.run("insight", ".", "-q").complaint.contains("--events"))
    }
  }

  @Test func `a database has the run's orders, lines and revenue, and answers its views`() throws {
    try withTool { tool in
      let folder = try run(tool)
      let ending = try tool.run("export", folder, "--to", "sqlite", "--output", "shop.sqlite")
      #expect(ending.status == 0, "\(ending.complaint)")
      let refused = try tool.run("export", folder, "--to", "sqlite")
      #expect(refused.status == 2)
      #expect(refused.complaint.contains("--output"))
      let head = try #require(
        try FileHandle(forReadingFrom: tool.folder.appending(path: "shop.sqlite"))
          .read(upToCount: 15))
      #expect(String(decoding: head, as: UTF8.self) == "SQLite format 3")
      guard try tool.shell("command -v sqlite3").status == 0 else {
        print("skipped: no sqlite3 program")
        return
      }
      func ask(_ sql: String) throws -> String {
        let answer = try tool.shell("sqlite3 shop.sqlite \"\(sql)\"")
        #expect(answer.status == 0, "\(answer.complaint)")
        return answer.output.trimmingCharacters(in: .whitespacesAndNewlines)
      }
      let customers = try PlainCSV(
        String(
          contentsOf: tool.folder.appending(path: folder).appending(path: "customers.csv"),
          encoding: .utf8)
      ).records
      func sum(_ name: String) -> Double {
        customers.reduce(0) { $0 + (Double($1[name] ?? "") ?? 0) }
      }
      #expect(try ask("SELECT count(*) FROM customers") == "\(customers.count)")
      #expect(try ask("SELECT count(*) FROM orders") == "\(Int(sum("orders")))")
      #expect(try ask("SELECT sum(quantity) FROM lines") == "\(Int(sum("items")))")
      let refunds = try Double(ask("SELECT coalesce(sum(amount), 0) FROM refunds")) ?? .nan
      let revenue = try Double(ask("SELECT sum(amount) FROM orders")) ?? .nan
      #expect(refunds >= 0)
      #expect(revenue > 0)
      for view in [
        "revenue_by_day", "customers_by_channel", "customers_by_arm", "best_products",
        "customer_value", "repeat_buyers", "refund_rate",
      ] {
        #expect(!(try ask("SELECT * FROM \(view) LIMIT 1")).isEmpty, "\(view)")
      }
      #expect(try ask("PRAGMA foreign_key_check").isEmpty)
      #expect(
        try ask("SELECT abs(sum(revenue) - \(revenue)) < 0.01 FROM revenue_by_day") == "1")
      guard try tool.shell("python3 -c 'import pandas'").status == 0 else {
        print("skipped: no pandas")
        return
      }
      try tool.write(
        """
        import pandas, sqlite3
        shop = sqlite3.connect("shop.sqlite")
        lines = pandas.read_sql("select * from lines join orders using (order_id)", shop)
        print(lines.quantity.sum(), pandas.read_sql("select * from orders", shop).ordered.dtype)
        """, to: "read.py")
      let read = try tool.shell("python3 read.py")
      #expect(read.status == 0, "\(read.complaint)")
      #expect(read.output.hasPrefix("\(Int(sum("items"))) "))
    }
  }
}
