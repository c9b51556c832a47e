import Foundation
import TestSupport
import Testing

/// The lessons of the repository, and first scenarios, as a teacher and a newcomer use them.
@Suite struct LessonTests {
  private static let folder = "scenarios/lessons"

  @Test func `every lesson is listed, and all its files are there`() throws {
    try withTool { tool in
      let pages = try FileManager.default.contentsOfDirectory(
        atPath: PackageFolder.file(Self.folder).path
      ).filter { $0.hasSuffix(".md") && $0 != "README.md" }.sorted()
      let ending = try tool.run("lesson", "--folder", PackageFolder.file(Self.folder).path)
      try #require(ending.status == 0, "\(ending.complaint)")
      let listed = ending.output.split(separator: "\n").dropLast().map {
        "\($0.prefix { $0 != " " }).md"
      }
      #expect(listed == pages)
      #expect(pages.count == 9)
    }
  }

  @Test(arguments: PackageFolder.scenarios(in: folder))
  func `a lesson's scenario is valid`(file: URL) throws {
    try withTool { tool in
      let ending = try tool.run("validate", file.path)
      #expect(ending.status == 0, "\(ending.complaint)")
    }
  }

  /// Every command of every page is one that the program understands.
  @Test(
    arguments: PackageFolder.scenarios(in: folder).map {
      $0.deletingPathExtension().lastPathComponent
    })
  func `a lesson's commands run from its page`(name: String) throws {
    try withTool { tool in
      let folder = PackageFolder.file(Self.folder).path
      let page = try tool.run("lesson", name, "--folder", folder, "--page", "--answer")
      try #require(page.status == 0, "\(page.complaint)")
      #expect(page.output.contains("$ journeylab "))
      #expect(page.output.contains("Remember:"))
      #expect(page.output.contains("\nAnswer\n"))
      #expect(!page.output.contains("<details"))
    }
  }

  @Test func `a lesson runs its command with the pupil's seed`() throws {
    try withTool { tool in
      let folder = PackageFolder.file(Self.folder).path
      let ending = try tool.run("lesson", "power", "--folder", folder, "--seed", "17")
      try #require(ending.status == 0, "\(ending.complaint)")
      let alone = try tool.run("run", "\(folder)/power.yaml", "--seed", "17")
      #expect(ending.output.contains(alone.output))
      #expect(ending.output.contains("Remember:"))
      #expect(!ending.output.contains("\nAnswer\n"))
    }
  }

  @Test func `an unknown lesson names the nearest`() throws {
    try withTool { tool in
      let ending = try tool.run(
        "lesson", "peaking", "--folder", PackageFolder.file(Self.folder).path)
      #expect(ending.status == 2)
      #expect(ending.complaint.contains("nearest: \"peeking\""))
      let nowhere = try tool.run("lesson")
      #expect(nowhere.status == 2)
      #expect(nowhere.complaint.contains("no lessons in scenarios/lessons"))
    }
  }

  @Test func `many seeds say what each of them says alone`() throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let name = SampleScenario.freeShipping.name
      let many = try tool.run("run", name, "--seeds", "4-6", "--out", "many")
      try #require(many.status == 0, "\(many.complaint)")
      let made = try #require(try tool.files(below: "many").first { $0.key.hasSuffix("seeds.csv") })
      let rows = try PlainCSV(String(decoding: made.value, as: UTF8.self)).records
      for seed in ["4", "5", "6"] {
        let alone = try tool.run("run", name, "--seed", seed, "--out", "alone\(seed)")
        try #require(alone.status == 0, "\(alone.complaint)")
        let file = try #require(
          try tool.files(below: "alone\(seed)").first { $0.key.hasSuffix("summary.json") })
        let summary = try #require(
          try JSONSerialization.jsonObject(with: file.value) as? [String: Any])
        let verdicts = try #require(summary["verdicts"] as? [[String: Any]])
        let own = rows.filter { $0["seed"] == seed }
        #expect(own.count == verdicts.count)
        for (row, verdict) in zip(own, verdicts) {
          #expect(row["treatment"] == verdict["treatment"] as? String)
          #expect(row["verdict"] == verdict["action"] as? String)
        }
      }
      let two = try tool.run("run", name, "--seeds", "4-6", "--out", "two", "--threads", "1")
      #expect(two.output == many.output)
    }
  }

  @Test(arguments: ["5-5", "7-3", "1-", "-1-4", "a-b", "1-20002"])
  func `seeds that are no range are refused`(text: String) throws {
    try withTool { tool in
      try tool.write(.freeShipping)
      let ending = try tool.run("run", SampleScenario.freeShipping.name, "--seeds=\(text)")
      #expect(ending.status == 2)
      #expect(ending.complaint.contains("--seeds"))
      #expect(tool.names(in: "results") == [])
    }
  }

  /// The share of visitors who order is the one that was asked for, within four standard errors.
  @Test(arguments: [("2%", 0.02), ("8 %", 0.08), ("0.2", 0.2)])
  func `a first scenario is valid at once and sells as was said`(
    share: (text: String, value: Double)
  ) throws {
    try withTool { tool in
      for idea in ["price=40", "shipping=free", "voucher=5"] {
        let made = try tool.run(
          "new", "mine.yaml", "--sells", "tea: pot #1", "--price", "38", "--cost", "17.5",
          "--visitors", "900", "--conversion", share.text, "--try", idea, "--force")
        try #require(made.status == 0, "\(made.complaint)")
        let ending = try tool.run("validate", "mine.yaml")
        #expect(ending.status == 0, "\(ending.complaint)")
      }
      let run = try tool.run(
        "simulate", "mine.yaml", "--customers", "20000", "--customers-file", "--out", "log")
      try #require(run.status == 0, "\(run.complaint)")
      let file = try #require(
        try tool.files(below: "log").first { $0.key.hasSuffix("customers.csv") })
      let rows = try PlainCSV(String(decoding: file.value, as: UTF8.self)).records.filter {
        $0["arm"] == "as now"
      }
      let found = Double(rows.count { $0["converted"] == "1" }) / Double(rows.count)
      let error = (share.value * (1 - share.value) / Double(rows.count)).squareRoot()
      #expect(abs(found - share.value) < 4 * error + 0.001 * share.value)
    }
  }

  @Test(arguments: [
    ["--price", "0"], ["--conversion", "90 %"], ["--try", "sale"], ["--try", "voucher=40"],
    ["--visitors", "none"],
  ])
  func `an answer that no shop gives is refused, and nothing is written`(
    arguments: [String]
  ) throws {
    try withTool { tool in
      let ending = try tool.finish(tool.start(["new", "mine.yaml"] + arguments))
      #expect(ending.status == 2)
      #expect(ending.complaint.contains(arguments[0]))
      #expect(tool.names(in: ".").isEmpty)
    }
  }
}
