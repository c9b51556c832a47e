import Foundation
import TestSupport
import Testing

/// What the program does to the files of its user, and to its own, when something is in the way.
@Suite struct `Files in the way` {
  private static let small = SampleScenario.freeShipping

  @Test func `of the user's stay where simulate writes`() throws {
    try withTool { tool in
      try tool.write(Self.small)
      let mine = ["manifest.json", "a.partial", ".b.partial", "notes.txt"]
      try FileManager.default.createDirectory(
        at: tool.folder.appending(path: "log"), withIntermediateDirectories: true)
      for name in mine { try tool.write("mine", to: "log/\(name)") }
      for extra in [[], ["--force"]] {
        let ending = try tool.finish(
          tool.start(["simulate", Self.small.name, "-q", "--out", "log"] + extra))
        try #require(ending.status == 0, "\(ending.complaint)")
        #expect(tool.names(in: "log") == (mine + ["events.csv"]).sorted())
        for name in mine {
          let text = try String(
            contentsOf: tool.folder.appending(path: "log/\(name)"), encoding: .utf8)
          #expect(text == "mine")
        }
      }
      #expect(tool.names(in: ".") == ["log", Self.small.name])
    }
  }

  @Test func `of a link, or of a name that only a shell expands, are where the user says`() throws {
    try withTool { tool in
      try tool.write(Self.small)
      try FileManager.default.createDirectory(
        at: tool.folder.appending(path: "real"), withIntermediateDirectories: true)
      try FileManager.default.createSymbolicLink(
        atPath: tool.folder.appending(path: "link").path, withDestinationPath: "real")
      for (out, place) in [("link", "real"), ("~", "~"), ("~/b", "~/b")] {
        let ending = try tool.run(
          "simulate", Self.small.name, "-q", "--out", out, environment: ["HOME": "/nowhere"])
        #expect(ending.status == 0, "\(ending.complaint)")
        #expect(tool.names(in: place).contains("events.csv"))
        let run = try tool.run("run", Self.small.name, "-q", "--out", out)
        #expect(run.status == 0, "\(run.complaint)")
        #expect(tool.names(in: "\(place)/sample").count == 1)
      }
    }
  }

  @Test func `in place of results neither hang the run nor are believed`() throws {
    try withTool { tool in
      try tool.write(Self.small)
      let first = try tool.run("run", Self.small.name, "-q")
      let folder = try #require(tool.names(in: "results/sample").first)
      let whole = try tool.files(below: "results")
      let place = "results/sample/\(folder)"
      for spoil in [
        "rm D/arms.csv; mkfifo D/arms.csv", "rm D/manifest.json; mkfifo D/manifest.json",
        "rm D/summary.txt; mkfifo D/summary.txt", "truncate -s 300M D/manifest.json",
        "truncate -s 300M D/arms.csv", "printf '{\"files\":[]}' > D/manifest.json",
        #"sed -i 's/"files": \[/"files": [], "old": [/' D/manifest.json"#,
      ] {
        let spoiled = try tool.shell(spoil.replacing("D", with: place))
        try #require(spoiled.status == 0, "\(spoil): \(spoiled.complaint)")
        let again = try tool.run("run", Self.small.name, "-q")
        #expect(again == first, "\(spoil)")
        #expect(try tool.files(below: "results") == whole, "\(spoil)")
      }
      _ = try tool.shell("rm \(place)/arms.csv; mkdir \(place)/arms.csv")
      let refused = try tool.run("run", Self.small.name, "-q")
      #expect(refused.status == 1)
      #expect(refused.complaint.hasSuffix("arms.csv: a folder of that name exists\n"))
    }
  }

  @Test func `of four processes with the same input all stand, and all end well`() throws {
    try withTool { tool in
      try tool.write(Self.small)
      for extra in [[], ["--force"]] {
        let running = try (0..<4).map { _ in
          try tool.start(["run", Self.small.name, "-q"] + extra)
        }
        let endings = try running.map { try tool.finish($0) }
        for ending in endings {
          #expect(ending.status == 0, "\(ending.complaint)")
          #expect(ending.output == endings[0].output)
        }
        let folder = try #require(tool.names(in: "results/sample").first)
        #expect(tool.names(in: "results/sample") == [folder])
        #expect(tool.names(in: "results/sample/\(folder)").allSatisfy { !$0.hasPrefix(".") })
      }
    }
  }

  @Test func `that a killed run left go with the next, also after --force`() throws {
    try withTool { tool in
      try tool.write(Self.small)
      _ = try tool.run("run", Self.small.name, "-q")
      let whole = try tool.files(below: "results")
      for extra in [["--force"], ["--seed", "9"]] {
        let running = try tool.start(
          ["run", Self.small.name, "-q", "--customers", "400000", "--events"] + extra)
        while try tool.files(below: "results").count <= whole.count, running.process.isRunning {
          usleep(2_000)
        }
        kill(running.process.processIdentifier, SIGKILL)
        _ = try tool.finish(running)
      }
      #expect(try tool.files(below: "results").count > whole.count)
      let again = try tool.run("run", Self.small.name, "-q", "--force")
      #expect(again.status == 0)
      #expect(try tool.files(below: "results") == whole)
      #expect(tool.names(in: "results/sample").count == 1)
    }
  }

  /// A file that takes the number of standard error would hold the progress that goes there.
  @Test func `get nothing that is meant for a terminal that is closed`() throws {
    try withTool { tool in
      try tool.write(Self.small)
      let open = try tool.run("run", Self.small.name, "--events", "--customers-file")
      try #require(open.status == 0)
      let whole = try tool.files(below: "results")
      for closed in ["<&- >&- 2>&-", "2>&-", "<&- 2>&-"] {
        let ending = try tool.shell(
          "J run \(Self.small.name) --events --customers-file --out other \(closed)")
        #expect(ending.status == (closed.contains(" >&-") ? 1 : 0), "\(closed)")
        #expect(try tool.files(below: "other") == whole)
      }
    }
  }

  @Test func `that take nothing end the program with 1 and a reason`() throws {
    try withTool { tool in
      try tool.write(Self.small)
      for (line, reason) in [
        ("J run \(Self.small.name) -q > /dev/full", "no space left on the disk"),
        ("J --help > /dev/full", "no space left on the disk"),
        ("J schema > /dev/full", "no space left on the disk"),
        ("(J schema; echo $? > status) | true; exit $(cat status)", "the reader has closed it"),
        ("J power \(Self.small.name) -q --out /dev/full", "no space left on the disk"),
        ("ulimit -f 8; J simulate \(Self.small.name) -q --out log", "larger than it may be"),
      ] {
        let ending = try tool.shell(line)
        #expect(ending.status == 1, "\(line): \(ending)")
        #expect(ending.complaint.contains(reason), "\(line): \(ending.complaint)")
      }
      #expect(tool.names(in: "log").isEmpty)
      #expect(FileManager.default.fileExists(atPath: "/dev/full"))
    }
  }
}
