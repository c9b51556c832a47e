import Foundation
import TestSupport
import Testing

/// What a scenario's experiment asks for beyond the usual, against figures by brute force.
@Suite struct PlanTests {
  private static func scenario(_ experiment: String) -> String {
    SampleScenario.freeShipping.text.replacing("customers: 400", with: "customers: 3000")
      + experiment
  }

  private static func run(
    _ tool: Tool, _ scenario: String, _ arguments: [String] = [], out: String = "results"
  ) throws -> (files: [String: Data], summary: [String: Any], output: String) {
    try tool.write(scenario, to: "sample.yaml")
    let ending = try tool.finish(
      tool.start(
        ["run", "sample.yaml", "-q", "--replications", "1", "--customers-file", "--out", out]
          + arguments))
    try #require(ending.status == 0, "\(ending.complaint)")
    let folder = try #require(tool.names(in: "\(out)/sample").first)
    let files = try tool.files(below: "\(out)/sample/\(folder)")
    let summary = try JSONSerialization.jsonObject(with: files["summary.json"] ?? Data())
    return (files, try #require(summary as? [String: Any]), flowing(ending.output))
  }

  /// Rows of a table as dictionaries.
  private static func rows(_ data: Data?) -> [[String: String]] {
    let lines = String(decoding: data ?? Data(), as: UTF8.self).split(separator: "\n")
    let header = cells(lines.first ?? "")
    return lines.dropFirst().map { line in
      Dictionary(zip(header, cells(line))) { first, _ in first }
    }
  }

  /// Cells of a line; commas within quotation marks separate none.
  private static func cells(_ line: Substring) -> [String] {
    var cells = [""]
    var isQuoted = false
    for character in line {
      switch character {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted: cells.append("")
      default: cells[cells.count - 1].append(character)
      }
    }
    return cells
  }

  /// The text without its line breaks and indents.
  private static func flowing(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private static func quantile(_ values: [Double], _ level: Double) -> Double {
    let sorted = values.sorted()
    let position = level * Double(sorted.count - 1)
    let index = Int(position)
    guard index + 1 < sorted.count else { return sorted[sorted.count - 1] }
    return sorted[index] + (position - Double(index)) * (sorted[index + 1] - sorted[index])
  }

  private static func mean(_ values: [Double]) -> Double {
    values.reduce(0, +) / Double(values.count)
  }

  /// The area under the product-limit curve, one customer after the other.
  private static func restrictedMean(
    _ times: [(time: Double, isEvent: Bool)], within horizon: Double
  ) -> Double {
    // Customers lost at the time of an event are at risk then.
    let sorted = times.sorted { ($0.time, $0.isEvent ? 0 : 1) < ($1.time, $1.isEvent ? 0 : 1) }
    var (survival, area, last) = (1.0, 0.0, 0.0)
    for (index, item) in sorted.enumerated() where item.isEvent && item.time <= horizon {
      area += survival * (item.time - last)
      last = item.time
      survival *= 1 - 1 / Double(sorted.count - index)
    }
    return area + survival * (horizon - last)
  }

  @Test func `quantiles, caps and times are those of the customers, and so is their truth`()
    throws
  {
    try withTool { tool in
      let (files, _, output) = try Self.run(
        tool,
        Self.scenario(
          """
            metrics:
              - 90 % quantile of revenue per customer
              - median of revenue per customer over non-zero
              - revenue per customer capped at 99 %
              - revenue per customer capped at 20.00
              - time to purchase within 10 days

          """))
      let customers = Self.rows(files["customers.csv"])
      #expect(customers.count == 3000)
      let arms = Self.rows(files["arms.csv"]).filter { $0["segment"] == "all" }
      func figures(_ column: String, arm: String? = nil) -> [Double] {
        customers.filter { arm == nil || $0["arm"] == arm }.compactMap {
          $0[column].flatMap(Double.init)
        }
      }
      let cap = Self.quantile(figures("revenue"), 0.99)
      let makers: [(String, ([Double]) -> Double)] = [
        ("90 % quantile of revenue per customer", { Self.quantile($0, 0.9) }),
        (
          "median of revenue per customer over non-zero",
          { Self.quantile($0.filter { $0 > 0 }, 0.5) }
        ),
        ("revenue per customer capped at 99 %", { Self.mean($0.map { min($0, cap) }) }),
        ("revenue per customer capped at 20", { Self.mean($0.map { min($0, 20) }) }),
      ]
      for arm in ["control", "from 30"] {
        func row(_ metric: String) throws -> [String: String] {
          try #require(arms.first { $0["arm"] == arm && $0["metric"] == metric }, "\(metric)")
        }
        for (metric, make) in makers {
          let value = try #require(Double(try row(metric)["value"] ?? ""))
          let truth = try #require(Double(try row(metric)["true_value"] ?? ""))
          #expect(abs(value - make(figures("revenue", arm: arm))) < 1e-9, "\(metric)")
          let everybody = figures("true_revenue_\(arm.replacing(" ", with: "_"))")
          #expect(abs(truth - make(everybody)) < 1e-9, "\(metric)")
        }
        let times = customers.filter { $0["arm"] == arm }.map { customer in
          let isEvent = customer["converted"] == "1"
          let seconds = customer[isEvent ? "seconds_to_purchase" : "seconds_followed"] ?? ""
          return (time: (Double(seconds) ?? -1) / 86_400, isEvent: isEvent)
        }
        let value = try #require(Double(try row("time to purchase within 10 days")["value"] ?? ""))
        #expect(abs(value - Self.restrictedMean(times, within: 10)) < 1e-9)
      }
      #expect(output.contains("cut off at"))
      let tests = Self.rows(files["comparisons.csv"]).filter { $0["segment"] == "all" }
      #expect(tests.count == 7)
      // A quantile within ties of both arms has no error, and so no test.
      #expect(tests.allSatisfy { ($0["p"] == "") == ($0["method"] == "none") })
      #expect(tests.allSatisfy { $0["true_effect"] != "" })
      #expect(tests.contains { $0["method"] == "z, restricted mean" })
    }
  }

  @Test(arguments: ["obrien-fleming", "pocock", "power(2)", "hsd(-4)", "always valid", "none"])
  func `the look that decided is what the comparison reports`(spending: String) throws {
    try withTool { tool in
      let (files, summary, output) = try Self.run(
        tool, Self.scenario("  analysis: {looks: 4, spending: \(spending)}\n"))
      let looks = try #require(summary["looks"] as? [String: Any])
      let treatments = try #require(looks["treatments"] as? [[String: Any]])
      let path = try #require(treatments.first?["looks"] as? [[String: Any]])
      #expect(path.count == 4)
      let last = try #require(path.last)
      let stop = treatments.first?["stop"] as? Int
      let decisive = path[(stop ?? path.count) - 1]
      let test = try #require(
        Self.rows(files["comparisons.csv"]).first {
          $0["segment"] == "all" && $0["metric"] == "revenue per customer"
        })
      for name in ["estimate", "se"] {
        // Equal but for how a JSON reader rounds.
        let atTheEnd = try #require(Double(test[name] ?? ""))
        let seen = try #require(decisive[name] as? Double)
        #expect(abs(seen - atTheEnd) <= 1e-15 * abs(atTheEnd), "\(name)")
      }
      #expect(last["units"] as? Int == 3000)
      let units = path.compactMap { $0["units"] as? Int }
      // Looks are a quarter of the expected arrivals apart: within five binomial deviations.
      for (index, count) in units.dropLast().enumerated() {
        let share = Double(index + 1) / 4
        let spread = (3000 * share * (1 - share)).squareRoot()
        #expect(abs(Double(count) - 3000 * share) < 5 * spread)
      }
      let earlier = customersBefore(units[0], in: Self.rows(files["customers.csv"]))
      #expect(abs((path[0]["estimate"] as? Double ?? .nan) - earlier) < 1e-9)
      #expect(output.contains("over 4 looks"))
      #expect(output.contains("In truth") || output.contains("in truth"))
    }
  }

  /// Difference of the mean revenue of the first customers by arrival.
  private func customersBefore(_ count: Int, in rows: [[String: String]]) -> Double {
    let first = rows.sorted { ($0["arrival"] ?? "") < ($1["arrival"] ?? "") }.prefix(count)
    func mean(_ arm: String) -> Double {
      Self.mean(first.filter { $0["arm"] == arm }.compactMap { Double($0["revenue"] ?? "") })
    }
    return mean("from 30") - mean("control")
  }

  @Test func `strata by segment weigh the segments' own differences`() throws {
    try withTool { tool in
      let (files, _, output) = try Self.run(
        tool, Self.scenario("  analysis: {stratify: segment}\n"))
      let customers = Self.rows(files["customers.csv"])
      var expected = 0.0
      for segment in ["hunters", "regulars"] {
        let part = customers.filter { $0["segment"] == segment }
        func mean(_ arm: String) -> Double {
          Self.mean(part.filter { $0["arm"] == arm }.compactMap { Double($0["revenue"] ?? "") })
        }
        expected += Double(part.count) / 3000 * (mean("from 30") - mean("control"))
      }
      let test = try #require(
        Self.rows(files["comparisons.csv"]).first {
          $0["segment"] == "all" && $0["metric"] == "revenue per customer"
        })
      #expect(abs((Double(test["estimate"] ?? "") ?? .nan) - expected) < 1e-9)
      #expect(test["adjustment"] == "post-stratification")
      #expect(test["unadjusted_estimate"] != test["estimate"])
      #expect(output.contains("of the variance"))
    }
  }

  @Test func `an A/A test has no true effect and says what a healthy test shows`() throws {
    try withTool { tool in
      let (files, summary, output) = try Self.run(
        tool,
        Self.scenario(
          "  analysis: {aa: yes, family: primary, correction: none, bayes: {prior sd: 10 %}}\n"))
      let tests = Self.rows(files["comparisons.csv"]).filter { $0["segment"] == "all" }
      #expect(!tests.isEmpty)
      #expect(tests.allSatisfy { Double($0["true_effect"] ?? "") == 0 })
      #expect(output.contains("A/A test: every arm lives under the control"))
      #expect(output.contains("chance to beat the control"))
      #expect((summary["family"] as? String)?.hasPrefix("no correction over 1 treatment") == true)
      #expect(summary["health"] is [String: Any])
    }
  }

  @Test func `every rule gives the same bytes for any number of threads`() throws {
    try withTool { tool in
      let scenario = Self.scenario(
        """
          metrics: [median of margin per customer, time to purchase, items per customer capped at 2]
          analysis: {looks: 3, family: primary and guardrails, correction: hommel}

        """)
      let alone = try Self.run(tool, scenario, ["--threads", "1"], out: "one").files
      let together = try Self.run(tool, scenario, ["--threads", "3"], out: "three").files
      #expect(alone == together)
    }
  }

  @Test func `a half-width is reached, by as many customers as the message says`() throws {
    try withTool { tool in
      try tool.write(SampleScenario.freeShipping.text, to: "sample.yaml")
      let ending = try tool.run(
        "run", "sample.yaml", "--half-width", "30 %", "--replications", "1", "--format", "json")
      try #require(ending.status == 0, "\(ending.complaint)")
      let needed = try #require(
        ending.complaint.split(separator: " ").compactMap { Int($0) }.first { $0 > 100 })
      let summary = try #require(
        try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any])
      #expect(summary["customers"] as? Int == needed)
      let comparisons = summary["comparisons"] as? [[String: Any]] ?? []
      let primary = try #require(
        comparisons.first {
          $0["metric"] as? String == "revenue per customer" && $0["segment"] as? String == "all"
        })
      let upper = try #require(primary["lift_upper"] as? Double)
      let lower = try #require(primary["lift_lower"] as? Double)
      #expect((upper - lower) / 2 <= 0.3)
      let again = try tool.run(
        "run", "sample.yaml", "--customers", "\(needed)", "--replications", "1", "--format", "json")
      #expect(again.output == ending.output)
      #expect(again.complaint.contains("found earlier result"))
    }
  }

  @Test(arguments: [
    (["--half-width=-1"], "a positive number"), (["--half-width", "wide"], "a positive number"),
    (["--half-width", "0.00000001"], "that 100000000 customers give"),
    (["--half-width", "1", "--customers", "50"], "allowed is one of both"),
  ])
  func `a half-width that cannot be had is refused`(arguments: [String], message: String) throws {
    try withTool { tool in
      try tool.write(SampleScenario.freeShipping.text, to: "sample.yaml")
      let ending = try tool.finish(tool.start(["run", "sample.yaml", "-q"] + arguments))
      #expect(ending.status == 2)
      #expect(ending.complaint.contains(message), "\(ending.complaint)")
      #expect(tool.names(in: ".") == ["sample.yaml"])
    }
  }
}
