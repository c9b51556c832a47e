import Foundation
import Testing

@Suite struct PlanningTests {
  @Test func `assess measures the planned test and writes replicates`() throws {
    try withTool { tool in
      try tool.write(SampleScenario.text, to: SampleScenario.name)
      let ending = try tool.run(
        "assess", SampleScenario.name, "--replications", "40", "--looks", "2", "--quiet", "--out",
        "replicates.csv")
      #expect(ending.status == 0)
      #expect(ending.complaint == "")
      #expect(ending.output.contains("methods side by side"))
      let table = try String(
        contentsOf: tool.folder.appending(path: "replicates.csv"), encoding: .utf8)
      #expect(table.hasPrefix("scenario,truth,estimate,se,ci_lo,ci_hi,p\n"))
      #expect(table.contains("A/A "))
      let again = try tool.run(
        "assess", SampleScenario.name, "--replications", "40", "--quiet", "--out",
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

  @Test(arguments: [
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
