import Foundation
import Testing

@Suite struct `A run of learning policies` {
  @Test func `writes tables, a picture, a log and states, the same for any number of threads`()
    throws
  {
    try withTool { tool in
      try tool.write(LearningScenario.text, to: LearningScenario.name)
      let one = try tool.run(
        "run", LearningScenario.name, "--decisions", "--threads", "1", "-q")
      #expect(one.status == 0, "\(one.complaint)")
      let two = try tool.run(
        "run", LearningScenario.name, "--decisions", "--threads", "2", "-q", "--out", "other")
      #expect(two.output == one.output)
      let files = try tool.files(below: "results")
      #expect(files == (try tool.files(below: "other")))
      let run = try #require(tool.names(in: "results/voucher").first)
      #expect(
        tool.names(in: "results/voucher/\(run)") == [
          "decisions.jsonl", "learning.csv", "manifest.json", "policies", "regret.csv",
          "regret.svg", "summary.json", "summary.txt",
        ])
      #expect(
        tool.names(in: "results/voucher/\(run)/policies") == [
          "agnostic.json", "core.json", "pooled.json",
        ])
      for line in one.output.split(separator: "\n") { #expect(line.count < 100, "\(line)") }
      #expect(one.output == Self.summary.replacing("<run>", with: run))
      try checkManifest(tool, "results/voucher/\(run)")
      try checkLog(tool, "results/voucher/\(run)/decisions.jsonl")
      try checkExplanations(tool, "results/voucher/\(run)/policies/core.json")
      try checkStart(tool, "results/voucher/\(run)/policies/core.json")
    }
  }

  private static let summary = """
    """

  /// All files but the manifest are in the manifest, with their rows.
  private func checkManifest(_ tool: Tool, _ folder: String) throws {
    struct Manifest: Decodable {
      struct File: Decodable {
        var name: String
        var rows: Int
      }
      var files: [File]
    }
    let data = try Data(contentsOf: tool.folder.appending(path: "\(folder)/manifest.json"))
    let manifest = try JSONDecoder().decode(Manifest.self, from: data)
    let rows = Dictionary(uniqueKeysWithValues: manifest.files.map { ($0.name, $0.rows) })
    for (name, content) in try tool.files(below: folder) where name != "manifest.json" {
      let lines = content.count { $0 == UInt8(ascii: "\n") }
      #expect(rows[name] == (name.hasSuffix(".csv") ? lines - 1 : lines), "\(name)")
    }
    let again = try tool.run("run", LearningScenario.name, "--decisions")
    #expect(again.complaint.hasPrefix("found earlier result in \(folder)\n"))
  }

  /// The log is read by `evaluate` and `export`.
  private func checkLog(_ tool: Tool, _ log: String) throws {
    let mixed = try tool.run("evaluate", log)
    #expect(mixed.status == 0, "\(mixed.complaint)")
    let core = try tool.run("evaluate", log, "--of", "core", "--decision", "voucher")
    #expect(core.status == 0, "\(core.complaint)")
    #expect(core.output.contains("true value"))
    #expect(core.output.contains("off by"))
    for line in core.output.split(separator: "\n") where !line.hasPrefix("warning") {
      #expect(line.count < 100, "\(line)")
    }
    let wrong = try tool.run("evaluate", log, "--of", "corr")
    #expect(wrong.status == 2)
    #expect(wrong.complaint.hasSuffix("allowed is agnostic, as usual, core, oracle, pooled\n"))
    for form in ["vw", "dsjson", "obp"] {
      let exported = try tool.run("export", log, "--of", "core", "--to", form)
      #expect(exported.status == 0, "\(exported.complaint)")
      #expect(!exported.output.isEmpty)
    }
  }

  private func checkExplanations(_ tool: Tool, _ snapshot: String) throws {
    let text = try tool.run("explain", snapshot, "--context", "channel(email)=1")
    #expect(text.status == 0, "\(text.complaint)")
    for part in ["Which voucher brings them back?", "a new market", "Why large", "looks best"] {
      #expect(text.output.contains(part), "\(part) in \(text.output)")
    }
    for line in text.output.split(separator: "\n") { #expect(line.count < 100, "\(line)") }
    let json = try tool.run(
      "explain", snapshot, "--market", "0", "--action", "small", "--format", "json")
    #expect(json.status == 0, "\(json.complaint)")
    struct Document: Decodable {
      struct Action: Decodable {
        struct Reason: Decodable { var amount: Double }
        var name: String
        var probability: Double
        var expectedReward: Double
        var reasons: [Reason]
      }
      var actions: [Action]
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let document = try decoder.decode(Document.self, from: Data(json.output.utf8))
    #expect(document.actions.map(\.name) == ["none", "small", "large"])
    #expect(abs(document.actions.reduce(0) { $0 + $1.probability } - 1) < 1e-9)
    // Margin is modelled linearly, so that the reasons add up to the expectation.
    for action in document.actions {
      let sum = action.reasons.reduce(0) { $0 + $1.amount }
      #expect(abs(sum - action.expectedReward) < 1e-9 * max(1, abs(sum)))
    }
    for (arguments, part) in [
      (["--market", "3"], "market: found 3; allowed is 0 to 2"),
      (["--context", "colour=1"], "context: found \"colour\"; allowed is channel(email)"),
      (["--context", "channel(email)"], "--context: found \"channel(email)\""),
      (["--action", "huge"], "--action: found \"huge\"; allowed are \"none\""),
      (["--decision", "price"], "decision: found \"price\"; allowed is voucher"),
    ] {
      let ending = try tool.finish(tool.start(["explain", snapshot] + arguments))
      #expect(ending.status == 2)
      #expect(ending.complaint.contains(part), "\(ending.complaint)")
    }
  }

  /// A saved policy goes on in the same scenario, and in no other.
  private func checkStart(_ tool: Tool, _ snapshot: String) throws {
    let resumed = LearningScenario.text.replacing(
      "core: hierarchical", with: "core: {learner: hierarchical, start: \(snapshot)}")
    try tool.write(
      resumed.replacing("Which voucher brings", with: "What brings"), to: "other.yaml")
    let ending = try tool.run("run", "other.yaml", "--policies", "core", "-q", "--out", "o")
    #expect(ending.status == 2)
    #expect(ending.complaint.contains("scenario"), "\(ending.complaint)")
    #expect(tool.names(in: "o").isEmpty)
  }

  @Test(arguments: [
    (["--policies", "core,corr"], "--policies: found \"corr\"; allowed are \"core\", "),
    (["--set", "learning.policies.core.start=gone.json"], "no saved state to start from"),
    ([], "the saved state's version, start of \"core\": found 99; allowed is 1"),
  ])
  func `refuses what cannot be, with one message`(arguments: [String], part: String) throws {
    try withTool { tool in
      let text = LearningScenario.text.replacing(
        "core: hierarchical", with: "core: {learner: hierarchical, start: here.json}")
      try tool.write(text, to: LearningScenario.name)
      try tool.write(
        "{\"journeylabLearning\": 99, \"scenario\": \"\", \"learner\": \"\"}", to: "here.json")
      let ending = try tool.finish(tool.start(["run", LearningScenario.name] + arguments))
      #expect(ending.status == 2)
      #expect(ending.output == "")
      #expect(ending.complaint.contains(part), "\(ending.complaint)")
      #expect(tool.names(in: ".") == ["here.json", LearningScenario.name])
    }
  }

  @Test func `starts no program without the flag`() throws {
    try withTool { tool in
      let text = LearningScenario.text.replacing(
        "pooled: pooled", with: "mine: {external: {command: [touch, trace]}}")
      try tool.write(text, to: LearningScenario.name)
      let ending = try tool.run("run", LearningScenario.name)
      #expect(ending.status == 2)
      #expect(
        ending.complaint
          == "error: policy \"mine\" starts the program `touch trace`; a scenario may do that only"
          + " with --allow-external\n")
      #expect(tool.names(in: ".") == [LearningScenario.name])
    }
  }

  @Test func `leaves nothing behind when interrupted`() throws {
    try withTool { tool in
      try tool.write(LearningScenario.text, to: LearningScenario.name)
      let running = try tool.start(["run", LearningScenario.name, "--customers", "100000", "-q"])
      // The hidden folder appears when the run is under way.
      var waited = 0
      while tool.names(in: "results/voucher").isEmpty, waited < 1000 {
        Thread.sleep(forTimeInterval: 0.02)
        waited += 1
      }
      running.process.interrupt()
      let ending = try tool.finish(running)
      #expect(ending.status == 130)
      #expect(ending.complaint == "interrupted; nothing was kept\n")
      #expect(tool.names(in: ".") == [LearningScenario.name])
    }
  }

  @Test func `has options for nothing in a scenario without learning`() throws {
    try withTool { tool in
      try tool.write(SampleScenario.text, to: SampleScenario.name)
      let ending = try tool.run("run", SampleScenario.name, "--decisions")
      #expect(ending.status == 2)
      #expect(
        ending.complaint
          == "error: --decisions: sample has no learning policies (`learning`)\n")
    }
  }
}
