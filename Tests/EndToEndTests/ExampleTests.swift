import Foundation
import TestSupport
import Testing

/// The scenarios that come with the project.
@Suite struct ExampleTests {
  @Test(arguments: PackageFolder.scenarios(in: "scenarios"))
  func `every example runs the same way with one thread and with three`(scenario: URL) throws {
    let text = try String(contentsOf: scenario, encoding: .utf8)
    // Two small markets show as much of a family as many, and eight policies decide for each of
    // the customers of a market that is learned on.
    let size =
      text.contains("family:")
      ? ["--customers", "40", "--set", "family.tasks.train=1", "--set", "family.tasks.test=1"]
      : ["--customers", text.contains("learning:") ? "100" : "300", "--events", "--customers-file"]
    try withTool { tool in
      for threads in ["1", "3"] {
        let ending = try tool.finish(
          tool.start(
            ["run", scenario.path, "-q", "--replications", "1"] + size
              + ["--threads", threads, "--out", "out\(threads)"]))
        try #require(ending.status == 0, "\(ending.complaint)")
        for line in ending.output.split(separator: "\n") { #expect(line.count < 100, "\(line)") }
      }
      let (alone, together) = (try tool.files(below: "out1"), try tool.files(below: "out3"))
      #expect(alone == together)
    }
  }
}
