import Foundation
import TestSupport
import Testing

/// What `analyze` decides, on tables made for it.
@Suite struct AnalyzeFindingTests {
  private func summary(_ text: String, _ arguments: [String]) throws -> [String: Any] {
    var found: [String: Any]?
    try withTool { tool in
      try tool.write(text, to: "t.csv")
      let ending = try tool.finish(
        tool.start(["analyze", "t.csv", "--arm", "arm", "--format", "json"] + arguments))
      try #require(ending.status == 0, "\(ending.complaint)")
      found =
        try JSONSerialization.jsonObject(with: Data(ending.output.utf8)) as? [String: Any]
    }
    return try #require(found)
  }

  private func list(_ summary: [String: Any], _ key: String) throws -> [[String: Any]] {
    try #require(summary[key] as? [[String: Any]])
  }

  /// Successes of 10,000 whose distance from 0.9 × 1,000 is so many standard errors.
  @Test(arguments: [(973, "unsettled"), (990, "held"), (827, "unsettled"), (812, "breached")])
  func `a guardrail holds or breaks at half of alpha`(successes: Int, state: String) throws {
    let (p0, p1) = (0.1, Double(successes) / 10_000)
    let error = ((p1 * (1 - p1) + 0.81 * p0 * (1 - p0)) / 10_000).squareRoot()
    let distance = abs(p1 - 0.9 * p0) / error
    #expect(state == "unsettled" ? (1.7..<1.9).contains(distance) : distance > 2.05)
    let found = try summary(
      "arm,n,s\ncontrol,10000,1000\nnew,10000,\(successes)\n",
      ["--metric", "c=proportion:s/n", "--guardrail", "c=-10%"])
    #expect(try list(found, "guardrails").first?["state"] as? String == state)
  }

  @Test func `of which less is better is better when it falls`() throws {
    let rows = (0..<80).map { "control,\($0 % 7 + 4)\nnew,\($0 % 7)\n" }.joined()
    func decision(_ arguments: String...) throws -> (String?, String?) {
      let found = try summary("arm,x\n" + rows, ["--metric", "x=mean:x"] + arguments)
      return (
        try list(found, "comparisons").first?["decision"] as? String,
        try list(found, "verdicts").first?["action"] as? String
      )
    }
    #expect(try decision() == ("worse", "do not ship"))
    #expect(try decision("--lower-is-better", "x") == ("better", "ship"))
  }

  @Test func `looks by day end at equal shares of the days, with all rows until then`() throws {
    let text = try String(
      contentsOf: PackageFolder.file("Tests/ExperimentsTests/Golden/ab_small.csv"), encoding: .utf8)
    let found = try summary(
      text, ["--metric", "revenue=mean:revenue", "--day", "day", "--looks", "4"])
    let looks = try #require(found["looks"] as? [String: Any])
    let days = try PlainCSV(text).records.compactMap { $0["day"].flatMap { Int($0) } }
    let known = Set(days).sorted()
    let ends = (1...4).map { known[$0 * known.count / 4 - 1] }
    for treatment in try list(looks, "treatments") {
      let path = try list(treatment, "looks")
      #expect(path.compactMap { $0["day"] as? Int } == ends)
      #expect(
        path.compactMap { $0["rows"] as? Int } == ends.map { end in days.count { $0 <= end } })
    }
  }

  @Test func `an arm with a weight of zero is left out`() throws {
    let rows = (0..<60).map { "A,\($0)\nB,\($0 + 3)\nC,wrong\n" }.joined()
    let weighed = try summary(
      "arm,x\n" + rows, ["--metric", "x=mean:x", "--weights", "A=1,B=1,C=0"])
    let left = try summary("arm,x\n" + rows, ["--metric", "x=mean:x", "--leave-out", "C"])
    for key in ["comparisons", "arms", "rows_that_count", "rows"] {
      #expect(weighed[key] as? NSObject == left[key] as? NSObject)
      #expect(weighed[key] != nil)
    }
    #expect(weighed["rows"] as? Int == 120)
    let account = try #require(left["rows_that_count"] as? [String: Any])
    let arms = try list(account, "arms")
    #expect(arms.map { $0["left_out"] as? Int } == [0, 0, 60])
  }

  @Test func `rows that are lost unevenly are told`() throws {
    let rows = (0..<200).map { "A,\($0)\nB,\($0 % 4 == 0 ? "" : "\($0)")\n" }.joined()
    let found = try summary(
      "arm,x\n" + rows, ["--metric", "x=mean:x", "--missing", "drop"])
    let account = try #require(found["rows_that_count"] as? [String: Any])
    #expect(try list(account, "arms").map { $0["missing"] as? Int } == [0, 50])
    #expect(try #require(account["missing_p"] as? Double) < 1e-9)
    try withTool { tool in
      try tool.write("arm,x\n" + rows, to: "t.csv")
      let ending = try tool.run(
        "analyze", "t.csv", "--arm", "arm", "--metric", "x=mean:x", "--missing", "drop")
      #expect(ending.output.contains("The arms lose rows unevenly"))
      for line in ending.output.split(separator: "\n") { #expect(line.count < 100, "\(line)") }
    }
  }

  @Test(arguments: [
    (["--observational"], "--observational: found nothing to adjust for"),
    (
      ["--observational", "--covariate", "x", "--looks", "2"], "--looks: found with --observational"
    ),
    (["--observational", "--covariate", "x", "--weights", "A=1,B=1"], "--weights: found with"),
    (["--events"], "--events: found no column of units"),
    (["--numbers", "1.2"], "--numbers: found \"1.2\"; allowed: \"1234.5\", \"1,234.5\""),
    (["--missing", "skip"], "--missing: found \"skip\"; allowed: refuse, drop"),
    (["--leave-out", "C"], "t.csv, column \"arm\": found no row of arm \"C\""),
    (["--equivalence", "150%"], "--equivalence: found \"150%\"; allowed: a margin such as"),
    (["--test-column", "x", "--events"], "--events: found with --test-column"),
    (["--test-column", "x", "--missing", "drop"], "--missing drop: found with --test-column"),
    (["--metric", "t=survival:x"], "NAME=survival(HORIZON):TIME/EVENT"),
    (["--weights", "A=1,B=-1"], "--weights: found \"B=-1\""),
  ])
  func `a wrong use of an option is refused with what is allowed`(
    arguments: [String], message: String
  ) throws {
    try withTool { tool in
      try tool.write("arm,x\nA,1\nA,3\nB,2\nB,5\n", to: "t.csv")
      let ending = try tool.finish(
        tool.start(["analyze", "t.csv", "--arm", "arm", "--metric", "x=mean:x"] + arguments))
      #expect(ending.status == 2)
      #expect(ending.output == "")
      #expect(ending.complaint.contains(message), "\(ending.complaint)")
      #expect(ending.complaint.split(separator: "\n").count == 1)
    }
  }

  @Test func `what chance did not assign gets no verdict, but words of caution`() throws {
    let rows = (0..<300).map { unit -> String in
      let x = Double(unit * 37 % 101) / 10
      let joins = unit * 53 % 97 < 30 + Int(4 * x)
      return "\(joins ? "joined" : "control"),\(3 * x + (joins ? 2 : 0) + Double(unit % 5)),\(x)\n"
    }
    try withTool { tool in
      try tool.write("arm,y,x\n" + rows.joined(), to: "t.csv")
      let ending = try tool.run(
        "analyze", "t.csv", "--arm", "arm", "--metric", "y=mean:y", "--covariate", "x",
        "--observational")
      #expect(ending.status == 0, "\(ending.complaint)")
      for part in [
        "not assigned at random", "doubly robust", "No verdict: chance did not assign the arms",
        "a cause that nobody measured", "weighted",
      ] {
        #expect(ending.output.contains(part), "\(part)")
      }
      for part in ["ship", "sample ratio", "planned shares"] {
        #expect(!ending.output.contains(part), "\(part)")
      }
      for line in ending.output.split(separator: "\n") { #expect(line.count < 100, "\(line)") }
    }
  }
}
