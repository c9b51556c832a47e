import Foundation
import TestSupport
import Testing

@Suite struct PlanningTests {
  @Test func `assess measures the planned test and writes replicates`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let ending = try tool.run(
        "assess", SampleScenario.freeShipping.name, "--replications", "40", "--looks", "2",
        "--quiet", "--out",
        "replicates.csv")
      #expect(ending.status == 0)
      #expect(ending.complaint == "")
      #expect(ending.output.contains("methods side by side"))
      let table = try String(
        contentsOf: tool.folder.appending(path: "replicates.csv"), encoding: .utf8)
      #expect(table.hasPrefix("scenario,truth,estimate,se,ci_lo,ci_hi,p\n"))
      #expect(table.contains("A/A "))
      let again = try tool.run(
        "assess", SampleScenario.freeShipping.name, "--replications", "40", "--quiet", "--out",
        "replicates.csv")
      #expect(again.status == 2)
    }
  }

  @Test func `power plans by formula without a scenario`() throws {
    try withTool { tool in
      let ending = try tool.run(
        "power", "--baseline", "0.03", "--lift", "5%", "--units-per-day", "2000")
      #expect(ending.status == 0)
      // (1.96 + 0.8416)² (p0 q0 + p1 q1)/(0.0015)² per arm.
      #expect(ending.output.contains("207,"))
    }
  }

  @Test func `assess puts methods and draws side by side`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let ending = try tool.run(
        "assess", SampleScenario.freeShipping.name, "--replications", "40", "--draw", "both",
        "--quiet")
      #expect(ending.status == 0, "\(ending.complaint)")
      for part in [
        "Customers drawn anew beside the same customers assigned anew", "CUPED", "peeking",
        "group sequential", "confidence sequence", "mSPRT", "Bayesian", "in A/A tests",
      ] {
        #expect(ending.output.contains(part), "\(part)")
      }
      for line in ending.output.split(separator: "\n") { #expect(line.count < 100, "\(line)") }
    }
  }

  @Test func `uplift predicts effects and writes the gains of every share`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let ending = try tool.run(
        "uplift", SampleScenario.freeShipping.name, "--quiet", "--out", "uplift.csv")
      #expect(ending.status == 0, "\(ending.complaint)")
      for part in ["Who answers most?", "by the truth", "Qini coefficient", "Cochran's Q"] {
        #expect(ending.output.contains(part), "\(part)")
      }
      for line in ending.output.split(separator: "\n") { #expect(line.count < 100, "\(line)") }
      let table = try String(
        contentsOf: tool.folder.appending(path: "uplift.csv"), encoding: .utf8)
      // 0 % to 100 % in steps of 5 %, under a header.
      #expect(table.split(separator: "\n").count == 22)
      let again = try tool.run(
        "uplift", SampleScenario.freeShipping.name, "--quiet", "--out", "uplift.csv")
      #expect(again.status == 2)
    }
  }

  @Test func `the power curve goes to a file on request`() throws {
    try withTool { tool in
      let ending = try tool.run(
        "power", "--baseline", "0.03", "--lift", "5%", "--correlation", "0.6", "--out", "power.csv")
      #expect(ending.status == 0, "\(ending.complaint)")
      #expect(ending.output.contains("CUPED  ▁"))
      let table = try String(
        contentsOf: tool.folder.appending(path: "power.csv"), encoding: .utf8)
      let curve = try PlainCSV(table)
      #expect(curve.header == ["lift", "units", "days", "power", "power_cuped"])
      // The twentieth step is the planned number, found with 80 % power.
      #expect(abs(try #require(Double(curve.rows[19][3])) - 0.8) < 1e-4)
      #expect(try #require(Double(curve.rows[19][4])) > 0.9)
    }
  }

  @Test(arguments: [
    ["uplift"], ["uplift", "missing.yaml"], ["uplift", "a.yaml", "--folds", "1"],
    ["power"], ["power", "--baseline", "2"], ["power", "--baseline", "0.1", "--lift", "x"],
    ["power", "--baseline", "0.1", "--simulate"], ["power", "--baseline", "0.1", "--power", "2"],
    ["assess"], ["assess", "missing.yaml"], ["assess", "a.yaml", "--replications", "1"],
    ["assess", "a.yaml", "--looks", "0"], ["assess", "a.yaml", "--draw", "twice"],
  ])
  func `a fault in planning ends with status 2`(arguments: [String]) throws {
    try withTool { tool in
      let ending = try tool.finish(tool.start(arguments))
      #expect(ending.status == 2)
      #expect(ending.output == "")
      #expect(!ending.complaint.isEmpty)
    }
  }
}
