import Foundation
import TestSupport
import Testing

/// `journeylab compare`, and the pages of results, by the built tool.
@Suite struct CompareTests {
  private func end(_ tool: Tool, _ arguments: [String]) throws -> Tool.Ending {
    try tool.finish(tool.start(arguments))
  }

  @Test func `Two runs differ where their input differs, customer by customer`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      for (out, extra) in [
        ("one", []), ("same", []), ("two", ["--set", "catalogue.mug.price=18"]),
      ] {
        let ending = try end(
          tool,
          ["run", SampleScenario.freeShipping.name, "--customers-file", "-q", "--out", out] + extra)
        try #require(ending.status == 0, "\(ending.complaint)")
      }
      let same = try end(tool, ["compare", "one", "same"])
      #expect(same.output.contains("The same went in; every number that both have is the same."))
      // Lines are broken anywhere between words.
      let text = try end(tool, ["compare", "one", "two"]).output
        .split { $0 == " " || $0 == "\n" }.joined(separator: " ")
      #expect(text.contains("catalogue.mug.price"))
      #expect(text.contains("The runs differ at"))
      #expect(text.contains("They share their draws."))
      let json = try end(tool, ["compare", "one", "two", "--format", "json"]).output
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
      let inputs = try #require(object["inputs"] as? [[String: Any]])
      #expect(inputs.contains { $0["path"] as? String == "catalogue.mug.price" })
      let paired = try #require(object["paired"] as? [[String: Any]])
      let revenue = try #require(paired.first { $0["measure"] as? String == "revenue" })
      let changed = try #require(revenue["changed"] as? Int)
      let customers = try #require(revenue["customers"] as? Int)
      #expect(changed > 0 && changed < customers)
      let page = try end(tool, ["compare", "one", "two", "--format", "html"]).output
      #expect(page.hasPrefix("<!doctype html>"))
    }
  }

  @Test func `What is no run is refused with its place`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let nothing = try end(tool, ["compare", "nowhere", "nowhere"])
      #expect(nothing.status == 1)
      #expect(nothing.complaint.contains("cannot read nowhere: it holds no finished run"))
      for seed in ["1", "2"] {
        _ = try end(
          tool, ["run", SampleScenario.freeShipping.name, "-q", "--seed", seed, "--out", "both"])
      }
      let several = try end(tool, ["compare", "both", "both"])
      #expect(several.status == 1)
      #expect(several.complaint.contains("it holds 2 runs: name one, such as both/sample/"))
    }
  }

  @Test func `The page of a run is among its results, and is what is printed`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let printed = try end(
        tool, ["run", SampleScenario.freeShipping.name, "-q", "--format", "html"])
      let run = try #require(tool.names(in: "results/sample").first)
      let file = try String(
        contentsOf: tool.folder.appending(path: "results/sample/\(run)/report.html"),
        encoding: .utf8)
      #expect(printed.output == file)
      #expect(file.contains("<h1>") && file.hasSuffix("</html>\n"))
    }
  }
}
