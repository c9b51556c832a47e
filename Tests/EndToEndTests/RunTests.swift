import Foundation
import TestSupport
import Testing

@Suite struct RunTests {
  private static let resultFiles = [
    "arms.csv", "comparisons.csv", "customers.csv", "daily.csv", "effect.csv", "events.csv",
    "funnel.csv", "manifest.json", "pairs.csv", "report.html", "scenario.json", "summary.json",
    "summary.txt",
  ]

  @Test func `a run gives all its files, and a second one finds them`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let first = try tool.run(
        "run", SampleScenario.freeShipping.name, "--events", "--customers-file")
      try #require(first.status == 0, "\(first.complaint)")
      let folder = try #require(tool.names(in: "results/sample").first)
      #expect(tool.names(in: "results/sample") == [folder])
      #expect(tool.names(in: "results/sample/\(folder)") == Self.resultFiles)
      let before = try tool.files(below: "results")
      let second = try tool.run(
        "run", SampleScenario.freeShipping.name, "--events", "--customers-file")
      #expect(second.output == first.output)
      #expect(second.complaint.contains("found earlier result in results/sample/\(folder)\n"))
      let forced = try tool.run(
        "run", SampleScenario.freeShipping.name, "--events", "--customers-file", "--force",
        "--quiet")
      #expect(forced.output == first.output)
      #expect(forced.complaint == "")
      let after = try tool.files(below: "results")
      #expect(after == before)
    }
  }

  @Test func `any number of threads gives the same bytes`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      for threads in ["1", "2", "3", "7"] {
        let ending = try tool.run(
          "run", SampleScenario.freeShipping.name, "--events", "--customers-file", "--threads",
          threads,
          "--out", "out\(threads)")
        try #require(ending.status == 0, "\(ending.complaint)")
      }
      let alone = try tool.files(below: "out1")
      #expect(alone.count == Self.resultFiles.count)
      for threads in ["2", "3", "7"] {
        let together = try tool.files(below: "out\(threads)")
        #expect(together == alone)
      }
    }
  }

  @Test func `what decides the result has a folder of its own`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      for extra in [
        [], ["--seed", "2"], ["--customers", "50"], ["--set", "market.horizon=9 days"],
      ] {
        let ending = try tool.finish(
          tool.start(["run", SampleScenario.freeShipping.name, "-q"] + extra))
        #expect(ending.status == 0, "\(ending.complaint)")
      }
      #expect(tool.names(in: "results/sample").count == 4)
    }
  }

  @Test func `a damaged result is made anew`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      _ = try tool.run("run", SampleScenario.freeShipping.name, "-q")
      let before = try tool.files(below: "results")
      let folder = try #require(tool.names(in: "results/sample").first)
      try tool.write("half", to: "results/sample/\(folder)/arms.csv")
      _ = try tool.run("run", SampleScenario.freeShipping.name, "-q")
      let after = try tool.files(below: "results")
      #expect(after == before)
    }
  }

  @Test func `the summary stays under 100 columns and names what was found`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let ending = try tool.run("run", SampleScenario.freeShipping.name, "-q")
      for line in ending.output.split(separator: "\n") { #expect(line.count < 100, "\(line)") }
      for part in [
        "Does free shipping from 30 pay?", "400 customers, 30 days from 2026-01-05, money in EUR",
        "revenue per customer", "What is true", "sample ratio p",
        "Nothing is shared between customers: the split is valid.", "conversion (no fall beyond",
      ] {
        #expect(ending.output.contains(part), "\(part)")
      }
      #expect(!ending.output.contains("\u{1b}"))
    }
  }

  @Test func `the summary as JSON says the same`() throws {
    struct Summary: Decodable {
      struct Arm: Decodable {
        var name: String
        var customers: Int
      }
      var arms: [Arm]
      var customers: Int
      var primary: String
    }
    try withTool { tool in
      try tool.write(.freeShipping)
      let ending = try tool.run("run", SampleScenario.freeShipping.name, "-q", "--format", "json")
      let summary = try JSONDecoder().decode(Summary.self, from: Data(ending.output.utf8))
      #expect(summary.arms.map(\.name) == ["control", "from 30"])
      #expect(summary.arms.reduce(0) { $0 + $1.customers } == summary.customers)
      #expect(summary.customers == 400)
      #expect(summary.primary == "revenue per customer")
    }
  }

  @Test func `Ctrl-C leaves nothing behind`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let running = try tool.start(
        ["run", SampleScenario.freeShipping.name, "--customers", "50000000", "--events", "-q"])
      // The hidden folder appears when the run is under way.
      var waited = 0
      while tool.names(in: "results/sample").isEmpty, waited < 1000 {
        Thread.sleep(forTimeInterval: 0.02)
        waited += 1
      }
      for folder in tool.names(in: "results/sample") {
        #expect(tool.names(in: "results/sample/\(folder)").allSatisfy { $0.hasPrefix(".") })
      }
      running.process.interrupt()
      let ending = try tool.finish(running)
      #expect(ending.status == 130)
      #expect(ending.complaint == "interrupted; nothing was kept\n")
      #expect(tool.names(in: ".") == [SampleScenario.freeShipping.name])
    }
  }

  @Test func `results that cannot be written end with one message and status 1`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      try tool.write("", to: "file")
      let ending = try tool.run("run", SampleScenario.freeShipping.name, "--out", "file/results")
      #expect(ending.status == 1)
      #expect(ending.output == "")
      #expect(ending.complaint.split(separator: "\n").count == 1)
      #expect(ending.complaint.hasPrefix("error: cannot make a folder for results in "))
      #expect(ending.complaint.hasSuffix("is a file, not a folder\n"))
    }
  }
}
