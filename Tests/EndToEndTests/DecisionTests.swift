import Foundation
import TestSupport
import Testing

/// What `analyze` and `run` decide, and that their options reach the decision.
@Suite struct DecisionTests {
  /// Text in one line, so that breaks of lines do not matter.
  private func flat(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private func analyze(
    _ file: String, _ arguments: String..., status: Int32 = 0
  ) throws -> String {
    let data = PackageFolder.file("Tests/ExperimentsTests/Golden/\(file)")
    var output = ""
    try withTool { tool in
      try tool.write(try String(contentsOf: data, encoding: .utf8), to: file)
      let ending = try tool.finish(try tool.start(["analyze", file, "--arm", "arm"] + arguments))
      #expect(ending.status == status, "\(ending.complaint)")
      output = flat(ending.output)
    }
    return output
  }

  @Test func `clusters decide`() throws {
    let metric = "x=mean:x"
    let plain = try analyze("22_cluster_aa.csv", "--metric", metric)
    #expect(plain.contains("B ship: x is better"))
    let clustered = try analyze(
      "22_cluster_aa.csv", "--metric", metric, "--cluster", "cluster")
    #expect(
      clustered.contains(
        "B keep testing: x shows no clear difference: +11.2 % [-2.0, +26], p = 0.095."))
  }

  @Test func `a planned total leaves looks to come`() throws {
    let found = try analyze(
      "ab_small.csv", "--metric", "c=proportion:converted", "--looks", "5", "--planned", "2000")
    #expect(found.contains("c over 2 of 5 planned looks"))
    #expect(found.contains("no boundary crossed by look 2 of 5"))
    #expect(found.contains("each treatment at 2.50 % over all of them"))
  }

  @Test(arguments: [
    (["--planned", "2000"], "error: --planned: found without --looks; allowed: with --looks"),
    (
      ["--looks", "2", "--planned", "10"],
      "error: planned total: found 10 rows; allowed: at least the 900 rows that there are"
    ),
    (
      ["--looks", "2", "--planned", "100000"],
      "error: looks: found 2 over 100000 planned rows; allowed: a first look within the 900 rows"
    ),
    (
      ["--family", "everything"],
      "error: --family: found \"everything\"; allowed: all, primary, primary-and-guardrails"
    ),
  ])
  func `options that fit nothing are refused`(options: [String], message: String) throws {
    let data = PackageFolder.file("Tests/ExperimentsTests/Golden/ab_small.csv")
    try withTool { tool in
      try tool.write(try String(contentsOf: data, encoding: .utf8), to: "ab.csv")
      let ending = try tool.finish(
        try tool.start(
          ["analyze", "ab.csv", "--arm", "arm", "--metric", "c=proportion:converted"] + options))
      #expect(ending.status == 2)
      #expect(ending.complaint.hasPrefix(message), "\(ending.complaint)")
    }
  }

  @Test func `a family of all metrics corrects all of them`() throws {
    let metrics = ["--metric", "c=proportion:converted", "--metric", "r=mean:revenue"]
    let data = PackageFolder.file("Tests/ExperimentsTests/Golden/ab_small.csv")
    try withTool { tool in
      try tool.write(try String(contentsOf: data, encoding: .utf8), to: "ab.csv")
      func output(_ options: [String]) throws -> String {
        flat(
          try tool.finish(
            try tool.start(["analyze", "ab.csv", "--arm", "arm"] + metrics + options)
          ).output)
      }
      let primary = try output([])
      #expect(primary.contains("worse (uncorrected)"))
      let all = try output(["--family", "all"])
      #expect(!all.contains("(uncorrected)"))
      #expect(try output(["--family", "all", "--correction", "holm"]) != all)
    }
  }

  @Test(
    .enabled(
      if: PackageFolder.shared("cases/users/novelty3.yaml") != nil,
      "needs novelty3.yaml in the folder shared beside the package"))
  func `an effect that is gone after ten days is not shipped`() throws {
    let scenario = try #require(PackageFolder.shared("cases/users/novelty3.yaml"))
    try withTool { tool in
      let ending = try tool.run(
        "run", scenario, "--customers", "40000", "--replications", "1", "--seed", "3")
      #expect(flat(ending.output).contains("new page keep testing: conversion is better"))
      #expect(flat(ending.output).contains("but the effect"))
    }
  }

  @Test(
    .enabled(
      if: PackageFolder.shared("sketches/lessons/peeking.yaml") != nil,
      "needs peeking.yaml in the folder shared beside the package"))
  func `a test that stopped is reported as it stood then`() throws {
    let scenario = try #require(PackageFolder.shared("sketches/lessons/peeking.yaml"))
    try withTool { tool in
      let ending = try tool.run("run", scenario, "--replications", "1", "--seed", "22")
      let text = flat(ending.output)
      #expect(text.contains("+26 % [+1.9, +55], adjusted p = 0.033, stopped at look 7"))
      #expect(text.contains("each treatment at 27.47 % over all of them"))
      #expect(!text.contains("[-8.8 %"))
    }
  }

  @Test(
    .enabled(
      if: PackageFolder.shared("cases/statistics/aa2.yaml") != nil,
      "needs aa2.yaml in the folder shared beside the package"))
  func `an always-valid test decides by its least p-value`() throws {
    let scenario = try #require(PackageFolder.shared("cases/statistics/aa2.yaml"))
    try withTool { tool in
      let ending = try tool.run(
        "run", scenario, "--customers", "4000", "--replications", "1", "--seed", "2", "--set",
        "experiment.analysis.spending=always valid")
      let text = flat(ending.output)
      #expect(text.contains("-2.2 % [-27, +31]"))
      #expect(text.contains("p = 0.51"))
    }
  }

  @Test(
    .enabled(
      if: PackageFolder.shared("cases/statistics/f1_looks_crossed.csv") != nil,
      "needs f1_looks_crossed.csv in the folder shared beside the package"))
  func `the path and the verdict of a table are one decision`() throws {
    let path = try #require(PackageFolder.shared("cases/statistics/f1_looks_crossed.csv"))
    try withTool { tool in
      let ending = try tool.run(
        "analyze", path, "--arm", "arm", "--control", "control", "--weights",
        "control=5,price_cut=1,free_ship=2", "--metric", "conv=proportion:converted", "--metric",
        "revenue=mean:revenue", "--day", "day", "--looks", "5", "--boundary", "power(3)")
      #expect(flat(ending.output).contains("crossed"))
      #expect(
        flat(ending.output).contains(
          "price_cut ship: conv is better: +17.4 % [+0.08, +37], adjusted p = 0.049."))
    }
  }
}
