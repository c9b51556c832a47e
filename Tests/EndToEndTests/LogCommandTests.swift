import Foundation
import TestSupport
import Testing

@Suite struct `The commands for logs` {
  private struct Evaluation: Decodable {
    struct Estimate: Decodable {
      var estimator: String
      var value: Double?
      var se: Double?
      var lower: Double?
      var upper: Double?
    }
    struct Comparison: Decodable {
      var difference: Double
      var pValue: Double
      var detectable: Double
    }
    var policy: String
    var decisions: Int
    var clusters: Int
    var estimates: [Estimate]
    var trusted: String?
    var advice: String
    var warnings: [String]
    var comparison: Comparison?

    func callAsFunction(_ name: String) throws -> Estimate {
      try #require(estimates.first { $0.estimator == name })
    }
  }

  private func evaluation(_ tool: Tool, _ arguments: String...) throws -> Evaluation {
    let ending = try tool.finish(tool.start(["evaluate"] + arguments + ["--format", "json"]))
    #expect(ending.status == 0, "\(ending.complaint)")
    #expect(!ending.output.lowercased().contains("nan"))
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    return try decoder.decode(Evaluation.self, from: Data(ending.output.utf8))
  }

  /// A log of two actions; with `customer` the decisions of one follow each other.
  private func log(_ rows: Int, reward: (Int, Int) -> Double = { _, _ in 5 }) -> String {
    (0..<rows).map { row in
      // Without a pattern that repeats: the golden ratio's multiples fill the unit evenly.
      let chance = (Double(row) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1)
      let action = chance < 0.7 ? 0 : 1
      return #"{"event_id":"e\#(row)","context":{"visits":\#(row % 4)},"#
        + #""actions":[{"id":"none"},{"id":"gift"}],"action_index":\#(action),"probs":[0.7,0.3],"#
        + #""reward":\#(reward(row, action)),"policy":{"name":"p","version":0}}"#
    }.joined(separator: "\n") + "\n"
  }

  @Test func `say which policy is meant and which rows to trust, and print no rounding`() throws {
    try withTool { tool in
      try tool.write(log(300), to: "log.jsonl")
      let text = try tool.run("evaluate", "log.jsonl", "--policy", "action:gift")
      #expect(text.status == 0, "\(text.complaint)")
      for part in [
        "What the policy that always takes gift (number 1) would earn per decision", "Trust dr",
        "<- read this",
      ] { #expect(text.output.contains(part), "\(part) in \(text.output)") }
      for line in text.output.split(separator: "\n") { #expect(line.count < 100, "\(line)") }
      let found = try evaluation(tool, "log.jsonl", "--policy", "action:1")
      let snipw = try found("snipw")
      #expect(snipw.se == 0 && snipw.lower == snipw.value && snipw.upper == snipw.value)
      #expect(abs((snipw.value ?? 0) - 5) < 1e-12)
      #expect(found.trusted == "dr")
    }
  }

  @Test func `take rules, tables and programs for policies, and compare two of them`() throws {
    try withTool { tool in
      try tool.write(log(400) { Double($1 * ($0 % 4)) + Double($0 % 3) }, to: "log.jsonl")
      try tool.write(
        "visits,action,probability\n0,none,1\n1,none,1\n2,gift,1\n3,gift,0.5\n3,none,0.5\n",
        to: "table.csv")
      let rule = "rule:visits = 2 -> gift; none"
      let first = try evaluation(tool, "log.jsonl", "--policy", rule, "--against", "action:none")
      #expect(first.policy == "the policy that decides by the rule: visits = 2 -> gift; none")
      let pair = try #require(first.comparison)
      // A gift brings as much as there are visits, and a quarter of customers has two.
      #expect(abs(pair.difference - 0.5) < 0.1 && pair.pValue < 0.001)
      let table = try evaluation(tool, "log.jsonl", "--policy", "table:table.csv")
      let value = try #require(try table("dr").value)
      #expect(abs(value - (1 + 0.5 + 0.375)) < 0.1, "\(value)")
      for (policy, part) in [
        ("rule:visit = 2 -> gift; none", "nearest: \"visits\""),
        ("rule:visits -> gift", "rule: found"), ("action:gitf", "nearest: \"gift\""),
        ("table:log.jsonl", "log.jsonl, row 1"), ("saved:table.csv", "journeylabLearning"),
        ("best", "uniform, logged"), ("program:no-such-program-at-all", "which no folder of PATH"),
      ] {
        let ending = try tool.run("evaluate", "log.jsonl", "--policy", policy)
        #expect(ending.status == 2 && ending.output == "", "\(policy)")
        #expect(ending.complaint.contains(part), "\(ending.complaint)")
      }
      let useless = try tool.run("evaluate", "log.jsonl", "--policy", "program:true")
      #expect(useless.status == 1, "\(useless.complaint)")
    }
  }

  /// A program that says back what it is told: its hello is one, its decisions are none.
  @Test func `give up a program that does not speak, and say after how long`() throws {
    try withTool { tool in
      try tool.write(log(300), to: "log.jsonl")
      let ending = try tool.run("evaluate", "log.jsonl", "--policy", "program:cat")
      #expect(ending.status == 1 && ending.output == "", "\(ending.complaint)")
      for part in [
        "not one of 300 decisions was answered rightly (no answer in time: 1, not a message: ",
        "; a program that is silent for 10 seconds is given up; the program is `cat`",
      ] { #expect(ending.complaint.contains(part), "\(ending.complaint)") }
    }
  }

  /// The inputs that once gave an interval of width 1.8, and let a line count twice.
  @Test func `take constant rewards and repeated lines for what they are`() throws {
    guard let constant = PackageFolder.shared("cases/learning/ope-constant.jsonl.gz"),
      let repeated = PackageFolder.shared("cases/learning/ope-dup.jsonl.gz")
    else {
      print("the cases are not beside the package: the logs that failed are not tried")
      return
    }
    try withTool { tool in
      for (path, name) in [(constant, "constant.jsonl"), (repeated, "repeated.jsonl")] {
        try tool.unpack(path, to: name)
      }
      let found = try evaluation(tool, "constant.jsonl", "--policy", "action:1")
      #expect(found.decisions == 400)
      for name in ["snipw", "dm", "dr", "sndr"] {
        let estimate = try found(name)
        #expect(abs((estimate.value ?? 0) - 5) < 1e-9, "\(name)")
        #expect(estimate.lower == estimate.value && estimate.upper == estimate.value, "\(name)")
      }
      let once = try evaluation(tool, "repeated.jsonl", "--policy", "action:1")
      #expect(once.decisions == 399)
      #expect(once.warnings.contains { $0.contains("repeats the event id of an earlier one (e8)") })
    }
  }

  @Test func `tell lines that repeat an event, and go by customer`() throws {
    try withTool { tool in
      var lines = log(200).split(separator: "\n").map(String.init)
      lines[9] = lines[8]
      try tool.write(lines.joined(separator: "\n"), to: "log.jsonl")
      let found = try evaluation(tool, "log.jsonl", "--policy", "uniform")
      #expect(found.decisions == 199)
      #expect(found.warnings.contains { $0.contains("repeats the event id") })
      let customers = log(200).split(separator: "\n").enumerated().map { row, line in
        line.replacing(
          #""context""#, with: #""customer":\#(row / 5),"context""#, maxReplacements: 1)
      }
      try tool.write(customers.joined(separator: "\n"), to: "customers.jsonl")
      #expect(try evaluation(tool, "customers.jsonl", "--policy", "uniform").clusters == 40)
    }
  }

  @Test func `bring a log back from what was exported`() throws {
    try withTool { tool in
      try tool.write(log(60) { Double($0 % 7) - Double($1) }, to: "log.jsonl")
      let known = try evaluation(tool, "log.jsonl", "--policy", "action:1")
      for (form, from) in [("vw", "vw"), ("dsjson", "vw"), ("obp", "obp")] {
        let out = try tool.run("export", "log.jsonl", "--to", form, "--output", "log.\(form)")
        #expect(out.status == 0, "\(out.complaint)")
        let back = try tool.run(
          "import", "log.\(form)", "--from", from, "--output", "\(form).jsonl")
        #expect(back.status == 0, "\(back.complaint)")
        let found = try evaluation(tool, "\(form).jsonl", "--policy", "action:1")
        #expect(found.decisions == known.decisions)
        for name in ["ipw", "snipw", "dr"] {
          let (left, right) = (try known(name), try found(name))
          #expect(abs((left.value ?? 0) - (right.value ?? 9)) < 1e-6, "\(form) \(name)")
          #expect(abs((left.se ?? 0) - (right.se ?? 9)) < 1e-6, "\(form) \(name)")
        }
      }
    }
  }

  @Test func `read a table with a row per decision`() throws {
    try withTool { tool in
      try tool.write(
        """
        id,sent,paid,chance,who,basket
        a,mail,3.5,0.25,c1,20
        b,none,0,0.75,c1,30.5
        c,mail,1,0.25,c2,

        """, to: "mails.csv")
      let arguments = [
        "import", "mails.csv", "--from", "csv", "--action", "sent", "--reward", "paid",
        "--probability", "chance", "--event", "id", "--customer", "who",
      ]
      let ending = try tool.finish(tool.start(arguments))
      let first =
        #"{"event_id":"a","ts":"","customer":"c1","context":{"basket":20},"#
        + #""actions":[{"id":"mail"},{"id":"none"}],"action_index":0,"pscore":0.25,"reward":3.5,"#
        + #""policy":{"name":"logged","version":0}}"#
      #expect(ending.output.split(separator: "\n").first.map(String.init) == first)
      #expect(ending.output.split(separator: "\n").count == 3)
      let wrong = try tool.finish(tool.start(arguments + ["--position", "place"]))
      #expect(wrong.status == 2)
      #expect(wrong.complaint.contains("no column \"place\""), "\(wrong.complaint)")
      try tool.write("action,reward,probability\na,x,0.5\n", to: "bad.csv")
      let bad = try tool.run("import", "bad.csv", "--from", "csv")
      #expect(bad.complaint.contains("bad.csv, row 2, column \"reward\""), "\(bad.complaint)")
    }
  }

  /// The figures of the reference, from the data as they are published.
  @Test func `give the reference's figures on Open Bandit Data`() throws {
    guard let random = PackageFolder.shared("data/obd_men/random_men.csv.gz"),
      let bts = PackageFolder.shared("data/obd_men/bts_men.csv.gz"),
      let golden = PackageFolder.shared("reference/meta/ope/ope_golden.json")
    else {
      print("the Open Bandit Data are not beside the package: their figures are not tried")
      return
    }
    try withTool { tool in
      try tool.unpack(random, to: "random.csv")
      try tool.unpack(bts, to: "bts.csv")
      // The evaluated policy: shares of the second policy's items by position, one added to each.
      var counts = [[Double]](repeating: [Double](repeating: 1, count: 34), count: 3)
      let table = try PlainCSV(
        String(contentsOf: tool.folder.appending(path: "bts.csv"), encoding: .utf8))
      for row in table.rows {
        counts[try #require(Int(row[3])) - 1][try #require(Int(row[2]))] += 1
      }
      var text = "position,action,probability\n"
      for (position, row) in counts.enumerated() {
        for (item, count) in row.enumerated() {
          text += "\(position),\(item),\(count / row.reduce(0, +))\n"
        }
      }
      try tool.write(text, to: "policy.csv")
      let ending = try tool.run("import", "random.csv", "--from", "obp", "--output", "log.jsonl")
      #expect(ending.status == 0, "\(ending.complaint)")
      let found = try evaluation(
        tool, "log.jsonl", "--policy", "table:policy.csv", "--reward-model", "means")
      let root = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: golden)))
      let parts = (root as? [String: [String: Any]])?["obd_random_men"]?["numpy"]
      let figures = try #require(parts as? [String: [String: Any]])
      #expect(found.decisions == 10_000 && found.estimates.count == 10)
      for estimate in found.estimates {
        let expected = try #require(figures[estimate.estimator])
        let value = try #require(expected["value"] as? Double)
        #expect(abs((estimate.value ?? 0) - value) < 1e-9, "\(estimate.estimator)")
        // The reference takes the divisor of the self-normalised means and the direct method's
        // model for known: see the tests of the estimators.
        guard !["dm", "sndr"].contains(estimate.estimator) else { continue }
        let error = try #require((expected["se_delta"] ?? expected["se"]) as? Double)
        #expect(abs((estimate.se ?? 0) - error) < 1e-9, "\(estimate.estimator)")
      }
    }
  }
}

extension Tool {
  /// Writes what a gzip file outside of the folder holds to a file inside.
  fileprivate func unpack(_ path: String, to name: String) throws {
    let file = folder.appending(path: name)
    try Data().write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-dc", path]
    process.standardOutput = try FileHandle(forWritingTo: file)
    try process.run()
    process.waitUntilExit()
  }
}
