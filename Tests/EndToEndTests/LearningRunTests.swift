import Foundation
import TestSupport
import Testing

@Suite struct `A run of learning policies` {
  @Test func `writes tables, a picture, a log and states, the same for any number of threads`()
    throws
  {
    try withTool { tool in
      try tool.write(.vouchers)
      let one = try tool.run(
        "run", SampleScenario.vouchers.name, "--decisions", "--threads", "1", "-q")
      #expect(one.status == 0, "\(one.complaint)")
      let two = try tool.run(
        "run", SampleScenario.vouchers.name, "--decisions", "--threads", "2", "-q", "--out", "other"
      )
      #expect(two.output == one.output)
      let files = try tool.files(below: "results")
      #expect(files == (try tool.files(below: "other")))
      let run = try #require(tool.names(in: "results/voucher").first)
      #expect(
        tool.names(in: "results/voucher/\(run)") == [
          "decisions.jsonl", "learning.csv", "manifest.json", "policies", "regret.csv",
          "regret.svg", "report.html", "scenario.json", "summary.json", "summary.txt",
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

  @Test func `takes a quick look, and says what that gives up`() throws {
    try withTool { tool in
      try tool.write(.vouchers)
      let name = SampleScenario.vouchers.name
      let change = "learning.replications=4"
      let quick = try tool.run("run", name, "--quick", "-q", "--set", change)
      #expect(quick.status == 0, "\(quick.complaint)")
      let text = quick.output.replacing("\n", with: " ")
      #expect(text.contains("2 replications (a quick look: few replications, so wide errors"))
      #expect(text.contains("from 1,000 customers"))
      let whole = try tool.run("run", name, "-q", "--set", change)
      #expect(whole.output.contains("4 replications") && !whole.output.contains("quick look"))
      #expect(tool.names(in: "results/voucher").count == 2)
    }
  }

  private static let summary = """
    Which voucher brings them back?
    2 markets to learn in, 1 new one with up to 45 deciding customers, 2 replications, money in EUR,
    seed 1

    How policies fare in new markets (±: 95 % confidence over 2 replications)
      policy       margin per customer  of best         regret  EUR lost  conversion  explores
      pooled              2.418 ±3.296  113.3 %  -0.270 ±3.428    -11.60     41.68 %    16.3 %
      core                2.321 ±1.067  109.2 %  -0.173 ±5.657     -8.00     55.43 %    14.2 %
      as usual            2.207 ±4.994  103.1 %  -0.059 ±1.730     -2.70     28.29 %     0.0 %
      agnostic            2.148 ±1.177  101.0 %  -0.001 ±5.547     -0.90     44.01 %    26.9 %
      oracle              2.148 ±6.724  100.0 %   0.000 ±0.000      0.00     37.03 %     0.0 %
      best action         2.148 ±6.724  100.0 %   0.000 ±0.000      0.00     37.03 %     0.0 %
      Regret is what a customer would have brought beyond it with the best action for what is known of
      that customer; of best is the share of that best which the policy reaches; EUR lost is the
      margin that this costs in one market; explores is the share of decisions that took another
      action than the one that looked best.

    Regret per customer by the number of customers met in a new market
      customers           core       agnostic         pooled        oracle       as usual
      1-10       -0.390 ±9.530  -0.080 ±9.911  -0.290 ±3.685  0.000 ±0.000  0.270 ±13.596
      11-20      -0.600 ±8.132  -0.320 ±7.878  -0.580 ±7.370  0.000 ±0.000  -0.600 ±0.000
      21-45       0.113 ±2.980   0.167 ±2.562  -0.126 ±1.602  0.000 ±0.000   0.006 ±3.018

    What it means (brackets: 95 % confidence, in pairs, each taken by itself)
      - core never gets as good as agnostic at its best (a regret of -0.320 ±7.878 per customer, among
        customers 11-20), which may be chance.
      - Not knowing the market costs -8.00 EUR [-244.34, 228.34] of margin in each new one with core,
        -0.90 EUR [-228.34, 226.54] with agnostic: 7.10 EUR [-1.79, 15.99] less, which may be chance.
      - Over all customers of a new market core brings, per customer, 0.173 EUR more than agnostic
        [0.063, 0.283] and 0.096 EUR less than pooled [-2.133, 2.325] (may be chance); each in the
        same markets with the same customers.
      - Of pooled and agnostic, pooled suits this family better: per customer it brings 0.269 EUR more
        than agnostic [-1.850, 2.388] (may be chance).
      - Among no group of customers does another policy beat core beyond doubt.
      - The best fixed action at voucher is small in every new market.

    voucher/<run>/  report.html summary.txt summary.json scenario.json learning.csv regret.csv
                           regret.svg policies/core.json policies/agnostic.json policies/pooled.json
                           decisions.jsonl manifest.json

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
    let again = try tool.run("run", SampleScenario.vouchers.name, "--decisions")
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
    let json = try tool.run("evaluate", log, "--of", "core", "--format", "json")
    struct Evaluation: Decodable {
      struct Estimate: Decodable {
        var estimator: String
        var value: Double
      }
      var decisions: Int
      var trueValue: Double
      var estimates: [Estimate]
    }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let evaluation = try decoder.decode(Evaluation.self, from: Data(json.output.utf8))
    #expect(evaluation.decisions > 0)
    #expect(evaluation.estimates.first?.estimator == "ipw")
    let folder = log.replacing("decisions.jsonl", with: "policies")
    let saved = "saved:\(folder)/agnostic.json"
    let targets = try tool.run(
      "evaluate", log, "--of", "core", "--policy", saved, "--against", "logged")
    #expect(targets.status == 2 && targets.complaint.contains("target_probs of core/"))
    let against = try tool.run(
      "evaluate", log, "--of", "core", "--policy", saved, "--against", "uniform")
    #expect(against.status == 0, "\(against.complaint)")
    for part in [
      "decides as the policy agnostic saved in", "The two compared on the same decisions",
      "The true difference is", "warning: the log is adaptive", "dr, adaptive",
    ] { #expect(against.output.contains(part), "\(part) in \(against.output)") }
    let wrong = try tool.run("evaluate", log, "--of", "corr")
    #expect(wrong.status == 2)
    #expect(
      wrong.complaint.hasSuffix(
        "allowed: agnostic, as usual, best action, core, oracle, pooled\n"))
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
      (["--market", "3"], "market: found 3; allowed: 0 to 2"),
      (["--context", "colour=1"], "context: found \"colour\"; allowed: channel(email)"),
      (["--context", "channel(email)"], "--context: found \"channel(email)\""),
      (["--action", "huge"], "--action: found \"huge\"; allowed: \"none\""),
      (["--decision", "price"], "decision: found \"price\"; allowed: voucher"),
    ] {
      let ending = try tool.finish(tool.start(["explain", snapshot] + arguments))
      #expect(ending.status == 2)
      #expect(ending.complaint.contains(part), "\(ending.complaint)")
    }
  }

  /// A saved policy goes on in the same scenario, and in no other.
  private func checkStart(_ tool: Tool, _ snapshot: String) throws {
    let resumed = SampleScenario.vouchers.text.replacing(
      "core: hierarchical", with: "core: {learner: hierarchical, start: \(snapshot)}")
    try tool.write(
      resumed.replacing("Which voucher brings", with: "What brings"), to: "other.yaml")
    let ending = try tool.run("run", "other.yaml", "--policies", "core", "-q", "--out", "o")
    #expect(ending.status == 2)
    #expect(ending.complaint.contains("scenario"), "\(ending.complaint)")
    #expect(tool.names(in: "o").isEmpty)
  }

  @Test(arguments: [
    (["--policies", "core,corr"], "--policies: found \"corr\"; allowed: \"core\", "),
    (["--set", "learning.policies.core.start=gone.json"], "no saved state to start from"),
    ([], "the saved state's version, start of \"core\": found 99; allowed: 1"),
  ])
  func `refuses what cannot be, with one message`(arguments: [String], part: String) throws {
    try withTool { tool in
      let text = SampleScenario.vouchers.text.replacing(
        "core: hierarchical", with: "core: {learner: hierarchical, start: here.json}")
      try tool.write(text, to: SampleScenario.vouchers.name)
      try tool.write(
        "{\"journeylabLearning\": 99, \"scenario\": \"\", \"learner\": \"\"}", to: "here.json")
      let ending = try tool.finish(tool.start(["run", SampleScenario.vouchers.name] + arguments))
      #expect(ending.status == 2)
      #expect(ending.output == "")
      #expect(ending.complaint.contains(part), "\(ending.complaint)")
      #expect(tool.names(in: ".") == ["here.json", SampleScenario.vouchers.name])
    }
  }

  @Test func `starts no program without the flag`() throws {
    try withTool { tool in
      let text = SampleScenario.vouchers.text.replacing(
        "pooled: pooled", with: "mine: {external: {command: [touch, trace]}}")
      try tool.write(text, to: SampleScenario.vouchers.name)
      let ending = try tool.run("run", SampleScenario.vouchers.name)
      #expect(ending.status == 2)
      #expect(
        ending.complaint
          == "error: policy \"mine\" starts the program `touch trace`; a scenario may do that only"
          + " with --allow-external\n")
      #expect(tool.names(in: ".") == [SampleScenario.vouchers.name])
    }
  }

  @Test func `ends with a failure where a program never once answers rightly`() throws {
    try withTool { tool in
      // `cat` sends each question back.
      let text = SampleScenario.vouchers.text.replacing(
        "pooled: pooled", with: "mine: {external: {command: [cat]}}")
      try tool.write(text, to: SampleScenario.vouchers.name)
      let ending = try tool.run(
        "run", SampleScenario.vouchers.name, "--allow-external", "--policies", "mine,agnostic", "-q"
      )
      #expect(ending.status == 1 && ending.output == "")
      #expect(
        ending.complaint.hasPrefix("error: policy \"mine\": not one of "), "\(ending.complaint)")
      #expect(ending.complaint.contains("not a message: "), "\(ending.complaint)")
      #expect(tool.names(in: "results/voucher").isEmpty)
    }
  }

  @Test func `counts what a program with the flag got wrong, and needs no experiment for it`()
    throws
  {
    try withTool { tool in
      // One vector whatever is asked: right for one decision, wrong for several.
      let script = #"""
        while read -r line; do
          id=${line#*'"id":'}; id=${id%%[,\}]*}
          case "$line" in
          *'"hello"'*) echo '{"type":"hello","protocol":1}';;
          *'"decide"'*) echo "{\"type\":\"decisions\",\"id\":$id,\"probabilities\":[[0,1,0]]}";;
          *'"snapshot"'*) echo "{\"type\":\"snapshot\",\"id\":$id,\"state\":null}";;
          *'"bye"'*) exit 0;;
          esac
        done
        """#
      try tool.write(script, to: "once.sh")
      let text = SampleScenario.vouchers.text.replacing(
        "pooled: pooled", with: "mine: {external: {command: [sh, once.sh]}}")
      try tool.write(text, to: SampleScenario.vouchers.name)
      let ending = try tool.run(
        "run", SampleScenario.vouchers.name, "--allow-external", "--policies", "mine,agnostic", "-q"
      )
      #expect(ending.status == 0, "\(ending.complaint)")
      #expect(ending.output.contains("refused"))
      #expect(ending.output.contains("answers of mine were refused and replaced by"))
      let place = try #require(tool.names(in: "results/voucher").first)
      let files = try tool.files(below: "results/voucher/\(place)")
      let programs = try PlainCSV(
        String(decoding: files["programs.csv"] ?? Data(), as: UTF8.self))
      let counts = try #require(programs.records.first)
      #expect(programs.records.count == 1 && counts["policy"] == "mine")
      let learning = try PlainCSV(
        String(decoding: files["learning.csv"] ?? Data(), as: UTF8.self))
      let refused = learning.records.filter { $0["policy"] == "mine" }
        .compactMap { Int($0["violations"] ?? "") }.reduce(0, +)
      #expect(refused > 0 && Int(counts["status_quo"] ?? "") ?? 0 >= refused)
      #expect(Int(counts["wrong_length"] ?? "") ?? 0 > 0)
      for kind in ["no_answer", "no_message", "not_finite", "negative", "wrong_sum", "died"] {
        #expect(counts[kind] == "0", "\(kind)")
      }
    }
  }

  @Test func `leaves nothing behind when interrupted`() throws {
    try withTool { tool in
      try tool.write(.vouchers)
      let running = try tool.start([
        "run", SampleScenario.vouchers.name, "--customers", "100000", "-q",
      ])
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
      #expect(tool.names(in: ".") == [SampleScenario.vouchers.name])
    }
  }

  @Test func `has options for nothing in a scenario without learning`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let ending = try tool.run("run", SampleScenario.freeShipping.name, "--decisions")
      #expect(ending.status == 2)
      #expect(
        ending.complaint
          == "error: --decisions: sample has no learning policies (`learning`)\n")
    }
  }
}
