import Foundation
import TestSupport
import Testing

/// What a summary says of an experiment, computed anew from its tables.
@Suite struct FindingTests {
  private struct Run {
    var summary: [String: Any]
    var files: [String: Data]

    func rows(_ name: String) throws -> [[String: String]] {
      try PlainCSV(String(decoding: try #require(files[name]), as: UTF8.self)).records
    }

    func list(_ key: String) throws -> [[String: Any]] {
      try #require(summary[key] as? [[String: Any]])
    }
  }

  private func run(_ sample: SampleScenario, _ arguments: [String]) throws -> Run {
    var found: Run?
    try withTool { tool in
      try tool.write(sample)
      let ending = try tool.finish(
        tool.start(["run", sample.name, "-q", "--replications", "2"] + arguments))
      try #require(ending.status == 0, "\(ending.complaint)")
      let name = sample.name.replacing(".yaml", with: "")
      let folder = try #require(tool.names(in: "results/\(name)").first)
      let files = try tool.files(below: "results/\(name)/\(folder)")
      let summary = try JSONSerialization.jsonObject(with: files["summary.json"] ?? Data())
      found = Run(summary: try #require(summary as? [String: Any]), files: files)
    }
    return try #require(found)
  }

  private func number(_ value: Any?) throws -> Double {
    try #require((value as? NSNumber)?.doubleValue)
  }

  @Test func `where it acts has the shares and the sign of the funnel`() throws {
    let run = try run(
      .halfAnswer,
      [
        "--customers", "6000", "--set",
        """
        experiment.arms={control: {}, \
        louder: {"journey.stages.visit.next.basket.segment(eager)": 2}, \
        quieter: {"journey.stages.visit.next.basket.segment(eager)": -2}}
        """,
      ])
    let funnel = try run.rows("funnel.csv").filter { $0["segment"] == "all" }
    func share(_ arm: String, _ stage: String, _ next: String) throws -> Double {
      let row = try #require(funnel.first { $0["arm"] == arm && $0["stage"] == stage })
      let steps = (row["left_for"] ?? "").split(separator: ";").map { $0.split(separator: ":") }
      let counts = steps.map { (String($0[0]), Double($0[1]) ?? .nan) }
      return (counts.first { $0.0 == next }?.1 ?? 0) / counts.reduce(0) { $0 + $1.1 }
    }
    let changes = try run.list("where_it_acts")
    var signs: Set<FloatingPointSign> = []
    for change in changes {
      let arm = try #require(change["arm"] as? String)
      let stage = try #require(change["stage"] as? String)
      let next = try #require(change["next"] as? String)
      let control = try share("control", stage, next)
      let treatment = try share(arm, stage, next)
      #expect(abs(try number(change["control_share"]) - control) < 1e-12)
      #expect(abs(try number(change["treatment_share"]) - treatment) < 1e-12)
      let steps = try number(change["steps_per_thousand_customers"])
      #expect(steps.sign == (treatment - control).sign)
      let row = try #require(funnel.first { $0["arm"] == arm && $0["stage"] == stage })
      let customers = try #require(
        run.rows("arms.csv").first { $0["arm"] == arm && $0["segment"] == "all" }?["customers"])
      let left =
        try number(row["entered"].flatMap { Double($0) })
        - number(row["censored"].flatMap { Double($0) })
      let expected = (treatment - control) * left / (try #require(Double(customers))) * 1000
      #expect(abs(steps - expected) < 1e-6 * abs(expected))
      signs.insert(steps.sign)
    }
    #expect(signs.count == 2)
  }

  /// Kohavi and others 2014: 355 times the squared skewness of the values of an arm.
  @Test func `a skewed metric is told, with the units that it needs`() throws {
    let run = try run(.till, ["--customers-file"])
    let customers = try run.rows("customers.csv")
    let health = try #require(run.summary["health"] as? [String: Any])
    let warnings = try #require(health["warnings"] as? [[String: Any]])
    for arm in ["control", "later", "gift"] {
      let values = customers.filter { $0["arm"] == arm }.compactMap {
        $0["revenue"].flatMap(Double.init)
      }
      let count = Double(values.count)
      let mean = values.reduce(0, +) / count
      func moment(_ power: Double) -> Double {
        values.reduce(0) { $0 + pow($1 - mean, power) } / count
      }
      let needed = (355 * pow(moment(3), 2) / pow(moment(2), 3)).rounded(.up)
      try #require(needed > count)
      let text = Int(needed).formatted(.number.locale(Locale(identifier: "en_US")))
      #expect(
        warnings.contains {
          let reason = $0["reason"] as? String ?? ""
          return $0["metric"] as? String == "revenue per customer" && reason.hasPrefix("\(arm):")
            && reason.contains("about \(text) units")
        }, "\(arm) needs \(text)")
    }
  }

  @Test func `the customers needed are those of four times out of five`() throws {
    let run = try run(
      .halfAnswer,
      ["--customers", "4000", "--customers-file", "--set", "experiment.analysis.family=primary"])
    let needed = try number(run.summary["customers_needed"])
    let comparison = try #require(
      run.list("comparisons").first {
        $0["metric"] as? String == "margin per customer" && $0["segment"] as? String == "all"
      })
    let effect = try number(comparison["true_effect"])
    let variance = try ["control", "louder"].reduce(0.0) { sum, arm in
      let values = try run.rows("customers.csv").filter { $0["arm"] == arm }
        .compactMap { $0["margin"].flatMap(Double.init) }
      let mean = values.reduce(0, +) / Double(values.count)
      return sum + values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
    }
    // Two-sided 5 % and a power of 80 %, half of the customers in each arm.
    let quantiles = 1.959963984540054 + 0.8416212335729143
    let expected = quantiles * quantiles * 2 * variance / (effect * effect)
    // A power of 90 % would take 34 % more.
    #expect(abs(needed - expected) < 0.12 * expected, "\(needed) for \(expected)")
  }

  @Test func `two treatments share the error of their looks`() throws {
    func boundary(_ arguments: [String]) throws -> Double {
      let run = try run(
        .shop,
        [
          "--customers", "600", "--set", "experiment.analysis.looks=3", "--set",
          "experiment.analysis.spending=pocock",
        ] + arguments)
      let looks = try #require(run.summary["looks"] as? [String: Any])
      let treatments = try #require(looks["treatments"] as? [[String: Any]])
      let path = try #require(treatments.first?["looks"] as? [[String: Any]])
      return try number(path.last?["boundary"])
    }
    let two = try boundary([])
    let one = try boundary([
      "--set", "experiment.arms={control: {}, later: {shipping.standard.free_from: 50}}", "--set",
      "experiment.allocation={control: 50 %, later: 50 %}",
    ])
    // Pocock's boundary over three looks is 2.289 at 5 % and 2.55 at 2.5 %.
    #expect(abs(one - 2.289) < 0.05)
    #expect(two > one + 0.15)
  }

  @Test func `a scenario that records events writes those of the option`() throws {
    let asked = try run(.freeShipping, ["--events", "--customers-file"])
    let recorded = try run(
      .freeShipping, ["--set", "recording.events=yes", "--set", "recording.customers=yes"])
    for name in ["events.csv", "customers.csv"] {
      #expect(recorded.files[name] != nil)
      #expect(recorded.files[name] == asked.files[name])
    }
  }
}
